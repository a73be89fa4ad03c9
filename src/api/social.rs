//! Social networks.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::social as calls;

#[wasm_bindgen]
impl Api {
    /// Asks for the URL where the sign-in with a social network starts. Takes the name of the network and,
    /// optionally, options that override those of the instance for this call only, by position or as
    /// `{ provider, customOptions? }`. The project, the `apiUrl` and the mode are always those of the
    /// instance.
    ///
    /// Resolves to `{ url }`. Retried after a temporary failure.
    ///
    /// # Errors
    ///
    /// Rejects with an `SDKError` of kind `argument` if the network is `.` or `..`, or an option is wrong.
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

    /// Signs in with an access token of a social network. Takes the token and the name of the network, by
    /// position or as `{ accessToken, provider }`.
    ///
    /// Resolves to what [`Api::login`] resolves to.
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
