//! What the browser tests share: a stand-in for `fetch`, and short ways to make and read things.
#![allow(dead_code, reason = "each test file uses some of it")]

use js_sys::{Array, Function, JSON, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use xsolla_login::{api::Api, calls::NAMES};

#[wasm_bindgen(module = "/tests/support/core.js")]
extern "C" {
    /// An instance of the class behind the public one, for the wasm of the test.
    #[derive(Debug, Clone)]
    pub type Core;

    #[wasm_bindgen(catch)]
    fn make(raw: Api, options: &JsValue) -> Result<Core, JsValue>;

    /// Puts options over those in force; `fetched`: they come from outside.
    #[wasm_bindgen(method, catch)]
    pub fn adopt(this: &Core, options: &JsValue, fetched: bool) -> Result<(), JsValue>;

    /// What `getConfig()` shows.
    #[wasm_bindgen(method, catch, js_name = shown)]
    pub fn get_config(this: &Core) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method)]
    fn call(this: &Core, index: usize, args: &Array) -> Promise;

    #[wasm_bindgen(method, catch)]
    fn address(this: &Core, index: usize, args: &JsValue) -> Result<String, JsValue>;

    /// How many calls are under way.
    pub fn pending(core: &Core) -> u32;
}

impl Core {
    /// What `updateConfig()` gives.
    pub fn update_config(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        self.adopt(options, false)?;
        self.get_config()
    }
}

/// Files that those import: the runner serves those alone that are named. One is there only once the
/// package was built.
#[cfg(target_arch = "wasm32")]
mod served {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/js/caller.js")]
    extern "C" {
        type Caller;
    }

    #[wasm_bindgen(module = "/js/cancel.js")]
    extern "C" {
        type CancelToken;
    }

    #[wasm_bindgen(module = "/js/clock.js")]
    extern "C" {
        type Clock;
    }

    #[wasm_bindgen(module = "/js/core.js")]
    extern "C" {
        type Core;
    }

    #[wasm_bindgen(module = "/js/errors.js")]
    extern "C" {
        type SDKError;
    }

    #[wasm_bindgen(module = "/js/exchange.js")]
    extern "C" {
        type Exchange;
    }

    #[wasm_bindgen(module = "/js/generated/calls.js")]
    extern "C" {
        type Calls;
    }

    #[wasm_bindgen(module = "/js/host.js")]
    extern "C" {
        type Host;
    }

    #[wasm_bindgen(module = "/js/options.js")]
    extern "C" {
        type Options;
    }

    #[wasm_bindgen(module = "/js/plan.js")]
    extern "C" {
        type Plan;
    }

    #[wasm_bindgen(module = "/tests/support/load.js")]
    extern "C" {
        type Load;
    }
}

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
pub fn api(options: &str) -> Core {
    try_api(&js(options)).unwrap()
}

pub fn try_api(options: &JsValue) -> Result<Core, JsValue> {
    make(Api::new(), options)
}

/// Makes a call with the arguments in this array expression.
pub async fn call(api: &Core, name: &str, args: &str) -> Result<JsValue, JsValue> {
    call_with(api, name, &Array::from(&js(args))).await
}

pub async fn call_with(api: &Core, name: &str, args: &Array) -> Result<JsValue, JsValue> {
    start(api, name, args).await
}

/// Starts a call: what it reads, it has read when this returns.
pub fn start(api: &Core, name: &str, args: &Array) -> JsFuture {
    JsFuture::from(api.call(index(name), args))
}

/// A call by its number, whether there is one or not.
pub fn start_numbered(api: &Core, index: usize) -> JsFuture {
    JsFuture::from(api.call(index, &Array::new()))
}

/// The address of a call that is none of `fetch`, with the arguments of this expression.
pub fn address(api: &Core, name: &str, args: &str) -> Result<String, JsValue> {
    api.address(index(name), &js(args))
}

fn index(name: &str) -> usize {
    NAMES.iter().position(|known| *known == name).unwrap()
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
