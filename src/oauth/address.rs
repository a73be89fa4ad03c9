//! The address that a sign-in ends at: read by the one reader, and cleaned.

use wasm_bindgen::prelude::*;

use super::meaning::Parameters;
use crate::config::given::is_plain;
use crate::error::{ErrorKind, SdkError};
use crate::js::object::array_from;
use crate::js::{Dictionary, field, is_array, page, property};

#[wasm_bindgen(module = "/js/callback.js")]
extern "C" {
    /// An address, relative ones to the page; throws an `SDKError` `argument` for what is none.
    #[wasm_bindgen(js_name = addressOf, catch)]
    fn address_of(url: &JsValue) -> Result<JsValue, JsValue>;

    /// What its query says; throws an `SDKError` `response` where a parameter stands there twice.
    #[wasm_bindgen(js_name = read, catch)]
    fn read(address: &JsValue) -> Result<JsValue, JsValue>;

    /// How often a parameter stands there.
    #[wasm_bindgen(js_name = count)]
    fn count(address: &JsValue, name: &str) -> u32;

    /// A query, with its `?`, without the parameters of a sign-in; the others stay as they are written.
    #[wasm_bindgen(js_name = cleaned, catch)]
    fn cleaned(search: &JsValue) -> Result<JsValue, JsValue>;
}

#[wasm_bindgen]
extern "C" {
    type Query;

    #[wasm_bindgen(method, catch)]
    fn get(this: &Query, name: &str) -> Result<JsValue, JsValue>;

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

    type Text;

    #[wasm_bindgen(method)]
    fn split(this: &Text, separator: &JsValue) -> Parts;

    type Parts;

    #[wasm_bindgen(method)]
    fn join(this: &Parts, separator: &JsValue) -> JsValue;
}

/// The deepest part of `history.state` that is looked at.
const DEEPEST: u32 = 8;

/// An address without its fragment, which is the page's own.
pub fn without_fragment(href: &JsValue) -> JsValue {
    property(&href.unchecked_ref::<Text>().split(&"#".into()), "0")
}

/// An address.
#[derive(Debug, Clone)]
pub struct Address {
    url: JsValue,
    /// As it is written.
    pub href: JsValue,
}

/// What it says of a sign-in; nothing of it is believed yet.
#[derive(Debug, Clone, Default)]
pub struct LoginUrl {
    /// `state`.
    pub state: Option<String>,
    /// `code`.
    pub code: JsValue,
    /// `token`.
    pub token: JsValue,
    /// `challenge_id`.
    pub challenge: JsValue,
    /// `error_code` or `error`.
    pub error: Option<String>,
    /// `error_description`.
    pub description: JsValue,
}

impl LoginUrl {
    /// Which of its values are there.
    pub fn parameters(&self) -> Parameters {
        Parameters {
            state: self.state.is_some(),
            code: !self.code.is_undefined(),
            token: !self.token.is_undefined(),
            challenge: !self.challenge.is_undefined(),
            error: self.error.is_some(),
        }
    }
}

impl Address {
    /// # Errors
    ///
    /// `SDKError` `argument` for what is no address.
    pub fn of(url: &JsValue) -> Result<Self, JsValue> {
        let url = address_of(url)?;
        Ok(Self {
            href: property(&url, "href"),
            url,
        })
    }

    /// What it says.
    ///
    /// # Errors
    ///
    /// Where a parameter stands there more than once, since two readers may believe different ones (RFC 6749,
    /// 3.1): `SDKError` `state` for `state`, `response` for any other.
    pub fn read(&self) -> Result<LoginUrl, JsValue> {
        if count(&self.url, "state") > 1 {
            let reason = "the URL has more than one state";
            return Err(SdkError::new(ErrorKind::State, reason).into());
        }
        let found = read(&self.url)?;
        let text = |name| field(&found, name).as_string();
        Ok(LoginUrl {
            state: text("state"),
            code: field(&found, "code"),
            token: field(&found, "token"),
            challenge: field(&found, "challengeId"),
            error: text("error"),
            description: field(&found, "errorDescription"),
        })
    }

    /// `iss` (RFC 9207), the issuer that the answer is of, if it stands there once.
    pub fn issuer(&self) -> Option<String> {
        let query = property(&self.url, "searchParams");
        let issuer = query.unchecked_into::<Query>().get("iss").ok()?;
        (count(&self.url, "iss") == 1).then(|| issuer.as_string())?
    }

    /// The address without what a sign-in has put there.
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

    /// Takes the parameters of a sign-in off the page's address, which scripts and referrers can read, and out
    /// of `history.state`, where routers keep the address: they would bring it back.
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
        // A browser that lets this frame not do it would quote the address in its message.
        let _ = history.replace_state(&replaced, "", &clean);
    }
}

/// A value with `to` in the place of `from` in each of its texts; itself where there is none. Nothing where it
/// cannot be read.
fn replaced(value: &JsValue, from: &JsValue, to: &JsValue, depth: u32) -> Option<JsValue> {
    if value.is_string() {
        return Some(value.unchecked_ref::<Text>().split(from).join(to));
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
