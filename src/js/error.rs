//! Creates `SDKError` and `APIError` objects. Their classes are in `js/errors.js`, because wasm-bindgen
//! cannot extend `Error`.

use wasm_bindgen::prelude::*;

use super::object::{Dictionary, define_hidden};
use super::value::property;
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

/// Creates an `APIError` with this code and these fields.
pub fn api_error(code: &str, fields: &Dictionary) -> JsValue {
    ApiErrorObject::new(code, fields).into()
}

/// Creates an `SDKError` of kind `argument`, about an argument that is invalid. `must` says what it must be.
#[cold]
pub fn argument(name: &'static str, must: &'static str) -> JsValue {
    SdkError::argument(name, must).into()
}

/// Creates an `SDKError` of kind `environment`, about something that the environment lacks.
#[cold]
pub fn environment(reason: &'static str) -> JsValue {
    SdkError::environment(reason).into()
}

impl SdkError {
    /// Creates the error object, with the `name` of what caused it. The cause's message is left out, because
    /// it may quote a URL or a body.
    pub fn caused_by(&self, cause: &JsValue) -> JsValue {
        let fields = Dictionary::new();
        fields.set("kind", self.kind.name());
        // A page may have put anything into a name; the names of errors are words.
        let name = name_of(cause).as_string().filter(|name| is_word(name));
        if let Some(name) = name {
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

fn is_word(name: &str) -> bool {
    (1..=40).contains(&name.len())
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// Returns the property `name` of what was thrown. This may be any value, if what was thrown is not an error.
pub fn name_of(error: &JsValue) -> JsValue {
    property(error, "name")
}

/// Defines `cause` on an error of this package. Like the `cause` of any error, it is not enumerable.
pub fn set_cause(error: &JsValue, cause: &JsValue) {
    define_hidden(error, "cause", cause);
}
