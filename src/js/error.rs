//! `SDKError` and `APIError` as JavaScript objects. Their classes stand in `js/errors.js`, because
//! wasm-bindgen cannot extend `Error`.

use wasm_bindgen::prelude::*;

use super::object::{Dictionary, define};
use super::property;
use crate::error::SdkError;

#[wasm_bindgen(module = "/js/errors.js")]
extern "C" {
    #[wasm_bindgen(js_name = SDKError)]
    type SdkErrorObject;

    #[wasm_bindgen(constructor, js_class = "SDKError")]
    fn new(message: &str, fields: &JsValue) -> SdkErrorObject;

    #[wasm_bindgen(js_name = APIError)]
    type ApiErrorObject;

    #[wasm_bindgen(constructor, js_class = "APIError")]
    fn new(code: &str, fields: &JsValue) -> ApiErrorObject;
}

/// An `APIError` with these fields beside its code.
pub fn api_error(code: &str, fields: &Dictionary) -> JsValue {
    ApiErrorObject::new(code, fields).into()
}

/// An `SDKError` about an argument that cannot be used, and what it must be.
#[cold]
pub fn argument(name: &'static str, must: &'static str) -> JsValue {
    SdkError::argument(name, must).into()
}

/// An `SDKError` about something that the environment lacks.
#[cold]
pub fn environment(reason: &'static str) -> JsValue {
    SdkError::environment(reason).into()
}

impl SdkError {
    /// The error with the name of what caused it, whose text may quote an address or a body.
    pub fn caused_by(&self, cause: &JsValue) -> JsValue {
        let fields = Dictionary::new();
        fields.set("kind", self.kind.name());
        let name = name_of(cause);
        if name.is_string() {
            fields.set("cause", name);
        }
        SdkErrorObject::new(&self.message(), &fields).into()
    }
}

impl From<SdkError> for JsValue {
    fn from(error: SdkError) -> Self {
        error.caused_by(&JsValue::UNDEFINED)
    }
}

/// `name` of what was thrown; anything, if it is no error.
pub fn name_of(error: &JsValue) -> JsValue {
    property(error, "name")
}

/// Gives an error of this package a cause, which is not shown where errors are logged.
pub fn set_cause(error: &JsValue, cause: &JsValue) {
    define(error, "cause", cause, false);
}
