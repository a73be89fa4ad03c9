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

/// A lock that is held or asked for; dropping it releases it, or withdraws the request.
pub struct Lock {
    over: Deferred,
    request: AbortController,
    granted: Rc<Cell<bool>>,
}

impl Lock {
    /// Asks for the lock of that name. `granted` is called when it is held. Gives the lock, and what ends when
    /// it is no longer held or will never be; nothing where the browser has no locks.
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

    /// Whether it was held at some time.
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
