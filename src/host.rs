//! What JavaScript does for the wasm (`js/host.js`, `js/cancel.js`, `js/errors.js`): reads that may
//! run foreign code, one crossing in place of many, and the classes that wasm cannot define.
//!
//! Whatever may throw is imported with `catch`: an exception that passes through wasm would skip
//! destructors and leave a promise pending.

use js_sys::{Array, Function, Number, Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    /// An own property; a symbol where a Proxy or a getter throws.
    pub fn own(object: &JsValue, key: &str) -> JsValue;

    /// Name, value, name, value, … of the own, enumerable properties of an object, each read once and
    /// copied deep; none for what is no such object. Throws for a cycle.
    #[wasm_bindgen(catch)]
    pub fn entries(options: &JsValue) -> Result<Option<Array>, JsValue>;

    /// Whether it is an array; throws for a revoked Proxy.
    #[wasm_bindgen(catch, js_name = isArray)]
    pub fn is_array(value: &JsValue) -> Result<bool, JsValue>;

    /// Defines a property.
    #[wasm_bindgen(catch)]
    pub fn put(object: &JsValue, key: &str, value: &JsValue) -> Result<(), JsValue>;

    /// A copy of an object with one property replaced, or left out for undefined.
    #[wasm_bindgen(catch)]
    pub fn replaced(object: &JsValue, key: &str, value: &JsValue) -> Result<Object, JsValue>;

    /// The defaults with the given options over them, the mode, and the `state` made up; a deep copy.
    #[wasm_bindgen(catch)]
    pub fn snapshot(
        defaults: &JsValue,
        given: &JsValue,
        is_oauth2: bool,
        state: Option<&str>,
    ) -> Result<JsValue, JsValue>;

    /// The canonical form of an address, absolute or relative to the page; throws if it is neither.
    #[wasm_bindgen(catch)]
    pub fn href(address: &str) -> Result<String, JsValue>;

    /// The origin of the page, where there is one.
    #[wasm_bindgen(catch, js_name = pageOrigin)]
    pub fn page_origin() -> Result<Option<String>, JsValue>;

    /// 128 random bits as 32 hexadecimal characters; throws where there is no `crypto`.
    #[wasm_bindgen(catch, js_name = randomHex)]
    pub fn random_hex() -> Result<String, JsValue>;

    /// `JSON.parse` of a JavaScript string, which stays out of the wasm's memory; undefined for what
    /// is no JSON.
    pub fn parse(text: &JsValue) -> JsValue;

    /// `JSON.stringify`, a JavaScript string; undefined for what cannot be written.
    pub fn stringify(value: &JsValue) -> JsValue;

    /// A property, own or inherited; undefined where reading it throws.
    pub fn property(object: &JsValue, key: &str) -> JsValue;

    /// Calls a hook, whatever it throws.
    pub fn tell(hook: &Function, report: &JsValue);

    /// A query parameter of an absolute address.
    #[wasm_bindgen(catch)]
    pub fn parameter(address: &str, name: &str) -> Result<Option<String>, JsValue>;

    /// Whether there is a page to navigate.
    #[wasm_bindgen(catch, js_name = canNavigate)]
    pub fn can_navigate() -> Result<bool, JsValue>;

    /// Milliseconds on a clock that only goes forward.
    pub fn now() -> f64;

    /// A random number from 0 up to 1; for timing, not for secrets.
    pub fn dice() -> f64;

    /// A promise that resolves after so many milliseconds, or when `signal` is aborted.
    #[wasm_bindgen(catch)]
    pub fn delay(ms: f64, signal: &AbortSignal) -> Result<Promise, JsValue>;

    /// Lets go of the body of an answer of [`send`].
    #[wasm_bindgen(catch)]
    pub fn discard(answer: &JsValue) -> Result<(), JsValue>;

    /// Whether there is a window.
    #[wasm_bindgen(catch, js_name = hasWindow)]
    pub fn has_window() -> Result<bool, JsValue>;

    /// `location.assign`.
    #[wasm_bindgen(catch)]
    pub fn navigate(address: &str) -> Result<(), JsValue>;

    /// Whether there is a `fetch`.
    #[wasm_bindgen(catch, js_name = canFetch)]
    pub fn can_fetch() -> Result<bool, JsValue>;

    /// One `fetch`: a promise of an answer whose `status`, `type`, `headers.get` and `text` cannot throw.
    /// It settles at the latest when `signal` is aborted.
    #[wasm_bindgen(catch)]
    #[allow(
        clippy::too_many_arguments,
        reason = "one crossing in place of an object with eight setters"
    )]
    pub fn send(
        url: &str,
        method: &str,
        headers: &JsValue,
        body: &JsValue,
        credentials: &str,
        redirect: &str,
        cache: &str,
        signal: &AbortSignal,
    ) -> Result<Promise, JsValue>;
}

#[wasm_bindgen(module = "/js/cancel.js")]
extern "C" {
    /// Watches up to two cancel sources and the clock (milliseconds, 0 for none) and calls `stopped`
    /// with the reason and whether it was the clock; gives the function that ends the watching, or the
    /// name of what a source threw.
    pub fn guard(stopped: &JsValue, timeout: u32, first: &JsValue, second: &JsValue) -> JsValue;
}

#[wasm_bindgen(module = "/js/leave.js")]
extern "C" {
    /// Leads the user away: by a message to the opener of the popup, or by navigation.
    #[wasm_bindgen(catch)]
    pub fn leave(address: &str, post: bool, origin: Option<&str>) -> Result<(), JsValue>;
}

#[wasm_bindgen(module = "/js/errors.js")]
extern "C" {
    /// An `SDKError`.
    #[wasm_bindgen(js_name = sdkError)]
    pub fn sdk_error(kind: &str, message: &str, cause: &JsValue) -> JsValue;

    /// An `APIError`.
    #[wasm_bindgen(js_name = apiError)]
    pub fn api_error(
        code: &str,
        description: &JsValue,
        details: &JsValue,
        status: u16,
        retry_after: Option<f64>,
        request_id: Option<String>,
    ) -> JsValue;

    /// The `name` of what was thrown, in place of its text, which may quote an address or a body.
    #[wasm_bindgen(js_name = nameOf)]
    pub fn name_of(error: &JsValue) -> JsValue;
}

/// An own property of what the JSON parser or this crate made, which cannot throw.
pub fn own_or_undefined(object: &JsValue, name: &str) -> JsValue {
    if !object.is_object() {
        return JsValue::UNDEFINED;
    }
    own(object, name)
}

/// Gives an object that this crate made a property, whatever setter a polluted prototype has for it.
pub fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = put(object, name, value);
}

/// A new object.
pub fn fields(pairs: &[(&str, &JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in pairs {
        set(&object, name, value);
    }
    object.into()
}

/// A number as JavaScript writes it; Rust's own way would bring its formatting machinery along.
pub fn number_text(number: f64) -> String {
    Number::from(number)
        .to_string_with_radix(10)
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}
