//! The callbacks that a page handles or has handled: a repeat, as by React's StrictMode, is no misuse.

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

/// A callback that is being handled or was.
pub struct Handling {
    /// Project and address.
    key: JsString,
    /// The same with the address that the page has been given instead, if it has.
    clean_key: RefCell<Option<JsString>>,
    /// What is handled.
    pub address: Address,
    promise: RefCell<Option<Promise>>,
    /// Ends it where nobody waits any more and nothing has been sent.
    stop: AbortController,
    waiting: Cell<u32>,
    /// Whether the code is on its way.
    pub is_sent: Cell<bool>,
    /// How often the session had changed when it ended.
    ended: Cell<Option<u32>>,
    /// Whether it has failed in a way that uses nothing up: it may be handled again.
    pub is_open: Cell<bool>,
}

impl Handling {
    /// The one of that key, unless the session has changed since it ended: its tokens are old then.
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

    /// Begins one; `run` gives its promise.
    ///
    /// # Errors
    ///
    /// With what `run` fails with, or where there is no AbortController.
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

    /// What stops it.
    pub fn signal(&self) -> JsValue {
        self.stop.signal().into()
    }

    /// The page's address was cleaned, and has this key now.
    pub fn cleaned(&self, key: JsString) {
        self.clean_key.replace(Some(key));
    }

    /// The address of the page is the clean one of another handling, which this one takes the place of.
    pub fn cleaned_as(&self, before: &Self) {
        self.clean_key.replace(before.clean_key.borrow().clone());
    }

    /// It has ended with tokens, after so many changes of the session.
    pub fn ended(&self, changes: u32) {
        self.ended.set(Some(changes));
    }

    /// Remembers it no more.
    pub fn forget(self: &Rc<Self>) {
        HANDLED.with_borrow_mut(|handled| handled.retain(|known| !Rc::ptr_eq(known, self)));
    }

    /// The promise that all share, for a caller who waits to the end.
    pub fn shared(&self) -> Promise {
        self.waiting.set(self.waiting.get().saturating_add(1));
        let promise = self.promise.borrow().clone();
        promise.unwrap_or_else(|| Promise::resolve(&JsValue::UNDEFINED))
    }

    /// Waits for it in the name of one caller, whose leaving ends nobody else's waiting.
    ///
    /// # Errors
    ///
    /// As it fails, or with the reason of the caller's cancellation.
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
