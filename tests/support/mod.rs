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

/// The object that a script in `tests/scripts` is: functions with names, and what they keep.
pub struct Script(JsValue);

impl Script {
    /// Evaluates the text of a script. A module would be one more file for the test runner to serve,
    /// which hangs with many.
    pub fn of(text: &'static str) -> Self {
        Self(js_sys::eval(text).unwrap())
    }

    /// What stands under a name.
    pub fn get(&self, name: &str) -> JsValue {
        get(&self.0, name)
    }

    /// The text under a name.
    pub fn text(&self, name: &str) -> String {
        text(&self.0, name)
    }

    /// What the function of that name gives for these arguments.
    pub fn call(&self, name: &str, args: &[JsValue]) -> JsValue {
        Reflect::apply(&self.named(name), &self.0, &args.iter().collect()).unwrap()
    }

    /// The function of that name, to be called by others.
    pub fn function(&self, name: &str) -> JsValue {
        self.named(name).bind0(&self.0).into()
    }

    fn named(&self, name: &str) -> Function {
        let function = self.get(name);
        assert!(function.is_function(), "the script has no function {name}");
        function.unchecked_into()
    }

    /// What the function of that name makes, or what the JSON text says.
    pub fn value(&self, text: &str) -> JsValue {
        if self.get(text).is_function() {
            return self.call(text, &[]);
        }
        data(text)
    }

    /// Puts the function of that name in the place of `fetch`.
    pub fn fetch(&self, name: &str) {
        fetch(&self.function(name));
    }
}

thread_local! {
    static SHARED: Script = {
        let script = Script::of(include_str!("../scripts/support.js"));
        let values = data(include_str!("../../src/values.json"));
        Reflect::set(&script.0, &"values".into(), &values).unwrap();
        script
    };
}

fn shared(name: &str, args: &[JsValue]) -> JsValue {
    SHARED.with(|script| script.call(name, args))
}

/// The value that a JSON text says.
pub fn data(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

/// What a test gives: a value, or the JSON text of one.
pub trait Given {
    fn given(self) -> JsValue;
}

impl Given for &str {
    fn given(self) -> JsValue {
        data(self)
    }
}

impl Given for &JsValue {
    fn given(self) -> JsValue {
        self.clone()
    }
}

impl Given for Array {
    fn given(self) -> JsValue {
        self.into()
    }
}

impl Given for JsValue {
    fn given(self) -> JsValue {
        self
    }
}

/// Puts a value under a global name.
pub fn set_global(name: &str, value: &JsValue) {
    Reflect::set(&js_sys::global(), &name.into(), value).unwrap();
}

/// Puts `answer`, a function of the address, what goes with it and the number of requests so far, in
/// the place of `fetch`, and forgets what was sent before.
pub fn fetch(answer: &JsValue) {
    shared("fetch", std::slice::from_ref(answer));
}

/// A `fetch` that answers every request with this status and text.
pub fn answers(status: u16, text: &str) {
    shared("answers", &[status.into(), text.into()]);
}

/// How many requests were sent since the last [`fetch`].
pub fn sent() -> u32 {
    requests().length()
}

/// The requests since the last [`fetch`].
pub fn requests() -> Array {
    SHARED.with(|script| script.get("sent").unchecked_into())
}

/// What stands in the last request: names between dots, that begin with `url` or `init`.
pub fn last(names: &str) -> JsValue {
    let requests = requests();
    let last = requests.get(requests.length() - 1);
    names.split('.').fold(last, |value, name| get(&value, name))
}

/// A list of what stands in the last request.
pub fn last_of<const N: usize>(names: [&str; N]) -> JsValue {
    names.into_iter().map(last).collect::<Array>().into()
}

pub fn last_url() -> String {
    last("url").as_string().unwrap()
}

/// The path of the last request.
pub fn last_path() -> JsValue {
    shared("path", &[])
}

/// A parameter in the query of the last request.
pub fn last_parameter(name: &str) -> JsValue {
    shared("parameter", &[name.into()])
}

/// The options in force where none is given.
fn defaults() -> JsValue {
    shared("defaults", &[])
}

/// An instance with these options.
pub fn api(options: impl Given) -> Client {
    try_api(&options.given()).unwrap()
}

pub fn try_api(options: &JsValue) -> Result<Client, JsValue> {
    let api = Api::new(options.clone(), None, defaults())?;
    Ok(JsValue::from(api).unchecked_into())
}

/// Makes a call with the arguments in this array.
pub async fn call(api: &Client, name: &str, args: impl Given) -> Result<JsValue, JsValue> {
    call_with(api, name, &args.given().unchecked_into()).await
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
pub fn some_arguments(name: &str) -> Array {
    shared("argumentsOf", &[name.into()]).unchecked_into()
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
