//! OAuth 2.0: the authorize page, consent, tokens, and the user.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::{oauth as calls, social};
use crate::instance::{need, new_state};
use crate::js::{self, Dictionary, field};
use crate::navigation;

#[wasm_bindgen]
impl Api {
    /// Leads the user to the authorize page of the service: by a message to the page that opened this popup
    /// if the option `enablePostMessageLogin` says so, else by navigation.
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` `environment` where there is no window.
    #[wasm_bindgen(js_name = oauth2Auth)]
    pub fn oauth2_auth(&self) -> Result<(), JsValue> {
        let in_force = self.instance.in_force();
        let (config, given) = (&in_force.config, &in_force.given);
        self.instance.generate_state(config, config)?;
        let address = self.instance.authorization_page(config, track_id(given));
        let post = given.get("enablePostMessageLogin") == true;
        let origin = given.get("postMessageOrigin").as_string();
        navigation::leave(&address, post, origin.as_deref())
    }

    /// A fresh `state` for one flow: 128 random bits.
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` `environment` where there is no `crypto`.
    #[wasm_bindgen(js_name = newState)]
    pub fn new_state(&self) -> Result<JsValue, JsValue> {
        Ok(new_state()?.into())
    }

    /// The address of the authorize page for a flow with this `state` and this S256 challenge (RFC 7636, 4.3).
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` `argument` without the option `clientId`.
    #[wasm_bindgen(js_name = authorizationUrl)]
    pub fn authorization_url(
        &self,
        state: JsValue,
        challenge: JsValue,
    ) -> Result<JsValue, JsValue> {
        let in_force = self.instance.in_force();
        need(&calls::EXCHANGE_CODE, &in_force.config)?;
        let config = in_force
            .config
            .for_flow(state.as_string().unwrap_or_default());
        let mut more = track_id(&in_force.given);
        more.push(("code_challenge", challenge.as_string().unwrap_or_default()));
        more.push(("code_challenge_method", "S256".into()));
        Ok(self.instance.authorization_page(&config, more).into())
    }

    /// Asks for the address where a network asks its user, for a flow with a `state` of its own, which stands
    /// in `custom_options`.
    ///
    /// Gives `{ url }`.
    #[wasm_bindgen(js_name = authorizationLink)]
    pub fn authorization_link(
        &self,
        provider: JsValue,
        custom_options: JsValue,
        options: JsValue,
    ) -> Promise {
        let given = [provider, custom_options, options];
        self.call(&social::AUTHORIZATION_LINK, &given)
    }

    /// Asks what the user still has to agree to.
    ///
    /// Gives `{ approval, refused_scopes }`.
    #[wasm_bindgen(js_name = oauth2ConsentValidate)]
    pub fn oauth2_consent_validate(&self, token: JsValue, options: JsValue) -> Promise {
        self.call(&calls::CONSENT_VALIDATE, &[token, options])
    }

    /// Says whether the user agrees.
    ///
    /// Gives the answer of the service.
    #[wasm_bindgen(js_name = oauth2PostConsent)]
    pub fn oauth2_post_consent(
        &self,
        token: JsValue,
        approval: JsValue,
        options: JsValue,
    ) -> Promise {
        self.call(&calls::POST_CONSENT, &[token, approval, options])
    }

    /// Exchanges a code for tokens: `{ code, codeVerifier? }` (RFC 6749, 4.1.3).
    ///
    /// Gives the answer of the token endpoint.
    #[wasm_bindgen(js_name = exchangeCode)]
    pub fn exchange_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::EXCHANGE_CODE, &[args, options])
    }

    /// Exchanges a refresh token for tokens: `{ refreshToken }` (RFC 6749, 6).
    ///
    /// Gives the answer of the token endpoint.
    pub fn refresh(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::REFRESH, &[args, options])
    }

    /// Asks who an access token belongs to.
    ///
    /// Gives the user.
    #[wasm_bindgen(js_name = getUser)]
    pub fn get_user(&self, token: JsValue, options: JsValue) -> Promise {
        self.call(&calls::GET_USER, &[token, options])
    }
}

/// `trackId` of a payload that is a JSON object.
fn track_id(given: &Dictionary) -> Vec<(&'static str, String)> {
    let payload = js::parse(&given.get("payload")).unwrap_or_default();
    let id = field(&payload, "trackId");
    let is_id = id.as_f64().is_some() || id.is_string() && !js::is_missing(&id);
    let mut parameters = Vec::new();
    if is_id && let Some(id) = js::text(&id).and_then(|id| id.as_string()) {
        parameters.push(("trackId", id));
    }
    parameters
}
