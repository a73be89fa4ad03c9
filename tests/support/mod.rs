//! What the browser tests share: a stand-in for `fetch`, and short ways to make and read things.
#![allow(dead_code, reason = "each test file uses some of it")]

use js_sys::{Array, Function, JSON, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use xsolla_login::{api::Api, calls::CALLS};

/// The value of a JavaScript expression.
pub fn js(expression: &str) -> JsValue {
    Function::new_no_args(&["return (", expression, ")"].concat())
        .call0(&JsValue::UNDEFINED)
        .unwrap()
}

/// Puts `answer`, the body of an async function of `url` and `init`, in the place of `fetch`, and
/// forgets what was sent before.
pub fn fetch(answer: &str) {
    let stub = [
        "(() => { globalThis.sent = []; globalThis.fetch = async (url, init) => { \
         sent.push({ url, init }); ",
        answer,
        " }; })()",
    ];
    js(&stub.concat());
}

/// A `fetch` that answers every request with this status and text.
pub fn answers(status: u16, text: &str) {
    let body = match text {
        "" => "null".into(),
        text => JSON::stringify(&text.into()).map(String::from).unwrap(),
    };
    let status = status.to_string();
    fetch(
        &[
            "return new Response(",
            &body,
            ", { status: ",
            &status,
            " })",
        ]
        .concat(),
    );
}

/// How many requests were sent since the last [`fetch`].
pub fn sent() -> u32 {
    Array::from(&js("sent")).length()
}

/// Something of the last request: an expression of `url` and `init`.
pub fn last(expression: &str) -> JsValue {
    js(&[
        "(({ url, init }) => ",
        expression,
        ")(sent[sent.length - 1])",
    ]
    .concat())
}

/// An instance with the options of this expression.
pub fn api(options: &str) -> Api {
    try_api(&js(options)).unwrap()
}

pub fn try_api(options: &JsValue) -> Result<Api, JsValue> {
    Api::new(options, store())
}

/// What the public class keeps for an instance.
pub fn store() -> JsValue {
    js("({ defaults: { apiUrl: 'https://login.xsolla.com/api', projectId: '' } })")
}

/// Makes a call with the arguments in this array expression.
pub async fn call(api: &Api, name: &str, args: &str) -> Result<JsValue, JsValue> {
    call_with(api, name, &Array::from(&js(args))).await
}

pub async fn call_with(api: &Api, name: &str, args: &Array) -> Result<JsValue, JsValue> {
    start(api, name, args).await
}

/// Starts a call: what it reads, it has read when this returns.
pub fn start(api: &Api, name: &str, args: &Array) -> JsFuture {
    let index = CALLS.iter().position(|call| call.name == name).unwrap();
    JsFuture::from(api.call(index, args.get(0), args.get(1), args.get(2)))
}

pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap()
}

pub fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_default()
}

/// The JSON text of a value.
pub fn json(value: &JsValue) -> String {
    JSON::stringify(value).map(String::from).unwrap()
}

/// Checks that this is an `SDKError` of that kind, and gives its message.
pub fn sdk_error(error: &JsValue, kind: &str) -> String {
    assert_eq!(text(error, "name"), "SDKError", "{error:?}");
    assert_eq!(text(error, "kind"), kind, "{}", text(error, "message"));
    text(error, "message")
}
