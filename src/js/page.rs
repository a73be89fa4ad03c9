//! What the page or the process around has, if it has it.

use wasm_bindgen::prelude::*;

use super::property;
use crate::query::{room, split};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = crypto, js_name = getRandomValues, catch)]
    fn get_random_values(bytes: &mut [u8]) -> Result<JsValue, JsValue>;

    /// A parsed address. Unlike that of web-sys it takes what stays a JavaScript string.
    #[wasm_bindgen(js_name = URL)]
    #[derive(Debug, Clone)]
    pub type Url;

    /// Parses an address, which may be relative to `base`, if there is one.
    #[wasm_bindgen(constructor, catch, js_class = "URL")]
    pub fn new(address: &JsValue, base: &JsValue) -> Result<Url, JsValue>;

    /// Its parameters: to set one changes the address.
    #[wasm_bindgen(method, getter, js_name = searchParams)]
    pub fn parameters(this: &Url) -> Parameters;

    /// A query, or the fields of a form, each of which is there once.
    #[wasm_bindgen(js_name = URLSearchParams)]
    #[derive(Debug, Clone)]
    pub type Parameters;

    /// None.
    #[wasm_bindgen(constructor, js_class = "URLSearchParams")]
    pub fn new() -> Parameters;

    /// Puts a value under a name.
    #[wasm_bindgen(method)]
    pub fn set(this: &Parameters, name: &str, value: &JsValue);

    /// `location`.
    #[derive(Debug, Clone)]
    pub type Location;

    /// Leads the page to an address.
    #[wasm_bindgen(method, catch)]
    pub fn assign(this: &Location, address: &str) -> Result<(), JsValue>;
}

/// What stands under the last of these names, the first being that of a global; `undefined` where there is
/// nothing, or a frame or a test makes it throw.
pub fn at(path: &[&str]) -> JsValue {
    let mut found = JsValue::from(js_sys::global());
    for name in path {
        found = property(&found, name);
    }
    found
}

/// The page's `location`, if it can be led elsewhere.
pub fn navigable() -> Option<Location> {
    let location = at(&["location"]);
    property(&location, "assign")
        .is_function()
        .then(|| location.unchecked_into())
}

/// The origin of the page, where there is one.
pub fn origin() -> Option<String> {
    at(&["location", "origin"]).as_string()
}

/// The canonical form of an address, absolute or relative to the page; nothing if it is neither.
pub fn href(address: &JsValue) -> Option<String> {
    let url = Url::new(address, &at(&["location", "href"])).ok()?;
    property(&url, "href").as_string()
}

/// Fills bytes at random; nothing where there is no `crypto`.
pub fn random(bytes: &mut [u8]) -> Option<()> {
    get_random_values(bytes).ok().map(drop)
}

/// A number of 53 random bits, for names that are no secrets: also where there is no `crypto`.
pub fn drawn() -> u64 {
    let mut bytes = [0; 8];
    match random(&mut bytes) {
        Some(()) => u64::from_le_bytes(bytes) >> 11,
        None => (super::clock::random() * 9_007_199_254_740_992.0) as u64,
    }
}

/// 128 random bits as 32 hexadecimal characters; nothing where there is no `crypto`.
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

/// The language of the user, `navigator.language` up to its first `-` or `_`; `en` if there is none.
pub fn language() -> String {
    let language = at(&["navigator", "language"]);
    let language = language.as_string().unwrap_or_default();
    let (language, _) = split(language.trim_ascii(), b'-');
    match split(language, b'_') {
        ("", _) => "en".into(),
        (language, _) => language.into(),
    }
}
