//! The edge to JavaScript: values, objects and errors, read and made so that nothing throws through the
//! wasm and no page that changes `Object.prototype` has a say.

pub mod clock;
pub mod console;
pub mod error;
pub mod object;
pub mod page;
pub mod promise;

use js_sys::JsString;
use wasm_bindgen::prelude::*;

pub use object::{Dictionary, Given};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn json_parse(text: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = JSON, js_name = stringify, catch)]
    fn json_stringify(value: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Array, js_name = isArray, catch)]
    fn array_is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(js_namespace = Reflect, js_name = get, catch)]
    fn reflect_get(object: &JsValue, name: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Object, js_name = hasOwn, catch)]
    fn has_own(object: &JsValue, name: &str) -> Result<bool, JsValue>;

    #[wasm_bindgen(js_name = String, catch)]
    fn to_string(value: &JsValue) -> Result<JsValue, JsValue>;
}

/// The value of a JSON text, which stays out of the wasm's memory; nothing for what is no JSON.
pub fn parse(text: &JsValue) -> Option<JsValue> {
    json_parse(text).ok()
}

/// A value as a JSON text; nothing for a cycle, a BigInt, and what gives no text.
pub fn stringify(value: &JsValue) -> Option<JsValue> {
    json_stringify(value).ok().filter(JsValue::is_string)
}

/// Whether a value is an array; so counts a Proxy that was revoked, of which nothing can be read.
pub fn is_array(value: &JsValue) -> bool {
    array_is_array(value).unwrap_or(true)
}

/// Whether there is no value: `undefined` or `null`.
pub fn is_absent(value: &JsValue) -> bool {
    value.is_undefined() || value.is_null()
}

/// Whether a value counts as not given: `undefined`, `null` or `''`. Its text stays where it is.
pub fn is_missing(value: &JsValue) -> bool {
    is_absent(value)
        || value
            .dyn_ref::<JsString>()
            .is_some_and(|text| text.length() == 0)
}

/// A property, own or inherited; `undefined` where reading it throws or there is no object.
pub fn property(object: &JsValue, name: &str) -> JsValue {
    reflect_get(object, name).unwrap_or_default()
}

/// An own property; `undefined` where there is none, nothing where reading it throws.
pub fn own(value: &JsValue, name: &str) -> Option<JsValue> {
    if !value.is_object() {
        return Some(JsValue::UNDEFINED);
    }
    match has_own(value, name) {
        Ok(true) => reflect_get(value, name).ok(),
        Ok(false) => Some(JsValue::UNDEFINED),
        Err(_) => None,
    }
}

/// An own property of what `JSON.parse` or this crate made, which cannot throw.
pub fn field(value: &JsValue, name: &str) -> JsValue {
    own(value, name).unwrap_or_default()
}

/// A value as JavaScript writes it; nothing where that throws.
pub fn text(value: &JsValue) -> Option<JsValue> {
    to_string(value).ok()
}
