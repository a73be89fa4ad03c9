//! The session of a project in a storage, as one page has it: runs the machine and performs its outputs.
//!
//! Instances that use the same project and storage share it. The machine is pure; this module has the Web Lock, the timer
//! and the instances, whose listeners it notifies, and these parts:
//!
//! | module | what it holds |
//! | --- | --- |
//! | `engine` | the machine, and the inputs that wait for it |
//! | `token_book` | the tokens themselves, and the session that could only be kept in memory |
//! | `storage_access` | the operations on the storage, and why the last one failed |
//! | `callers` | the callers that wait for a reply, a sign-in or a sign-out |
//! | `refresh_request` | the request with a refresh token, and why the last one failed |
//!
//! `work` performs the outputs of the machine with them; `waits` has the calls that wait.

use core::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;

use super::entries::Entries;
use super::later::Later;
use super::lock::Lock;
use super::owner::Owner;
use super::tokens::TokenSet;
use super::wake::WakeEvents;
use super::{
    CallerId, Generation, Holder, Input, Kept, Limits, Machine, Now, Output, Reason, Reply,
    SignInOutcome, TokenAnswer, TokenFacts,
};
use crate::cancel::Cancellation;
use crate::error::{ErrorKind, SdkError};
use crate::js::Dictionary;
use crate::js::clock::{self, Timer};
use crate::js::page::drawn;
use crate::js::promise;
use crate::storage::Storage;

use callers::Callers;
use engine::Engine;
use refresh_request::RefreshRequest;
use storage_access::StorageAccess;
use token_book::TokenBook;

mod callers;
mod engine;
mod refresh_request;
mod storage_access;
mod token_book;
pub mod waits;
mod work;

/// The session of a project in a storage.
pub struct SharedSession {
    me: Weak<Self>,
    engine: Engine,
    book: TokenBook,
    storage: StorageAccess,
    callers: Callers,
    request: RefreshRequest,
    /// `undefined` until the storage has been read, `null` if nobody is signed in, otherwise the tokens.
    shown: RefCell<JsValue>,
    owners: RefCell<Vec<Weak<dyn Owner>>>,
    lock: RefCell<Option<(u32, Lock)>>,
    /// How many times the lock has been requested. Each request is named by its number.
    lock_requests: Cell<u32>,
    timer: Cell<Option<Timer>>,
    /// How many times somebody has signed in or out on this page.
    changes: Cell<u32>,
    /// How many of these times were sign-ins.
    sign_ins: Cell<u32>,
    _wake: Option<WakeEvents>,
}

thread_local! {
    static SHARED: RefCell<Vec<Weak<SharedSession>>> = const { RefCell::new(Vec::new()) };
}

impl SharedSession {
    /// Returns the session of a project, `key`, in this storage: the existing one if an instance on this page
    /// has it, otherwise a new one. `timeout` is how long a new session's refresh may take, in milliseconds, up
    /// to [`Limits::LONGEST_TIMEOUT`]; 0 means the default of [`Limits`].
    pub fn of(storage: Storage, key: String, timeout: u32) -> Rc<Self> {
        let known = SHARED.with_borrow_mut(|sessions| {
            sessions.retain(|session| session.strong_count() > 0);
            let mut known = sessions.iter().filter_map(Weak::upgrade);
            known.find(|session| session.is(&storage, &key))
        });
        // Nothing is borrowed here: creating a session may re-enter this function, if the page wraps what it
        // calls.
        known.unwrap_or_else(|| {
            let session = Self::new(storage, key, timeout);
            SHARED.with_borrow_mut(|sessions| sessions.push(Rc::downgrade(&session)));
            session
        })
    }

    fn new(storage: Storage, key: String, timeout: u32) -> Rc<Self> {
        let limits = match &storage {
            Storage::Memory(_) => Limits::MEMORY,
            Storage::Web(_) => Limits::WEB_STORAGE,
            Storage::Adapter(..) => Limits::ADAPTER,
        };
        let limits = match timeout {
            0 => limits,
            ms => Limits {
                timeout: f64::from(ms).min(Limits::LONGEST_TIMEOUT),
                ..limits
            },
        };
        let is_memory = matches!(storage, Storage::Memory(_));
        let session = Rc::new_cyclic(|me: &Weak<Self>| Self {
            me: me.clone(),
            _wake: (!is_memory).then(|| WakeEvents::new(passing(me), &key)),
            engine: Engine::new(Machine::new(Holder(drawn()), limits)),
            book: TokenBook::default(),
            storage: StorageAccess::new(Entries::new(storage, key)),
            callers: Callers::default(),
            request: RefreshRequest::default(),
            shown: RefCell::default(),
            owners: RefCell::default(),
            lock: RefCell::default(),
            lock_requests: Cell::default(),
            timer: Cell::default(),
            changes: Cell::default(),
            sign_ins: Cell::default(),
        });
        session.pass(Input::Woken);
        session
    }

    /// Returns whether this is the session of that project in that storage.
    pub fn is(&self, storage: &Storage, key: &str) -> bool {
        let entries = &self.storage.entries;
        entries.storage().is(storage) && entries.key() == key
    }

    /// Lets an instance send requests for this session and receive its changes.
    pub fn attach(&self, owner: &Rc<dyn Owner>) {
        self.detach(owner);
        self.owners.borrow_mut().push(Rc::downgrade(owner));
    }

    /// Undoes [`SharedSession::attach`].
    pub fn detach(&self, owner: &Rc<dyn Owner>) {
        let owner = Rc::downgrade(owner);
        let mut owners = self.owners.borrow_mut();
        owners.retain(|known| known.strong_count() > 0 && !known.ptr_eq(&owner));
    }

    /// Returns what `session.current` shows.
    pub fn shown(&self) -> JsValue {
        self.shown.borrow().clone()
    }

    /// Returns a copy of what `session.current` shows, which the caller may change.
    pub fn copy(&self) -> JsValue {
        copy(&self.shown())
    }

    /// Returns how many times somebody has signed in or out on this page.
    pub fn changes(&self) -> u32 {
        self.changes.get()
    }

    /// Returns how many times somebody has signed out on this page.
    pub fn sign_outs(&self) -> u32 {
        self.changes.get().wrapping_sub(self.sign_ins.get())
    }

    /// Returns the tokens of the signed-in user, as far as this page knows.
    pub fn held(&self) -> Option<TokenSet> {
        let current = self.engine.ask(Machine::current)??;
        self.book.remembered(current.generation)
    }

    /// Returns whether there is a valid access token to hand out.
    pub fn has_good(&self) -> bool {
        let now = now();
        self.engine.ask(|machine| machine.has_good(now))
    }

    /// Returns whether a sign-out has to read the storage first, which [`SharedSession::look`] does.
    pub fn must_look(&self) -> bool {
        let now = now();
        self.engine.ask(|machine| machine.must_look(now))
    }

    /// Returns which attempt it would be if a sign-out sent the refresh token; `None` if it may not.
    pub fn sign_out_attempt(&self) -> Option<u8> {
        let now = now();
        self.engine.ask(|machine| machine.sign_out_attempt(now))
    }

    /// Passes an input to the machine and performs its outputs. An input that arrives meanwhile is queued until
    /// this one is done.
    pub fn pass(&self, input: Input) {
        if !self.engine.enqueue(input) {
            return;
        }
        while let Some((input, outputs)) = self.engine.step() {
            for output in outputs {
                self.perform(output, &input);
            }
        }
    }
}

/// Returns a callback that passes inputs to a session as long as the session exists.
fn passing(session: &Weak<SharedSession>) -> Rc<dyn Fn(Input)> {
    let session = session.clone();
    Rc::new(move |input| {
        if let Some(session) = session.upgrade() {
            session.pass(input);
        }
    })
}

/// Returns a copy of what is shown, which the caller may change.
fn copy(shown: &JsValue) -> JsValue {
    match Dictionary::of(shown) {
        Ok(copy) if shown.is_object() => copy.plain(),
        _ => shown.clone(),
    }
}

/// Counts one more. Returns the count.
fn next(count: &Cell<u32>) -> u32 {
    let next = count.get().wrapping_add(1);
    count.set(next);
    next
}

/// Returns why something failed, if it did: otherwise the failure is `undefined`.
fn recorded(failure: &RefCell<JsValue>) -> Option<JsValue> {
    let failure = failure.borrow().clone();
    (!failure.is_undefined()).then_some(failure)
}

fn now() -> Now {
    Now {
        monotonic: clock::monotonic(),
        wall: clock::wall(),
    }
}
