//! Reads and converts any JavaScript value.

use js_sys::{Array, JsString, Reflect};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Object, js_name = keys, catch)]
    fn object_keys(object: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = JSON, js_name = parse, catch)]
    fn json_parse(text: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = JSON, js_name = stringify, catch)]
    fn json_stringify(value: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_namespace = Array, js_name = isArray, catch)]
    fn array_is_array(value: &JsValue) -> Result<bool, JsValue>;

    #[wasm_bindgen(js_namespace = Reflect, js_name = get, catch)]
    fn reflect_get(object: &JsValue, name: &str) -> Result<JsValue, JsValue>;

    // `Object.hasOwn` is newer than some supported browsers.
    #[wasm_bindgen(js_namespace = ["Object", "prototype", "hasOwnProperty"], js_name = call, catch)]
    fn has_own(object: &JsValue, name: &str) -> Result<bool, JsValue>;

    #[wasm_bindgen(js_name = String, catch)]
    fn to_string(value: &JsValue) -> Result<JsValue, JsValue>;
}

/// Parses a JSON string without copying it into wasm memory. Returns `None` if it is not JSON.
pub fn parse(text: &JsValue) -> Option<JsValue> {
    json_parse(text).ok()
}

/// Serializes a value as a JSON string. Returns `None` if it contains a cycle or a BigInt, or has no JSON
/// form (such as `undefined`).
pub fn stringify(value: &JsValue) -> Option<JsValue> {
    json_stringify(value).ok().filter(JsValue::is_string)
}

/// Returns whether a value is an array. A revoked Proxy, which cannot be read at all, counts as one.
pub fn is_array(value: &JsValue) -> bool {
    array_is_array(value).unwrap_or(true)
}

/// Returns whether an object has no properties that JSON would show, although it is no empty object literal. The entries
/// of a `FormData`, `Map` or `URLSearchParams`, for example, are not properties.
pub fn hides_contents(object: &JsValue) -> bool {
    let keys = object_keys(object).unwrap_or_default();
    field(&keys, "length") == 0.0 && is_derived(object).unwrap_or(false)
}

/// Returns whether an object is of a class: an object literal inherits at most from `Object.prototype`, of its own
/// page or of another.
fn is_derived(object: &JsValue) -> Result<bool, JsValue> {
    let prototype = Reflect::get_prototype_of(object)?;
    Ok(!prototype.is_null() && !Reflect::get_prototype_of(&prototype)?.is_null())
}

/// Returns whether a value is an object and not an array.
pub fn is_record(value: &JsValue) -> bool {
    value.is_object() && !is_array(value)
}

/// Returns whether a value is `undefined` or `null`.
pub fn is_absent(value: &JsValue) -> bool {
    value.is_null_or_undefined()
}

/// Returns whether a value counts as not given: `undefined`, `null` or `''`. Copies no string into wasm memory.
pub fn is_missing(value: &JsValue) -> bool {
    is_absent(value)
        || value
            .dyn_ref::<JsString>()
            .is_some_and(|text| text.length() == 0)
}

/// Returns a property, own or inherited; `undefined` if reading it throws or `object` is not an object.
pub fn property(object: &JsValue, name: &str) -> JsValue {
    reflect_get(object, name).unwrap_or_default()
}

/// Returns an own property; `undefined` if there is none, `None` if reading it throws.
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

/// Returns an own property; `undefined` if there is none or reading it throws. It never throws
/// for an object that `JSON.parse` or this crate created.
pub fn field(value: &JsValue, name: &str) -> JsValue {
    own(value, name).unwrap_or_default()
}

/// Returns an element of an array; `undefined` if there is none. `Array::get` would then read an index of
/// `Object.prototype`, on which a page may have put anything.
pub fn element(array: &Array, index: u32) -> JsValue {
    match index < array.length() {
        true => array.get(index),
        false => JsValue::UNDEFINED,
    }
}

/// Converts a value to a string, as `String(value)` does. Returns `None` if that throws.
pub fn text(value: &JsValue) -> Option<JsValue> {
    to_string(value).ok()
}

/// Converts a value as [`text`] does, and copies the string into wasm memory.
pub fn string(value: &JsValue) -> Option<String> {
    text(value)?.as_string()
}
