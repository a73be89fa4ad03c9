//! What a caller may give to stop a call: an AbortSignal, an AbortController, or a token of axios or ours.

use core::cell::OnceCell;

use js_sys::{Function, WeakMap};
use wasm_bindgen::prelude::*;
use web_sys::AbortController;

use crate::js::clock::Callback;
use crate::js::object::Store;
use crate::js::promise::forget;
use crate::js::property;

#[wasm_bindgen(module = "/js/cancel-token.js")]
extern "C" {
    /// Whether a value is an AbortSignal, by its shape: one of another realm or a polyfill counts.
    #[wasm_bindgen(js_name = isSignal)]
    pub fn is_signal(value: &JsValue) -> bool;

    /// What an aborted signal says, if it can be read.
    #[wasm_bindgen(js_name = reasonOf)]
    pub fn reason_of(signal: &JsValue) -> JsValue;
}

#[wasm_bindgen]
extern "C" {
    /// An AbortSignal, of any realm or polyfill, or a token of axios.
    #[derive(Debug, Clone)]
    pub type Source;

    /// Listens to an event.
    #[wasm_bindgen(method, catch, js_name = addEventListener)]
    pub fn add_event_listener(this: &Source, name: &str, f: &Function) -> Result<(), JsValue>;

    /// Ends the listening to it.
    #[wasm_bindgen(method, catch, js_name = removeEventListener)]
    pub fn remove_event_listener(this: &Source, name: &str, f: &Function) -> Result<(), JsValue>;

    /// Has a function called with the reason.
    #[wasm_bindgen(method, catch)]
    pub fn subscribe(this: &Source, f: &Function) -> Result<(), JsValue>;

    /// Ends that.
    #[wasm_bindgen(method, catch)]
    pub fn unsubscribe(this: &Source, f: &Function) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch)]
    fn then(this: &Source, told: &JsValue) -> Result<JsValue, JsValue>;
}

thread_local! {
    /// The promise of an axios token that has no way to unsubscribe → the signal that it aborts. One `then`
    /// serves all calls, so that a token that lives as long as the page does not gather callbacks.
    static SIGNALS: OnceCell<Store> = const { OnceCell::new() };
}

/// The signal that is aborted when the promise of an axios token tells.
///
/// # Errors
///
/// With what the promise or the environment throws.
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
    let told: Callback = Box::new(move |reason| controller.abort_with_reason(&reason));
    let told = Closure::wrap(told).into_js_value();
    forget(&promise.unchecked_ref::<Source>().then(&told)?);
    signals.set(&promise, &signal)?;
    Ok(signal.into())
}

/// The AbortSignal or axios token behind what a caller gave: itself, the `token` of a token source, or
/// the `signal` of a controller. Nothing if it is none of them.
pub fn source(value: &JsValue) -> Option<JsValue> {
    if is_source(value) {
        return Some(value.clone());
    }
    // Tokens are objects of classes, so this goes up the prototype chain.
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

/// Whether a signal has spoken.
pub fn is_aborted(signal: &JsValue) -> bool {
    property(signal, "aborted").is_truthy()
}

/// Whether a value has a method of that name.
pub fn is_function(value: &JsValue, name: &str) -> bool {
    property(value, name).is_function()
}
