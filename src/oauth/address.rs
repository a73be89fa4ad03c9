//! The callback URL of a sign-in: `js/callback.js` reads it and removes the parameters of the sign-in.

use wasm_bindgen::prelude::*;

use super::meaning::LoginUrl;
use crate::config::given::is_plain;
use crate::error::SdkError;
use crate::js::object::array_from;
use crate::js::page::UrlSearchParams;
use crate::js::{Dictionary, field, is_array, page, property};

#[wasm_bindgen(module = "/js/callback.js")]
extern "C" {
    /// Parses a URL, which may be relative to the page. Throws an `SDKError` of kind `argument` if it is
    /// invalid.
    #[wasm_bindgen(js_name = addressOf, catch)]
    fn address_of(url: &JsValue) -> Result<JsValue, JsValue>;

    /// Reads the sign-in parameters of its query. Throws an `SDKError` of kind `response` if one of them
    /// occurs twice.
    #[wasm_bindgen(js_name = read, catch)]
    fn read(address: &JsValue) -> Result<JsValue, JsValue>;

    /// Counts how many times a parameter occurs in its query.
    #[wasm_bindgen(js_name = count)]
    fn count(address: &JsValue, name: &str) -> u32;

    /// Removes the parameters of a sign-in from a query that starts with `?`. The others are left as written.
    #[wasm_bindgen(js_name = cleaned, catch)]
    fn cleaned(search: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    type History;

    #[wasm_bindgen(method, catch, js_name = replaceState)]
    fn replace_state(
        this: &History,
        state: &JsValue,
        unused: &str,
        url: &JsValue,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = Reflect, js_name = set, catch)]
    fn reflect_set(object: &JsValue, name: &str, value: &JsValue) -> Result<bool, JsValue>;

    type PlainString;

    #[wasm_bindgen(method)]
    fn split(this: &PlainString, separator: &JsValue) -> Parts;

    type Parts;

    #[wasm_bindgen(method)]
    fn join(this: &Parts, separator: &JsValue) -> JsValue;
}

/// How many levels of nesting in `history.state` are searched for the query of the URL.
const DEEPEST: u32 = 8;

/// Returns a URL without its fragment, which belongs to the page.
pub fn without_fragment(href: &JsValue) -> JsValue {
    property(&href.unchecked_ref::<PlainString>().split(&"#".into()), "0")
}

/// A parsed URL.
#[derive(Debug, Clone)]
pub struct Address {
    url: JsValue,
    /// The serialized URL, as `URL.href` returns it.
    pub href: JsValue,
}

impl Address {
    /// Parses a URL, which may be relative to the page.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `argument` if the URL is invalid.
    pub fn of(url: &JsValue) -> Result<Self, JsValue> {
        let url = address_of(url)?;
        Ok(Self {
            href: property(&url, "href"),
            url,
        })
    }

    /// Returns the sign-in parameters of the URL.
    ///
    /// # Errors
    ///
    /// `SDKError` if a parameter occurs more than once, because two readers may pick different values (RFC
    /// 6749, 3.1): `state` for the parameter `state`, `response` for any other.
    pub fn read(&self) -> Result<LoginUrl<JsValue>, JsValue> {
        if count(&self.url, "state") > 1 {
            let reason = "the URL has more than one state";
            return Err(SdkError::state(reason).into());
        }
        let found = read(&self.url)?;
        let text = |name| field(&found, name).as_string();
        let given = |name| Some(field(&found, name)).filter(JsValue::is_string);
        Ok(LoginUrl {
            state: text("state"),
            code: given("code"),
            token: given("token"),
            challenge: given("challengeId"),
            error: text("error"),
            description: given("errorDescription"),
        })
    }

    /// Returns `iss` (RFC 9207), the issuer of the response, if it occurs exactly once.
    pub fn issuer(&self) -> Option<String> {
        let query = property(&self.url, "searchParams");
        let issuer = query.unchecked_into::<UrlSearchParams>().get("iss").ok()?;
        (count(&self.url, "iss") == 1).then(|| issuer.as_string())?
    }

    /// Returns the URL without the parameters of a sign-in.
    pub fn clean(&self) -> JsValue {
        let search = property(&self.url, "search");
        let copy = address_of(&self.href).unwrap_or_default();
        match cleaned(&search) {
            Ok(search) => {
                let _ = reflect_set(&copy, "search", &search);
                property(&copy, "href")
            }
            Err(_) => self.href.clone(),
        }
    }

    /// Removes the parameters of a sign-in from the page's URL, which scripts can read and referrers reveal,
    /// and from `history.state`, where routers keep a copy of the URL that they would restore.
    pub fn clean_page(&self) {
        let clean = self.clean();
        if clean == self.href {
            return;
        }
        let search = property(&self.url, "search");
        let Ok(to) = cleaned(&search) else {
            return;
        };
        let history = page::at(&["history"]);
        let state = property(&history, "state");
        let history: History = history.unchecked_into();
        let replaced = replaced(&state, &search, &to, DEEPEST).unwrap_or(state);
        // Dropped: if the browser does not allow this, the message of its error may quote the URL.
        let _ = history.replace_state(&replaced, "", &clean);
    }
}

/// Returns a copy of a value with `from` replaced by `to` in each of its strings, down to `depth` levels.
/// Only arrays and plain objects are copied; other objects are returned as they are. Returns `None` if part
/// of it cannot be read.
fn replaced(value: &JsValue, from: &JsValue, to: &JsValue, depth: u32) -> Option<JsValue> {
    if value.is_string() {
        return Some(value.unchecked_ref::<PlainString>().split(from).join(to));
    }
    let is_list = value.is_object() && is_array(value);
    if !value.is_object() || depth == 0 || !is_list && !is_plain(value).ok()? {
        return Some(value.clone());
    }
    let copy: Dictionary = match is_list {
        true => array_from(value).ok()?.unchecked_into(),
        false => Dictionary::of(value).ok()?,
    };
    for name in copy.keys().iter() {
        let inside = copy.get_key(&name);
        copy.set_key(
            &name,
            &replaced(&inside, from, to, depth.saturating_sub(1))?,
        );
    }
    Some(match is_list {
        true => copy.into(),
        false => copy.plain(),
    })
}
