//! What the surrounding page or process provides, any of which may be missing.

use wasm_bindgen::prelude::*;

use super::value::property;
use crate::query::{room, split};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
    fn get_random_values(bytes: &mut [u8]) -> Result<JsValue, JsValue>;

    /// A parsed URL. Unlike the type of web-sys, it takes strings that stay in JavaScript.
    #[wasm_bindgen(js_name = URL)]
    #[derive(Debug, Clone)]
    pub type Url;

    /// Parses a URL, which may be relative to `base`, unless that is `undefined`.
    #[wasm_bindgen(constructor, catch, js_class = "URL")]
    pub fn new(address: &JsValue, base: &JsValue) -> Result<Url, JsValue>;

    /// Returns its `searchParams`. Setting a parameter changes the URL.
    #[wasm_bindgen(method, getter, js_name = searchParams)]
    pub fn parameters(this: &Url) -> UrlSearchParams;

    /// A query, or the fields of a form.
    #[wasm_bindgen(js_name = URLSearchParams)]
    #[derive(Debug, Clone)]
    pub type UrlSearchParams;

    /// Creates an empty set of parameters.
    #[wasm_bindgen(constructor, js_class = "URLSearchParams")]
    pub fn new() -> UrlSearchParams;

    /// Returns the first value of a name, or `null`.
    #[wasm_bindgen(method, catch)]
    pub fn get(this: &UrlSearchParams, name: &str) -> Result<JsValue, JsValue>;

    /// Sets the only value of a name.
    #[wasm_bindgen(method)]
    pub fn set(this: &UrlSearchParams, name: &str, value: &JsValue);

    /// The page's `location`.
    #[derive(Debug, Clone)]
    pub type Location;

    /// Navigates the page to a URL.
    #[wasm_bindgen(method, catch)]
    pub fn assign(this: &Location, address: &str) -> Result<(), JsValue>;
}

/// Follows a path of property names, starting at the global object. Returns the last value, or `undefined` if
/// a property is missing or throws (as it may for a frame of another origin, or in a test).
pub fn at(path: &[&str]) -> JsValue {
    let mut found = JsValue::from(js_sys::global());
    for name in path {
        found = property(&found, name);
    }
    found
}

/// Returns the page's `location`, if the page can navigate.
pub fn navigable() -> Option<Location> {
    let location = at(&["location"]);
    property(&location, "assign")
        .is_function()
        .then(|| location.unchecked_into())
}

/// Returns the origin of the page, if there is a page.
pub fn origin() -> Option<String> {
    at(&["location", "origin"]).as_string()
}

/// Returns the normalized form of a URL, absolute or relative to the page; `None` if it is invalid.
pub fn href(address: &JsValue) -> Option<String> {
    let url = Url::new(address, &at(&["location", "href"])).ok()?;
    property(&url, "href").as_string()
}

/// Fills `bytes` with random bytes; `None` if there is no `crypto`.
pub fn random(bytes: &mut [u8]) -> Option<()> {
    get_random_values(bytes).ok().map(drop)
}

/// Returns a number of 53 random bits, for names that are not secret. Works without `crypto` as well.
pub fn drawn() -> u64 {
    let mut bytes = [0; 8];
    match random(&mut bytes) {
        Some(()) => u64::from_le_bytes(bytes) >> 11,
        None => (super::clock::random() * 9_007_199_254_740_992.0) as u64,
    }
}

/// Returns 128 random bits as 32 hexadecimal digits; `None` if there is no `crypto`.
pub fn random_hex() -> Option<String> {
    let mut bytes = [0; 16];
    random(&mut bytes)?;
    let mut hex = room();
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            hex.push(char::from_digit(digit.into(), 16).unwrap_or_default());
        }
    }
    Some(hex)
}

/// Returns the user's language: `navigator.language` up to its first `-` or `_`, or `en` if there is none.
pub fn language() -> String {
    let language = at(&["navigator", "language"]);
    let language = language.as_string().unwrap_or_default();
    let (language, _) = split(language.trim_ascii(), b'-');
    match split(language, b'_') {
        ("", _) => "en".into(),
        (language, _) => language.into(),
    }
}
