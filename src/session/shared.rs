//! The session of a project in a storage, as one page has it: runs the machine and performs its outputs.
//!
//! Instances that use the same project and storage share it. The machine is pure; this module has the storage,
//! the Web Lock, the timer, the requests, the waiting callers and the listeners.

use core::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::{Rc, Weak};

use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use super::entries::{Entries, Look};
use super::later::{Giver, Later, later};
use super::lock::Lock;
use super::owner::Owner;
use super::tokens::TokenSet;
use super::wake::WakeEvents;
use super::{
    Generation, Holder, Input, Intent, Limits, Machine, Now, Output, Reason, Removal, Reply,
    SessionId, SignIn, TokenAnswer, Waiter,
};
use crate::cancel::Cancellation;
use crate::error::{ErrorKind, SdkError};
use crate::js::Dictionary;
use crate::js::clock::{self, Timer};
use crate::js::page::drawn;
use crate::js::promise;
use crate::storage::Storage;

pub mod waits;
mod work;

/// How many sets of tokens a page remembers: the current ones, and new ones that are not stored yet.
const REMEMBERED: usize = 8;

/// The session of a project in a storage.
pub struct SharedSession {
    me: Weak<Self>,
    entries: Entries,
    machine: Cell<Option<Machine>>,
    inputs: RefCell<VecDeque<Input>>,
    is_passing: Cell<bool>,
    /// The newest last.
    tokens: RefCell<Vec<TokenSet>>,
    /// Tokens that could not be stored, and the intent about them.
    memory: RefCell<Option<(TokenSet, Option<Intent>)>>,
    /// `undefined` until the storage has been read, `null` if nobody is signed in, otherwise the tokens.
    shown: RefCell<JsValue>,
    owners: RefCell<Vec<Weak<dyn Owner>>>,
    waiting: RefCell<Vec<(Waiter, Giver<Reply>)>>,
    sign_in: Cell<Option<Giver<SignIn>>>,
    /// Every caller that waits for the end of a sign-out.
    sign_out: RefCell<Vec<Giver<bool>>>,
    lock: RefCell<Option<(u32, Lock)>>,
    request: Cell<Option<AbortController>>,
    /// Why the last request for these tokens failed.
    failure: RefCell<JsValue>,
    /// Why the last access to the storage failed.
    storage_failure: RefCell<JsValue>,
    timer: Cell<Option<Timer>>,
    /// The number of the last `Output::Read`, and of the last `Output::WriteIntent`.
    last_read: Cell<u32>,
    last_intent: Cell<u32>,
    count: Cell<u32>,
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
            entries: Entries::new(storage, key),
            machine: Cell::new(Some(Machine::new(Holder(drawn()), limits))),
            inputs: RefCell::default(),
            is_passing: Cell::new(false),
            tokens: RefCell::default(),
            memory: RefCell::default(),
            shown: RefCell::default(),
            owners: RefCell::default(),
            waiting: RefCell::default(),
            sign_in: Cell::default(),
            sign_out: RefCell::default(),
            lock: RefCell::default(),
            request: Cell::default(),
            failure: RefCell::default(),
            storage_failure: RefCell::default(),
            timer: Cell::default(),
            last_read: Cell::default(),
            last_intent: Cell::default(),
            count: Cell::default(),
            changes: Cell::default(),
            sign_ins: Cell::default(),
        });
        session.pass(Input::Woken);
        session
    }

    /// Returns whether this is the session of that project in that storage.
    pub fn is(&self, storage: &Storage, key: &str) -> bool {
        self.entries.storage().is(storage) && self.entries.key() == key
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

    fn changed(&self) {
        self.changes.set(self.changes.get().wrapping_add(1));
    }

    /// Returns the tokens of the signed-in user, as far as this page knows.
    pub fn held(&self) -> Option<TokenSet> {
        let current = self.ask_machine(Machine::current)?;
        self.remembered(current??.generation)
    }

    /// Returns whether there is a valid access token to hand out.
    pub fn has_good(&self) -> bool {
        let now = now();
        self.ask_machine(|machine| machine.has_good(now)) == Some(true)
    }

    /// Returns whether a sign-out has to read the storage first, which [`SharedSession::look`] does.
    pub fn must_look(&self) -> bool {
        let now = now();
        self.ask_machine(|machine| machine.must_look(now)) == Some(true)
    }

    /// Returns which attempt it would be if a sign-out sent the refresh token; `None` if it may not.
    pub fn sign_out_attempt(&self) -> Option<u8> {
        let now = now();
        self.ask_machine(|machine| machine.sign_out_attempt(now))?
    }

    /// Asks the machine. `ask` must not call JavaScript, not even for the time: an input that is passed meanwhile would
    /// find no machine.
    fn ask_machine<T>(&self, ask: impl FnOnce(&Machine) -> T) -> Option<T> {
        let machine = self.machine.take();
        let answer = machine.as_ref().map(ask);
        self.machine.set(machine);
        answer
    }

    fn remembered(&self, generation: Generation) -> Option<TokenSet> {
        let tokens = self.tokens.borrow();
        let mut found = tokens.iter().rev();
        found
            .find(|tokens| tokens.known.generation == generation)
            .cloned()
    }

    fn remember(&self, tokens: TokenSet) {
        let mut known = self.tokens.borrow_mut();
        let generation = tokens.known.generation;
        known.retain(|known| known.known.generation != generation);
        known.push(tokens);
        if known.len() > REMEMBERED {
            known.remove(0);
        }
    }

    /// Passes an input to the machine and performs its outputs. An input that arrives meanwhile is queued until
    /// this one is done.
    pub fn pass(&self, input: Input) {
        self.inputs.borrow_mut().push_back(input);
        if self.is_passing.replace(true) {
            return;
        }
        while let Some(input) = self.input() {
            let Some(mut machine) = self.machine.take() else {
                break;
            };
            let outputs = machine.handle(input, now());
            self.machine.set(Some(machine));
            for output in outputs {
                self.perform(output, &input);
            }
        }
        self.is_passing.set(false);
    }

    fn input(&self) -> Option<Input> {
        self.inputs.borrow_mut().pop_front()
    }

    fn next(&self) -> u32 {
        let next = self.count.get().wrapping_add(1);
        self.count.set(next);
        next
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

fn give<T>(place: &Cell<Option<Giver<T>>>, value: T) {
    if let Some(giver) = place.take() {
        giver.give(value);
    }
}

fn now() -> Now {
    Now {
        monotonic: clock::monotonic(),
        wall: clock::wall(),
    }
}
