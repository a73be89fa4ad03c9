//! What a caller may pass to stop a call: an AbortSignal, an AbortController, or a token of axios or ours.

use core::cell::OnceCell;

use js_sys::{Function, WeakMap};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use crate::js::clock::Handler;
use crate::js::object::Store;
use crate::js::promise::forget;
use crate::js::property;

#[wasm_bindgen(module = "/js/cancel-token.js")]
extern "C" {
    /// Returns whether a value has the shape of an AbortSignal. It may be from another realm, or a polyfill.
    #[wasm_bindgen(js_name = isSignal)]
    pub fn is_signal(value: &JsValue) -> bool;

    /// Returns the reason of an aborted signal, or an `AbortError` if it has none that can be read.
    #[wasm_bindgen(js_name = reasonOf)]
    pub fn reason_of(signal: &JsValue) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// An AbortSignal, from any realm or a polyfill, or an axios token.
    #[derive(Debug, Clone)]
    pub type Source;

    /// Adds a listener to an event.
    #[wasm_bindgen(method, catch, js_name = addEventListener)]
    pub fn add_event_listener(this: &Source, name: &str, f: &Function) -> Result<(), JsValue>;

    /// Removes a listener from an event.
    #[wasm_bindgen(method, catch, js_name = removeEventListener)]
    pub fn remove_event_listener(this: &Source, name: &str, f: &Function) -> Result<(), JsValue>;

    /// Subscribes a function, which is called with the reason.
    #[wasm_bindgen(method, catch)]
    pub fn subscribe(this: &Source, f: &Function) -> Result<(), JsValue>;

    /// Unsubscribes a function.
    #[wasm_bindgen(method, catch)]
    pub fn unsubscribe(this: &Source, f: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn then(this: &Source, callback: &JsValue) -> Result<JsValue, JsValue>;
}

thread_local! {
    /// Maps the promise of an axios token that has no `unsubscribe` to the signal that it aborts. One `then`
    /// serves all calls, so that a token that lives as long as the page does not accumulate callbacks.
    static SIGNALS: OnceCell<Store> = const { OnceCell::new() };
}

/// Returns a signal that is aborted when the promise of an axios token is fulfilled.
///
/// # Errors
///
/// Whatever the promise or the environment throws.
pub fn signal_of_promise(token: &JsValue) -> Result<JsValue, JsValue> {
    let promise = property(token, "promise");
    let signals = SIGNALS.with(|signals| {
        signals
            .get_or_init(|| JsValue::from(WeakMap::new()).unchecked_into())
            .clone()
    });
    let known = signals.get(&promise)?;
    if !known.is_undefined() {
        return Ok(known);
    }
    let controller = AbortController::new()?;
    let signal = controller.signal();
    let handler: Handler = Box::new(move |reason| controller.abort_with_reason(&reason));
    let callback = Closure::wrap(handler).into_js_value();
    forget(&promise.unchecked_ref::<Source>().then(&callback)?);
    signals.set(&promise, &signal)?;
    Ok(signal.into())
}

/// Returns the AbortSignal or axios token in what a caller passed: the value itself, the `token` of a token
/// source, or the `signal` of a controller. Returns `None` for anything else.
pub fn source(value: &JsValue) -> Option<JsValue> {
    if is_source(value) {
        return Some(value.clone());
    }
    // Not only own properties: the `signal` of a controller is a getter on its prototype.
    for name in ["token", "signal"] {
        let inside = property(value, name);
        if is_source(&inside) {
            return Some(inside);
        }
    }
    None
}

fn is_source(value: &JsValue) -> bool {
    is_signal(value) || is_function(&property(value, "promise"), "then")
}

/// Returns whether a signal is aborted.
pub fn is_aborted(signal: &JsValue) -> bool {
    property(signal, "aborted").is_truthy()
}

/// Returns whether a value has a method with this name, own or inherited.
pub fn is_function(value: &JsValue, name: &str) -> bool {
    property(value, name).is_function()
}
