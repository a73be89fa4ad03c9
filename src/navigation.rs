//! Leading the page away: to the sign-in by single sign-on, and to the authorize page (contract, decisions
//! 14 and 15).

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

/// Where a call leads the page once it is known to lead somewhere.
#[derive(Debug, Clone)]
pub struct Navigation {
    /// The address.
    url: String,
    /// The page, or nothing where the caller goes there.
    page: Option<Location>,
    /// Whether `fetch` tries it first.
    pub is_tried: bool,
}

impl Navigation {
    /// # Errors
    ///
    /// `SDKError` `environment` where the page is to be led and there is none.
    pub fn new(url: &str, navigate: bool, is_tried: bool) -> Result<Self, JsValue> {
        let page = match navigate {
            true => Some(page::navigable().ok_or_else(|| {
                environment(
                    "there is no page to navigate here; pass navigate: false to get the URL",
                )
            })?),
            false => None,
        };
        Ok(Self {
            url: url.into(),
            page,
            is_tried,
        })
    }

    /// Leads the page there and gives `{ code: 302 }`; or gives the address as well.
    ///
    /// # Errors
    ///
    /// `SDKError` `environment`, if the page refuses.
    pub fn go(&self) -> Result<JsValue, JsValue> {
        let result = Dictionary::new();
        result.set("code", 302);
        match &self.page {
            Some(page) => page.assign(&self.url).map_err(|cause| {
                SdkError::environment("this page cannot navigate").caused_by(&cause)
            })?,
            None => result.set("url", self.url.as_str()),
        }
        Ok(result.plain())
    }
}

/// Leads the user to `address`: by a message to the page that opened this one in a popup, if that is
/// wanted and that page may know, else by navigation.
///
/// Never to any origin at all, never to one that the referrer names: the address carries the state.
/// `origin`: who may receive it; left out: this page's own origin.
///
/// # Errors
///
/// `SDKError` `environment` where there is no window.
pub fn leave(address: &str, post: bool, origin: Option<&str>) -> Result<(), JsValue> {
    const NOWHERE: SdkError = SdkError::environment("there is no window here");
    if is_missing(&page::at(&["window"])) {
        return Err(NOWHERE.into());
    }
    let opener = page::at(&["window", "parent", "opener"]);
    if post && opener.is_truthy() && is_told(&opener, address, origin) {
        let _ = page::at(&["window", "parent"])
            .unchecked_ref::<Frame>()
            .close();
        return Ok(());
    }
    let mut refused = JsValue::UNDEFINED;
    // A frame of another origin may not lead its top away.
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

fn is_told(opener: &JsValue, address: &str, origin: Option<&str>) -> bool {
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
