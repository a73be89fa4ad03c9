//! What the browser tests share: a stand-in for `fetch`, and short ways to make and read things.
#![allow(dead_code, reason = "each test file uses some of it")]

use js_sys::{Array, Function, JSON, Map, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use xsolla_login::api::Api;

#[wasm_bindgen]
extern "C" {
    /// The JavaScript object of an [`Api`].
    #[derive(Debug, Clone)]
    pub type Client;

    #[wasm_bindgen(method, catch, js_name = getConfig)]
    pub fn get_config(this: &Client) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(method, catch, js_name = updateConfig)]
    pub fn update_config(this: &Client, options: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen(module = "/js/pending.js")]
extern "C" {
    /// How many calls are under way.
    #[wasm_bindgen(js_name = count)]
    pub fn pending() -> u32;
}

/// A module that others of `js/` import: the test runner serves only those that are named.
#[cfg(target_arch = "wasm32")]
mod served {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/js/host.js")]
    extern "C" {
        type Host;
    }
}

/// The value of a JavaScript expression.
pub fn js(expression: &str) -> JsValue {
    Function::new_no_args(&["return (", expression, ")"].concat())
        .call0(&JsValue::UNDEFINED)
        .unwrap()
}

/// Runs a script of this folder. Modules would be more for the test runner to serve at once.
pub fn run_script(script: &str) {
    js_sys::eval(script).unwrap();
}

/// Puts a value under a global name.
pub fn set_global(name: &str, value: &JsValue) {
    Reflect::set(&js_sys::global(), &name.into(), value).unwrap();
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

/// A `fetch` that answers every request with what this function returns.
pub fn fetch_of(answer: &JsValue) {
    set_global("answer", answer);
    fetch("return answer(url, init)");
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

/// The options in force where none is given.
fn defaults() -> JsValue {
    let values = include_str!("../../src/values.json");
    js(&[
        "((values) => ({ ...values.defaults, theme: values.defaultTheme }))(",
        values,
        ")",
    ]
    .concat())
}

/// An instance with the options of this expression.
pub fn api(options: &str) -> Client {
    try_api(&js(options)).unwrap()
}

pub fn try_api(options: &JsValue) -> Result<Client, JsValue> {
    let api = Api::new(options.clone(), None, defaults())?;
    Ok(JsValue::from(api).unchecked_into())
}

/// Makes a call with the arguments in this array expression.
pub async fn call(api: &Client, name: &str, args: &str) -> Result<JsValue, JsValue> {
    call_with(api, name, &Array::from(&js(args))).await
}

pub async fn call_with(api: &Client, name: &str, args: &Array) -> Result<JsValue, JsValue> {
    start(api, name, args).await
}

/// Starts a call: what it reads, it has read when this returns.
pub fn start(api: &Client, name: &str, args: &Array) -> JsFuture {
    JsFuture::from(invoke(api, name, args).unwrap().unchecked_into::<Promise>())
}

/// Calls a method that may return something other than a promise.
pub fn invoke(api: &Client, name: &str, args: &Array) -> Result<JsValue, JsValue> {
    let method: Function = get(api, name).unchecked_into();
    Reflect::apply(&method, api, args)
}

/// Arguments with which each call sends something.
pub fn some_arguments(name: &str) -> &'static str {
    match name {
        "signup" => "[{ userInfo: { username: 'John' } }]",
        "login" => "[{ credentials: { username: 'John', password: 'secret' } }]",
        "phoneGetCode" => "[{ phone_number: '+15551234567' }]",
        "emailGetCode" => "[{ email: 'John@Mail.Example' }]",
        "getConfirmCode" => "[{ login: 'John@Mail.Example', operation_id: 'o' }]",
        "loginWithPhoneCode" => "[{ phone_number: '+1', code: '1', operation_id: 'o' }]",
        "loginWithEmailCode" => "[{ email: 'a@b', code: '1', operation_id: 'o' }]",
        "getAskFields" => "[{ token: 'secret' }]",
        "ask" => "[{ fields: { email: 'John@Mail.Example' }, token: 'secret' }]",
        "set" => "[{ new_password: 'secret', reset_code: '1', user_id: 'u' }]",
        "logout" => "[{ token: 'secret', session: 'all' }]",
        "resendEmail" | "reset" => "[{ username: 'John' }]",
        "userAuthSSOWithRedirect" => "[undefined, { navigate: false }]",
        "waitForConfirmCode" => "[{ login: 'a', operation_id: 'o' }]",
        "agreement" => "[{ token: 'secret', isAccepted: null }]",
        "pushConfirmCode" => "[{ state: 's', action: 'login', link_url: 'https://g/' }]",
        "getSocialLink" | "authorizationLink" => "['google']",
        // A page sends each code once.
        "exchangeCode" => "[{ code: `secret-${Math.random()}`, codeVerifier: 'secret' }]",
        "refresh" => "[{ refreshToken: 'secret' }]",
        "getUser" => "['secret']",
        "otpLogin" => "[{ code: '1' }]",
        "oneTapLogin" => "['secret', 'google']",
        "oauth2ConsentValidate" => "['secret']",
        "oauth2PostConsent" => "['secret', true]",
        "authorizationUrl" => "[{ challenge: 'c' }]",
        _ => "[]",
    }
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

/// The JSON text of an object with the properties of these names alone.
pub fn picked(object: &JsValue, names: &[&str]) -> String {
    let picked = Map::new();
    for name in names {
        picked.set(&JsValue::from_str(name), &get(object, name));
    }
    json(&Object::from_entries(&picked).unwrap())
}

/// Checks that this is an `SDKError` of that kind, and gives its message.
pub fn sdk_error(error: &JsValue, kind: &str) -> String {
    assert_eq!(text(error, "name"), "SDKError", "{error:?}");
    assert_eq!(text(error, "kind"), kind, "{}", text(error, "message"));
    text(error, "message")
}
