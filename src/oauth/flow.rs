//! The sign-ins under way: what comes back must belong to one of them (RFC 6749, 10.12). One entry for each, so
//! that tabs and flows do not overwrite each other.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use super::meaning::{self, same};
use crate::error::SdkError;
use crate::js::promise::run;
use crate::js::{clock, is_missing, page, parse, text};
use crate::query::joined;
use crate::session::storage::{FLOW_STORAGE, Storage};

const PREFIX: &str = "xsolla-login-wasm/flow/";

/// Says in an entry that it is good for every callback of its instance.
const LASTING: &str = "1";

thread_local! {
    /// Where there is no storage: for as long as the page lives.
    static MEMORY: Storage = Storage::memory();
}

/// A sign-in under way.
#[derive(Debug, Clone)]
pub struct Flow {
    /// What the code is exchanged with (RFC 7636), if the flow has one.
    pub verifier: JsValue,
    is_lasting: bool,
}

/// A flow whose callback asked for a second factor: the answer to it leads to a code of the same flow.
#[derive(Debug, Clone)]
pub struct Challenged {
    /// Its `state`.
    pub state: String,
    /// The flow.
    pub flow: Flow,
}

/// The sign-ins under way of one project.
#[derive(Debug, Clone)]
pub struct Flows {
    storage: Storage,
    prefix: String,
}

impl Flows {
    /// Those of a project: in `sessionStorage`, or where the option `session.flowStorage` says.
    pub fn new(option: &JsValue, project: &str) -> Self {
        let named = Storage::named(option, FLOW_STORAGE);
        Self {
            storage: named.unwrap_or(Storage::Web("sessionStorage")),
            prefix: joined(&[PREFIX, project, "/"]),
        }
    }

    fn key(&self, state: &str) -> String {
        joined(&[&self.prefix, state])
    }

    /// Writes down a flow that leads away from the page.
    ///
    /// # Errors
    ///
    /// `SDKError` `environment` where there is a page and nothing outlives it. Without a page nobody is led
    /// away, and memory will do.
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
        memory().set(&self.key(state), &entry).await
    }

    /// Writes down the `state` of an instance, good for every callback of its life.
    pub fn note(&self, state: &str) {
        let (flows, state) = (self.clone(), String::from(state));
        run(async move {
            let entry = entry(&state, &JsString::from(""), LASTING);
            let key = flows.key(&state);
            if flows.storage.set(&key, &entry).await.is_err() {
                let _ = memory().set(&key, &entry).await;
            }
        });
    }

    /// The flow of a `state`; nothing if there is none, it is over, or was used.
    ///
    /// # Errors
    ///
    /// As [`Storage::get`], for an adapter.
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
            Some(entry) if is_fresh(&entry) => Ok(flow(&entry, state)),
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

    /// Ends a flow: its `state` is used up, unless it is that of an instance.
    pub async fn end(&self, state: &str, flow: &Flow) {
        if !flow.is_lasting {
            self.remove(&self.key(state)).await;
        }
    }

    /// Takes away what is over.
    async fn prune(&self) {
        for storage in [&self.storage, &memory()] {
            for key in storage.keys(PREFIX) {
                let entry = storage.get(&key).await;
                if !entry.ok().flatten().is_some_and(|entry| is_fresh(&entry)) {
                    let _ = storage.remove(&key).await;
                }
            }
        }
    }
}

fn memory() -> Storage {
    MEMORY.with(Clone::clone)
}

/// When a flow began, its verifier, whether it lasts, and its `state`.
fn entry(state: &str, verifier: &JsString, lasting: &str) -> JsValue {
    let at = text(&clock::wall().into()).and_then(|at| at.as_string());
    let before = joined(&[&at.unwrap_or_default(), " "]);
    let after = joined(&[" ", lasting, " ", state]);
    let entry = JsString::from(before).concat(verifier);
    entry.concat(&after.into()).into()
}

fn is_fresh(entry: &JsString) -> bool {
    let at = parse(&entry.split(" ").get(0)).and_then(|at| at.as_f64());
    at.is_some_and(|at| meaning::is_fresh(at, clock::wall()))
}

fn flow(entry: &JsString, state: &str) -> Option<Flow> {
    let parts = entry.split(" ");
    let known = parts.get(3).as_string()?;
    let verifier = parts.get(1);
    same(&known, state).then(|| Flow {
        verifier: match is_missing(&verifier) {
            true => JsValue::UNDEFINED,
            false => verifier,
        },
        is_lasting: parts.get(2) == LASTING,
    })
}
