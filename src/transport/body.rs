//! The body of a request in the form that `fetch` takes.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

use crate::arguments::check_contents;
use crate::body::{Body, Field, Fields, Leaf};
use crate::calls::Call;
use crate::js::error::argument;
use crate::js::page::UrlSearchParams;
use crate::js::{Dictionary, Opaque, stringify, text};

/// Returns the body of a call as a string, or `undefined` for none.
///
/// # Errors
///
/// An `SDKError` of kind `argument` if it cannot be serialized as JSON, or would lose what is in it.
pub(super) fn serialized(call: &Call, body: &Body<Opaque>) -> Result<JsValue, JsValue> {
    match body {
        Body::Empty => Ok(JsValue::UNDEFINED),
        Body::Opaque(Opaque(value)) => json(call, value),
        Body::Json(fields) => json(call, &dictionary(fields)),
        Body::Form(fields) => Ok(form(fields)),
    }
}

fn json(call: &Call, value: &JsValue) -> Result<JsValue, JsValue> {
    let first = call.signature.args.first();
    let name = first.map_or("options", |arg| arg.name);
    let text = stringify(value).ok_or_else(|| argument(name, "cannot be written as JSON"))?;
    // Only if the JSON is `{}`: checking every body would make every call slower.
    if text.unchecked_ref::<JsString>().length() == 2 {
        check_contents(name, value)?;
    }
    Ok(text)
}

fn form(fields: &Fields<Opaque>) -> JsValue {
    let form = UrlSearchParams::new();
    for (name, value) in &fields.0 {
        if let Field::Leaf(leaf) = value {
            form.set(name, &value_of(leaf));
        }
    }
    text(&form).unwrap_or_default()
}

/// Creates an object without a prototype that has these fields.
fn dictionary(fields: &Fields<Opaque>) -> Dictionary {
    // serde-wasm-bindgen would assign the fields, which calls setters on `Object.prototype`.
    let object = Dictionary::new();
    for (name, value) in &fields.0 {
        let value = match value {
            Field::Object(inside) => dictionary(inside).plain(),
            Field::Leaf(leaf) => value_of(leaf),
        };
        object.set(name, value);
    }
    object
}

fn value_of(leaf: &Leaf<Opaque>) -> JsValue {
    serde_wasm_bindgen::to_value(leaf).unwrap_or_default()
}
