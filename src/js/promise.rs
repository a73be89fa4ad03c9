//! The one place where a future becomes a promise.

use core::pin::Pin;

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen(module = "/js/pending.js")]
extern "C" {
    /// A promise and what settles it. It is kept until then, so that a trap can reject it.
    pub type Deferred;

    /// A new one.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Deferred;

    /// The promise.
    #[wasm_bindgen(method, getter)]
    pub fn promise(this: &Deferred) -> Promise;

    /// Settles it.
    #[wasm_bindgen(method)]
    pub fn resolve(this: &Deferred, value: &JsValue);

    #[wasm_bindgen(method)]
    fn reject(this: &Deferred, reason: &JsValue);

    fn awaited(promise: &JsValue) -> Promise;
}

/// Runs a future from the next microtask on; the promise settles as it does.
pub fn promise(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    settled_by(Box::pin(future))
}

fn settled_by(future: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>) -> Promise {
    let deferred = Deferred::new();
    let promise = deferred.promise();
    run(async move {
        match future.await {
            Ok(value) => deferred.resolve(&value),
            Err(reason) => deferred.reject(&reason),
        }
    });
    promise
}

/// A promise of a call that is refused before it begins.
pub fn rejected(reason: &JsValue) -> Promise {
    let deferred = Deferred::new();
    deferred.reject(reason);
    deferred.promise()
}

/// Runs a future from the next microtask on. All are of one type, so the executor compiles once.
pub fn run(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    spawn_local(future);
}

/// What a promise of anybody comes to, or what stands for one: a mock may give any value, and a `then` that
/// throws.
pub fn future(promise: &JsValue) -> JsFuture {
    JsFuture::from(awaited(promise))
}

/// Lets such a promise be: nobody waits for it, and nobody is told if it fails.
pub fn forget(promise: &JsValue) {
    drop(future(promise));
}
