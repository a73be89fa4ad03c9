//! Navigates the page: to single sign-on, and to the authorize page (contract: `docs/calls.md`).

use wasm_bindgen::prelude::*;

use crate::config::LOGIN_MESSAGE;
use crate::error::SdkError;
use crate::js::error::environment;
use crate::js::page::{self, Location};
use crate::js::{Dictionary, is_missing};

#[wasm_bindgen]
extern "C" {
    #[derive(Debug, Clone)]
    type Frame;

    #[wasm_bindgen(method, catch)]
    fn close(this: &Frame) -> Result<(), JsValue>;

    #[wasm_bindgen(method, catch, js_name = postMessage)]
    fn post_message(this: &Frame, message: &JsValue, target: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = Reflect, js_name = set, catch)]
    fn reflect_set(object: &JsValue, name: &str, value: &str) -> Result<bool, JsValue>;
}

/// What the options of a call say about its navigation.
#[derive(Debug, Clone, Copy)]
pub struct NavigationOptions {
    /// The option `navigate`: whether the page goes to the URL, or the caller gets it.
    pub navigate: bool,
    /// The option `check`: whether `fetch` tries the URL first.
    pub check: bool,
}

/// Where a call navigates the page.
#[derive(Debug, Clone)]
pub struct Navigation {
    /// The URL.
    url: String,
    /// The page's `location`, or `None` if the caller navigates.
    page: Option<Location>,
    /// Whether `fetch` tries the URL first.
    pub is_tried: bool,
}

impl Navigation {
    /// Creates a navigation to `url`.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` with `navigate`, if there is no page that can navigate.
    pub fn new(url: &str, options: NavigationOptions) -> Result<Self, JsValue> {
        const NOWHERE: &str =
            "there is no page to navigate here; pass navigate: false to get the URL";
        let page = options
            .navigate
            .then(|| page::navigable().ok_or_else(|| environment(NOWHERE)));
        Ok(Self {
            url: url.into(),
            page: page.transpose()?,
            is_tried: options.check,
        })
    }

    /// Navigates the page and returns `{ code: 302 }`; or returns `{ code: 302, url }` for the caller to use.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` if the page cannot navigate.
    pub fn go(&self) -> Result<JsValue, JsValue> {
        let result = Dictionary::new();
        result.set("code", 302);
        match &self.page {
            Some(page) => assign(page, &self.url)?,
            None => result.set("url", self.url.as_str()),
        }
        Ok(result.plain())
    }
}

/// Navigates the page to `address`.
///
/// # Errors
///
/// An `SDKError` of kind `environment` if the page cannot navigate.
pub fn assign(page: &Location, address: &str) -> Result<(), JsValue> {
    page.assign(address)
        .map_err(|cause| SdkError::environment("this page cannot navigate").caused_by(&cause))
}

/// Takes the user to `address`. With `post`, posts a message to the page that opened this popup, if that page
/// may receive it, and closes the popup; otherwise navigates.
///
/// `origin` is the origin that may receive the message. By default, only an opener of this page's own origin
/// may. It is never `*`, nor taken from the referrer, because the URL contains the `state`.
///
/// # Errors
///
/// An `SDKError` of kind `environment` if there is no window, or it cannot navigate.
pub fn leave(address: &str, post: bool, origin: Option<&str>) -> Result<(), JsValue> {
    const NOWHERE: SdkError = SdkError::environment("there is no window here");
    if is_missing(&page::at(&["window"])) {
        return Err(NOWHERE.into());
    }
    let opener = page::at(&["window", "parent", "opener"]);
    if post && opener.is_truthy() && post_to(&opener, address, origin) {
        let _ = page::at(&["window", "parent"])
            .unchecked_ref::<Frame>()
            .close();
        return Ok(());
    }
    let mut refused = JsValue::UNDEFINED;
    // A frame may not be allowed to navigate a top window of another origin; then it navigates itself.
    for path in [
        ["window", "top", "location"].as_slice(),
        &["window", "location"],
    ] {
        let location = page::at(path);
        match reflect_set(&location, "href", address) {
            Ok(true) => return Ok(()),
            Ok(false) => {}
            Err(cause) => refused = cause,
        }
    }
    Err(NOWHERE.caused_by(&refused))
}

/// Posts the address to the page that opened this one. Returns whether the browser accepted the message.
fn post_to(opener: &JsValue, address: &str, origin: Option<&str>) -> bool {
    let own = page::at(&["window", "location", "origin"]);
    let target = match origin {
        Some(origin) => Some(origin.into()),
        None if own == page::at(&["window", "parent", "opener", "location", "origin"]) => {
            own.as_string()
        }
        None => None,
    };
    let message = Dictionary::new();
    message.set("type", LOGIN_MESSAGE);
    message.set("loginUri", address);
    let opener: &Frame = opener.unchecked_ref();
    target.is_some_and(|target| opener.post_message(&message, &target).is_ok())
}
