//! The one place where a future becomes a promise.

use js_sys::Promise;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen(module = "/js/pending.js")]
extern "C" {
    /// A promise and what settles it. It is kept until then, so that a trap can reject it.
    type Deferred;

    #[wasm_bindgen(constructor)]
    fn new() -> Deferred;

    #[wasm_bindgen(method, getter)]
    fn promise(this: &Deferred) -> Promise;

    #[wasm_bindgen(method)]
    fn resolve(this: &Deferred, value: &JsValue);

    #[wasm_bindgen(method)]
    fn reject(this: &Deferred, reason: &JsValue);

    fn awaited(promise: &JsValue) -> Promise;
}

/// Runs a future from the next microtask on; the promise settles as it does.
pub fn promise(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    let deferred = Deferred::new();
    let promise = deferred.promise();
    spawn_local(async move {
        match future.await {
            Ok(value) => deferred.resolve(&value),
            Err(reason) => deferred.reject(&reason),
        }
    });
    promise
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
