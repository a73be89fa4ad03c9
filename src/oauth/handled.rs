//! The callbacks that a page is handling or has handled. Handling one twice, as React's StrictMode does, is
//! allowed.

use core::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use js_sys::{JsString, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::address::Address;
use crate::cancel::Cancellation;
use crate::session::shared::SharedSession;
use crate::session::tokens::TokenSet;

/// How many callbacks a page remembers.
const REMEMBERED: usize = 10;

thread_local! {
    /// The newest last.
    static HANDLED: RefCell<Vec<Rc<Handling>>> = const { RefCell::new(Vec::new()) };
}

/// A callback that is being handled or has been handled.
pub struct Handling {
    /// The project and the URL.
    key: JsString,
    /// The project and the cleaned URL, if the page's URL was cleaned.
    clean_key: RefCell<Option<JsString>>,
    /// The URL of the callback.
    pub address: Address,
    /// The session that it signs in to.
    session: Weak<SharedSession>,
    /// The same callback for another session, while this one waits for it.
    first: RefCell<Option<Rc<Self>>>,
    promise: RefCell<Option<Promise>>,
    /// Aborts the work if no caller is waiting any more and the code has not been sent.
    stop: AbortController,
    waiting: Cell<u32>,
    /// Whether the code has been sent.
    pub is_sent: Cell<bool>,
    /// How many times the session had changed when the callback succeeded; `None` until then.
    ended: Cell<Option<u32>>,
    has_signed_in: Cell<bool>,
    /// Whether it has failed or been stopped without using up the code or the `state`, so that it may be handled
    /// again.
    pub is_open: Cell<bool>,
}

impl Handling {
    /// Returns the callback with this key that signs in to this session. If the session has changed since it succeeded,
    /// its tokens are outdated: forgets it and returns `None`.
    pub fn known(key: &JsString, session: &Rc<SharedSession>) -> Option<Rc<Self>> {
        let found = Self::newest(|known| known.is(key) && known.is_of(session))?;
        if found.is_outdated() {
            found.forget();
            return None;
        }
        Some(found)
    }

    /// Returns the callback with this key that signs in to another session, or has done so.
    pub fn elsewhere(key: &JsString, session: &Rc<SharedSession>) -> Option<Rc<Self>> {
        let found = Self::newest(|known| known.is(key) && !known.is_of(session))?;
        // One that waits for a callback that has failed will fail with it.
        let waits_in_vain = found.first().is_some_and(|first| first.is_open.get());
        (!found.is_open.get() && !found.is_outdated() && !waits_in_vain).then_some(found)
    }

    fn newest(is_it: impl Fn(&Self) -> bool) -> Option<Rc<Self>> {
        HANDLED.with_borrow(|handled| {
            let mut newest = handled.iter().rev();
            newest.find(|known| is_it(known)).cloned()
        })
    }

    fn is(&self, key: &JsString) -> bool {
        self.key == *key
            || self.clean_key.borrow().as_ref() == Some(key)
            || self.first().is_some_and(|first| first.is(key))
    }

    /// Returns the same callback for another session, which this one waits for.
    pub fn first(&self) -> Option<Rc<Self>> {
        self.first.borrow().clone()
    }

    /// Ends the wait for the callback of the other session.
    pub fn joined(&self) {
        if let Some(first) = self.first.take() {
            self.cleaned_as(&first);
        }
    }

    fn is_of(&self, session: &Rc<SharedSession>) -> bool {
        self.session.ptr_eq(&Rc::downgrade(session))
    }

    fn is_outdated(&self) -> bool {
        let changes = self.session.upgrade().map(|session| session.changes());
        self.ended.get().is_some_and(|ended| Some(ended) != changes)
    }

    /// Returns the tokens that it has signed in with, or what they have been refreshed to.
    pub fn tokens(&self) -> Option<TokenSet> {
        let has_them = self.has_signed_in.get() && !self.is_outdated();
        self.session.upgrade().filter(|_| has_them)?.held()
    }

    /// Starts handling a callback that signs in to `session`. `first`: the same callback for another session. `run` does
    /// the work and returns its promise.
    ///
    /// # Errors
    ///
    /// The error of `run`, or what the constructor of AbortController throws.
    pub fn begin(
        key: JsString,
        address: Address,
        session: &Rc<SharedSession>,
        first: Option<Rc<Self>>,
        run: impl FnOnce(Rc<Self>) -> Result<Promise, JsValue>,
    ) -> Result<Rc<Self>, JsValue> {
        let handling = Rc::new(Self {
            key,
            address,
            session: Rc::downgrade(session),
            first: RefCell::new(first),
            clean_key: RefCell::default(),
            promise: RefCell::default(),
            stop: AbortController::new()?,
            waiting: Cell::new(0),
            is_sent: Cell::new(false),
            ended: Cell::default(),
            has_signed_in: Cell::new(false),
            is_open: Cell::new(false),
        });
        let promise = run(Rc::clone(&handling))?;
        handling.promise.replace(Some(promise));
        HANDLED.with_borrow_mut(|handled| {
            handled.push(Rc::clone(&handling));
            if handled.len() > REMEMBERED {
                handled.remove(0);
            }
        });
        Ok(handling)
    }

    /// Returns the AbortSignal that stops the work.
    pub fn signal(&self) -> JsValue {
        self.stop.signal().into()
    }

    /// Records the key of the page's URL after it was cleaned.
    pub fn cleaned(&self, key: JsString) {
        self.clean_key.replace(Some(key));
    }

    /// Takes over the cleaned key of `before`, which this one replaces.
    pub fn cleaned_as(&self, before: &Self) {
        self.clean_key.replace(before.clean_key.borrow().clone());
    }

    /// Records that it has succeeded. `changes`: how many times the session has changed until now; `has_signed_in`:
    /// whether the session has its tokens.
    pub fn ended(&self, changes: u32, has_signed_in: bool) {
        self.ended.set(Some(changes));
        self.has_signed_in.set(has_signed_in);
    }

    /// Gives later callers this promise instead.
    pub fn goes_on(&self, promise: Promise) {
        self.promise.replace(Some(promise));
    }

    /// Forgets the callback.
    pub fn forget(self: &Rc<Self>) {
        HANDLED.with_borrow_mut(|handled| handled.retain(|known| !Rc::ptr_eq(known, self)));
    }

    /// Returns the promise that all callers share, for a caller who waits to the end.
    pub fn shared(&self) -> Promise {
        self.waiting.set(self.waiting.get().saturating_add(1));
        let promise = self.promise.borrow().clone();
        promise.unwrap_or_else(|| Promise::resolve(&JsValue::UNDEFINED))
    }

    /// Waits for the result on behalf of one caller. If that caller stops waiting, the others still wait.
    ///
    /// # Errors
    ///
    /// The error of the callback, or the reason of the caller's cancellation.
    pub async fn wait(self: Rc<Self>, cancellation: Rc<Cancellation>) -> Result<JsValue, JsValue> {
        let promise = self.shared();
        let end = cancellation.until(&mut JsFuture::from(promise)).await;
        self.waiting.set(self.waiting.get().saturating_sub(1));
        if end.is_err() && self.waiting.get() == 0 && !self.is_sent.get() {
            self.is_open.set(true);
            self.stop.abort();
        }
        end?
    }
}
