//! What the browser tests share: a stand-in for `fetch`, and helpers that create and read values.

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
    /// Returns the number of pending calls.
    #[wasm_bindgen(js_name = count)]
    pub fn pending() -> u32;
}

/// A module that other modules of `js/` import. The test runner serves only modules that are named.
mod served {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(module = "/js/host.js")]
    extern "C" {
        type Host;
    }
}

/// The object that a script in `tests/wasm/scripts` evaluates to: named functions and their state.
pub struct Script(JsValue);

impl Script {
    /// Evaluates the source of a script. A module would be one more file for the test runner to
    /// serve, and the runner hangs if there are many.
    pub fn of(text: &'static str) -> Self {
        Self(js_sys::eval(text).unwrap())
    }

    /// Returns the value of a property.
    pub fn get(&self, name: &str) -> JsValue {
        get(&self.0, name)
    }

    /// Returns the value of a property that is a string.
    pub fn text(&self, name: &str) -> String {
        text(&self.0, name)
    }

    /// Calls the function of that name and returns its result.
    pub fn call(&self, name: &str, args: &[JsValue]) -> JsValue {
        Reflect::apply(&self.named(name), &self.0, &args.iter().collect()).unwrap()
    }

    /// Returns the function of that name, bound to the script, for others to call.
    pub fn function(&self, name: &str) -> JsValue {
        self.named(name).bind0(&self.0).into()
    }

    fn named(&self, name: &str) -> Function {
        let function = self.get(name);
        assert!(function.is_function(), "the script has no function {name}");
        function.unchecked_into()
    }

    /// Returns the result of the function of that name or, if there is none, parses `text` as JSON.
    pub fn value(&self, text: &str) -> JsValue {
        if self.get(text).is_function() {
            return self.call(text, &[]);
        }
        data(text)
    }

    /// Replaces `fetch` with the function of that name.
    pub fn fetch(&self, name: &str) {
        fetch(&self.function(name));
    }
}

thread_local! {
    static SHARED: Script = {
        let script = Script::of(include_str!("scripts/support.js"));
        let values = data(include_str!("../../src/values.json"));
        Reflect::set(&script.0, &"values".into(), &values).unwrap();
        script
    };
}

fn shared(name: &str, args: &[JsValue]) -> JsValue {
    SHARED.with(|script| script.call(name, args))
}

/// Parses JSON.
pub fn data(json: &str) -> JsValue {
    JSON::parse(json).unwrap()
}

/// What a test may pass: a value, or its JSON.
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

/// Sets a global variable.
pub fn set_global(name: &str, value: &JsValue) {
    Reflect::set(&js_sys::global(), &name.into(), value).unwrap();
}

/// Replaces `fetch` with `answer`, a function of the URL, the `init` object and the number of
/// requests so far, including this one. Clears the recorded requests.
pub fn fetch(answer: &JsValue) {
    shared("fetch", std::slice::from_ref(answer));
}

/// Makes `fetch` respond to every request with this status and body.
pub fn answers(status: u16, text: &str) {
    shared("answers", &[status.into(), text.into()]);
}

/// Returns the number of requests since the last [`fetch`].
pub fn sent() -> u32 {
    requests().length()
}

/// Returns the requests since the last [`fetch`].
pub fn requests() -> Array {
    SHARED.with(|script| script.get("sent").unchecked_into())
}

/// Returns a property of the last request. `names` is a dotted path from `url` or `init`.
pub fn last(names: &str) -> JsValue {
    let requests = requests();
    let last = requests.get(requests.length() - 1);
    names.split('.').fold(last, |value, name| get(&value, name))
}

/// Returns an array of properties of the last request.
pub fn last_of<const N: usize>(names: [&str; N]) -> JsValue {
    names.into_iter().map(last).collect::<Array>().into()
}

pub fn last_url() -> String {
    last("url").as_string().unwrap()
}

/// Returns the path of the last request.
pub fn last_path() -> JsValue {
    shared("path", &[])
}

/// Returns a query parameter of the last request.
pub fn last_parameter(name: &str) -> JsValue {
    shared("parameter", &[name.into()])
}

/// Returns the default options.
fn defaults() -> JsValue {
    shared("defaults", &[])
}

/// Creates an instance with these options.
pub fn api(options: impl Given) -> Client {
    try_api(&options.given()).unwrap()
}

pub fn try_api(options: &JsValue) -> Result<Client, JsValue> {
    let api = Api::new(options.clone(), None, defaults())?;
    Ok(JsValue::from(api).unchecked_into())
}

/// Calls the method of that name with an array of arguments.
pub async fn call(api: &Client, name: &str, args: impl Given) -> Result<JsValue, JsValue> {
    call_with(api, name, &args.given().unchecked_into()).await
}

pub async fn call_with(api: &Client, name: &str, args: &Array) -> Result<JsValue, JsValue> {
    start(api, name, args).await
}

/// Starts a call. Its arguments are read before this returns.
pub fn start(api: &Client, name: &str, args: &Array) -> JsFuture {
    JsFuture::from(invoke(api, name, args).unwrap().unchecked_into::<Promise>())
}

/// Calls a method that may return something other than a promise.
pub fn invoke(api: &Client, name: &str, args: &Array) -> Result<JsValue, JsValue> {
    let method: Function = get(api, name).unchecked_into();
    Reflect::apply(&method, api, args)
}

/// Returns arguments with which the call of that name sends a request.
pub fn some_arguments(name: &str) -> Array {
    shared("argumentsOf", &[name.into()]).unchecked_into()
}

pub fn get(object: &JsValue, key: &str) -> JsValue {
    Reflect::get(object, &key.into()).unwrap()
}

pub fn text(object: &JsValue, key: &str) -> String {
    get(object, key).as_string().unwrap_or_default()
}

/// Returns a value as JSON.
pub fn json(value: &JsValue) -> String {
    JSON::stringify(value).map(String::from).unwrap()
}

/// Returns the JSON of an object that has only the properties of these names.
pub fn picked(object: &JsValue, names: &[&str]) -> String {
    let picked = Map::new();
    for name in names {
        picked.set(&JsValue::from_str(name), &get(object, name));
    }
    json(&Object::from_entries(&picked).unwrap())
}

/// Checks that this is an `SDKError` of that kind, and returns its message.
pub fn sdk_error(error: &JsValue, kind: &str) -> String {
    assert_eq!(text(error, "name"), "SDKError", "{error:?}");
    assert_eq!(text(error, "kind"), kind, "{}", text(error, "message"));
    text(error, "message")
}
