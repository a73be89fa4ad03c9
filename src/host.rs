//! What JavaScript does for the wasm (`js/host.js`, `js/cancel.js`, `js/errors.js`): reads that may
//! run foreign code, one crossing in place of many, and the classes that wasm cannot define.
//!
//! Whatever may throw is imported with `catch`: an exception that passes through wasm would skip
//! destructors and leave a promise pending.

#![allow(missing_docs, reason = "documented where they are written, in js/")]

use js_sys::{Array, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use web_sys::AbortSignal;

#[wasm_bindgen(module = "/js/host.js")]
extern "C" {
    #[wasm_bindgen(catch)]
    pub fn own(object: &JsValue, key: &str) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    pub fn entries(options: &JsValue) -> Result<Option<Array>, JsValue>;

    #[wasm_bindgen(catch)]
    pub fn replaced(object: &JsValue, key: &str, value: &JsValue) -> Result<Object, JsValue>;

    #[wasm_bindgen(catch)]
    pub fn snapshot(
        defaults: &JsValue,
        given: &JsValue,
        is_oauth2: bool,
        state: Option<&str>,
    ) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    pub fn href(address: &str) -> Result<String, JsValue>;

    #[wasm_bindgen(catch, js_name = pageOrigin)]
    pub fn page_origin() -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(catch, js_name = randomHex)]
    pub fn random_hex() -> Result<String, JsValue>;

    #[wasm_bindgen(catch)]
    pub fn parse(text: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch)]
    pub fn parameter(address: &str, name: &str) -> Result<Option<String>, JsValue>;

    #[wasm_bindgen(catch, js_name = canNavigate)]
    pub fn can_navigate() -> Result<bool, JsValue>;

    #[wasm_bindgen(catch)]
    pub fn navigate(address: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_name = canFetch)]
    pub fn can_fetch() -> Result<bool, JsValue>;

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
    #[wasm_bindgen(catch)]
    pub fn guard(
        stopped: &JsValue,
        timeout: u32,
        first: &JsValue,
        second: &JsValue,
    ) -> Result<Function, JsValue>;
}

#[wasm_bindgen(module = "/js/errors.js")]
extern "C" {
    #[wasm_bindgen(js_name = sdkError)]
    pub fn sdk_error(kind: &str, message: &str, cause: &JsValue) -> JsValue;

    #[wasm_bindgen(js_name = apiError)]
    pub fn api_error(
        code: &str,
        description: &JsValue,
        details: &JsValue,
        status: u16,
        retry_after: Option<f64>,
        request_id: Option<String>,
    ) -> JsValue;

    #[wasm_bindgen(js_name = nameOf)]
    pub fn name_of(error: &JsValue) -> JsValue;
}
