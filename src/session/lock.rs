//! The Web Lock of a session: at most one tab holds it (W3C Web Locks).

use core::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use crate::js::clock::Reentrant;
use crate::js::promise::{Deferred, future};
use crate::js::{Dictionary, page, property};

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Dictionary,
        granted: &JsValue,
    ) -> Result<JsValue, JsValue>;
}

/// A lock that is held or requested. Dropping it releases the lock or withdraws the request.
pub struct Lock {
    over: Deferred,
    request: AbortController,
    granted: Rc<Cell<bool>>,
}

impl Lock {
    /// Requests the lock of that name. Calls `granted` when it is held, perhaps before this returns. Returns the lock,
    /// and a future that is ready when the lock is no longer held or will never be; `None` if the browser has no Web
    /// Locks or the request throws.
    pub fn request(
        name: &str,
        granted: Box<dyn Fn()>,
    ) -> Option<(Self, impl Future<Output = ()> + use<>)> {
        let locks = page::at(&["navigator", "locks"]);
        if !property(&locks, "request").is_function() {
            return None;
        }
        let lock = Self {
            over: Deferred::new(),
            request: AbortController::new().ok()?,
            granted: Rc::new(Cell::new(false)),
        };
        let (over, is_granted) = (lock.over.promise(), Rc::clone(&lock.granted));
        let holds: Reentrant = Box::new(move |_| {
            // A polyfill may call it more than once.
            if !is_granted.replace(true) {
                granted();
            }
            over.clone().into()
        });
        let holds = Closure::wrap(holds).into_js_value();
        let options = Dictionary::new();
        options.set("signal", lock.request.signal());
        let locks: LockManager = locks.unchecked_into();
        let held = locks.request(name, &options, &holds).ok()?;
        Some((lock, async move {
            let _ = future(&held).await;
        }))
    }

    /// Returns whether the lock has ever been held.
    pub fn was_granted(&self) -> bool {
        self.granted.get()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.over.resolve(&JsValue::UNDEFINED);
        self.request.abort();
    }
}
