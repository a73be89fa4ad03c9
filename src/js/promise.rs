//! Turns futures into promises, and promises into futures.

use core::pin::Pin;

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

#[wasm_bindgen(module = "/js/pending.js")]
extern "C" {
    /// A promise with the functions that settle it. JavaScript keeps it until it is settled, so that a trap
    /// can reject it.
    pub type Deferred;

    /// Creates a pending promise.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Deferred;

    /// Returns the promise.
    #[wasm_bindgen(method, getter)]
    pub fn promise(this: &Deferred) -> Promise;

    /// Resolves the promise.
    #[wasm_bindgen(method)]
    pub fn resolve(this: &Deferred, value: &JsValue);

    #[wasm_bindgen(method)]
    fn reject(this: &Deferred, reason: &JsValue);

    fn awaited(promise: &JsValue) -> Promise;
}

/// Runs a future, starting in the next microtask. Returns a promise that settles as the future does.
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

/// Returns a rejected promise, for a call that is refused before it starts.
pub fn rejected(reason: &JsValue) -> Promise {
    let deferred = Deferred::new();
    deferred.reject(reason);
    deferred.promise()
}

/// Runs a future, starting in the next microtask. All futures are boxed to one type, so that the executor is
/// compiled once.
pub fn run(future: impl Future<Output = ()> + 'static) {
    let future: Pin<Box<dyn Future<Output = ()>>> = Box::pin(future);
    spawn_local(future);
}

/// Awaits a value that may be a promise from anywhere: a mock may return any value, or a `then` that throws.
pub fn future(promise: &JsValue) -> JsFuture {
    JsFuture::from(awaited(promise))
}

/// Calls a listener or hook of the page. What it throws is ignored, and if it is asynchronous, what it rejects with.
pub fn notify(listener: &Function, value: &JsValue) {
    if let Ok(result) = listener.call1(&JsValue::UNDEFINED, value)
        && result.is_object()
    {
        forget(&result);
    }
}

/// Ignores the outcome of such a promise, so that a rejection is not reported as unhandled.
pub fn forget(promise: &JsValue) {
    drop(future(promise));
}
