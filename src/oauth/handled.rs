//! The callbacks that a page is handling or has handled. Handling one twice, as React's StrictMode does, is
//! allowed.

use core::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{JsString, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

use super::address::Address;
use crate::cancel::Cancellation;

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
    promise: RefCell<Option<Promise>>,
    /// Aborts the work if no caller is waiting any more and the code has not been sent.
    stop: AbortController,
    waiting: Cell<u32>,
    /// Whether the code has been sent.
    pub is_sent: Cell<bool>,
    /// How many times the session had changed when the callback succeeded; `None` until then.
    ended: Cell<Option<u32>>,
    /// Whether it has failed or been stopped without using up the code or the `state`, so that it may be handled
    /// again.
    pub is_open: Cell<bool>,
}

impl Handling {
    /// Returns the callback with this key. If the session has changed since the callback succeeded, its tokens
    /// are outdated: forgets it and returns `None`.
    pub fn known(key: &JsString, changes: u32) -> Option<Rc<Self>> {
        let found = HANDLED.with_borrow(|handled| {
            let mut newest = handled.iter().rev();
            let is_it = |known: &&Rc<Handling>| {
                known.key == *key || known.clean_key.borrow().as_ref() == Some(key)
            };
            newest.find(is_it).cloned()
        })?;
        if found.ended.get().is_some_and(|ended| ended != changes) {
            found.forget();
            return None;
        }
        Some(found)
    }

    /// Starts handling a callback. `run` does the work and returns its promise.
    ///
    /// # Errors
    ///
    /// The error of `run`, or what the constructor of AbortController throws.
    pub fn begin(
        key: JsString,
        address: Address,
        run: impl FnOnce(Rc<Self>) -> Result<Promise, JsValue>,
    ) -> Result<Rc<Self>, JsValue> {
        let handling = Rc::new(Self {
            key,
            address,
            clean_key: RefCell::default(),
            promise: RefCell::default(),
            stop: AbortController::new()?,
            waiting: Cell::new(0),
            is_sent: Cell::new(false),
            ended: Cell::default(),
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

    /// Records that it has succeeded. `changes`: how many times the session has changed until now.
    pub fn ended(&self, changes: u32) {
        self.ended.set(Some(changes));
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
