//! Social networks.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::social as calls;

#[wasm_bindgen]
impl Api {
    /// Asks for the address where a network asks its user. `custom_options`: options over those of the instance,
    /// for this call only.
    ///
    /// Gives `{ url }`. Repeated where that may help.
    #[wasm_bindgen(js_name = getSocialLink)]
    pub fn get_social_link(
        &self,
        provider: JsValue,
        custom_options: JsValue,
        options: JsValue,
    ) -> Promise {
        self.call(
            &calls::GET_SOCIAL_LINK,
            &[provider, custom_options, options],
        )
    }

    /// Signs in by the access token of a network.
    ///
    /// Gives what [`Api::login`] gives.
    #[wasm_bindgen(js_name = oneTapLogin)]
    pub fn one_tap_login(
        &self,
        access_token: JsValue,
        provider: JsValue,
        options: JsValue,
    ) -> Promise {
        self.call(&calls::ONE_TAP_LOGIN, &[access_token, provider, options])
    }
}
