//! Stores the pending sign-ins: a callback must belong to one of them (RFC 6749, 10.12). Each has its own
//! entry, so that tabs and flows do not overwrite each other.

use core::cell::Cell;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use crate::error::SdkError;
use crate::js::promise::run;
use crate::js::{clock, element, is_missing, page, parse, string};
use crate::query::joined;
use crate::storage::{FLOW_STORAGE_OPTION, Storage, WebStorage};
use state::constant_time_eq;

pub mod state;

const PREFIX: &str = "xsolla-login-wasm/flow/";

/// Marks the entry of an instance's own `state`, which more than one callback may use.
const LASTING: &str = "1";

/// How many pending sign-ins the memory holds at most. On a server, it has those of all users.
const MOST_IN_MEMORY: usize = 10_000;

/// How often expired entries are removed from the memory, in milliseconds.
const PRUNED_EVERY: f64 = 30_000.0;

thread_local! {
    /// Used if the storage fails. Lost with the page, or if the wasm traps.
    static MEMORY: Storage = Storage::memory();

    /// When expired entries were last removed from the memory, by the device's clock.
    static PRUNED: Cell<f64> = const { Cell::new(f64::NEG_INFINITY) };
}

/// A pending sign-in.
#[derive(Debug, Clone)]
pub struct Flow {
    /// Its `state`.
    pub state: String,
    /// The PKCE verifier (RFC 7636), or `undefined` if the flow has none.
    pub verifier: JsValue,
    is_lasting: bool,
    /// Where it is stored.
    flows: Flows,
}

impl Flow {
    /// Ends the flow: removes its `state`, which is used up, unless it is the `state` of an instance.
    pub async fn end(&self) {
        if !self.is_lasting {
            self.flows.remove(&self.flows.key(&self.state)).await;
        }
    }
}

/// The pending sign-ins of one project.
#[derive(Debug, Clone)]
pub struct Flows {
    storage: Storage,
    prefix: String,
}

impl Flows {
    /// Returns the pending sign-ins of a project, stored as the option `session.flowStorage` says, by default
    /// in `sessionStorage`.
    pub fn new(option: &JsValue, project: &str) -> Self {
        let named = Storage::named(option, FLOW_STORAGE_OPTION);
        Self {
            storage: named.unwrap_or(Storage::Web(WebStorage::Session)),
            prefix: joined(&[PREFIX, project, "/"]),
        }
    }

    fn key(&self, state: &str) -> String {
        joined(&[&self.prefix, state])
    }

    /// Stores a flow for which the user leaves the page.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` if there is a page and the storage fails, because nothing else
    /// outlives the page. Without a page, nobody leaves, and the flow is kept in memory instead.
    pub async fn begin(&self, state: &str, verifier: &JsString) -> Result<(), JsValue> {
        self.prune().await;
        let entry = entry(state, verifier, "");
        let kept = self.storage.set(&self.key(state), &entry).await;
        let Err(cause) = kept else {
            return Ok(());
        };
        if page::at(&["location", "href"]).is_string() {
            let reason = "session.flowStorage: the sign-in cannot be kept while the user is away";
            return Err(SdkError::environment(reason).caused_by(&cause));
        }
        keep_in_memory(&self.key(state), &entry).await
    }

    /// Stores the `state` of an instance. Any number of callbacks may use it until the entry expires.
    pub fn note(&self, state: &str) {
        let (flows, state) = (self.clone(), String::from(state));
        run(async move {
            flows.prune().await;
            let entry = entry(&state, &JsString::from(""), LASTING);
            let key = flows.key(&state);
            if flows.storage.set(&key, &entry).await.is_err() {
                let _ = keep_in_memory(&key, &entry).await;
            }
        });
    }

    /// Returns the flow with this `state`, or `None` if there is none, or it has expired or been used.
    ///
    /// # Errors
    ///
    /// As [`Storage::get`], if the storage is an adapter. Other storages that fail count as empty.
    pub async fn find(&self, state: &str) -> Result<Option<Flow>, JsValue> {
        let key = self.key(state);
        let stored = match self.storage.get(&key).await {
            Err(error) if matches!(self.storage, Storage::Adapter(..)) => return Err(error),
            found => found.unwrap_or_default(),
        };
        let found = match stored {
            Some(entry) => Some(entry),
            None => memory().get(&key).await?,
        };
        match found {
            Some(entry) if is_fresh(&entry) => Ok(self.flow(&entry, state)),
            Some(_) => {
                self.remove(&key).await;
                Ok(None)
            }
            None => Ok(None),
        }
    }

    async fn remove(&self, key: &str) {
        let _ = self.storage.remove(key).await;
        let _ = memory().remove(key).await;
    }

    /// Removes expired flows, of every project. On a server, the memory has those of all users, so it is not searched
    /// each time.
    async fn prune(&self) {
        prune(&self.storage).await;
        if is_pruning_due() {
            prune(&memory()).await;
        }
    }

    fn flow(&self, entry: &JsString, state: &str) -> Option<Flow> {
        let parts = entry.split(" ");
        let known = element(&parts, 3).as_string()?;
        let verifier = element(&parts, 1);
        constant_time_eq(&known, state).then(|| Flow {
            state: known,
            verifier: match is_missing(&verifier) {
                true => JsValue::UNDEFINED,
                false => verifier,
            },
            is_lasting: element(&parts, 2) == LASTING,
            flows: self.clone(),
        })
    }
}

/// Removes expired flows, of every project. An adapter cannot list its keys, so there they stay.
async fn prune(storage: &Storage) {
    for key in storage.keys(PREFIX) {
        let entry = storage.get(&key).await;
        if !entry.ok().flatten().is_some_and(|entry| is_fresh(&entry)) {
            let _ = storage.remove(&key).await;
        }
    }
}

/// Returns whether it is time to remove expired flows from the memory, and starts to count anew.
fn is_pruning_due() -> bool {
    let wall = clock::wall();
    // The clock may have been set back.
    let is_due = (wall - PRUNED.get()).abs() >= PRUNED_EVERY;
    if is_due {
        PRUNED.set(wall);
    }
    is_due
}

/// Stores an entry in memory. If there are too many, removes the oldest.
async fn keep_in_memory(key: &str, entry: &JsValue) -> Result<(), JsValue> {
    let memory = memory();
    // Removed first, because a Map keeps the place of a key that it has.
    memory.remove(key).await?;
    memory.set(key, entry).await?;
    if memory.size() > MOST_IN_MEMORY {
        for oldest in memory.keys(PREFIX).iter().take(MOST_IN_MEMORY / 10) {
            memory.remove(oldest).await?;
        }
    }
    Ok(())
}

fn memory() -> Storage {
    MEMORY.with(Clone::clone)
}

/// Builds the entry of a flow, separated by spaces: when it started, its verifier, [`LASTING`] or nothing,
/// and its `state`.
fn entry(state: &str, verifier: &JsString, lasting: &str) -> JsValue {
    let at = string(&clock::wall().into());
    let before = joined(&[&at.unwrap_or_default(), " "]);
    let after = joined(&[" ", lasting, " ", state]);
    let entry = JsString::from(before).concat(verifier);
    entry.concat(&after.into()).into()
}

fn is_fresh(entry: &JsString) -> bool {
    let at = parse(&element(&entry.split(" "), 0)).and_then(|at| at.as_f64());
    at.is_some_and(|at| state::is_fresh(at, clock::wall()))
}
