//! OAuth 2.0: the authorize page, consent, tokens, and the user.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::oauth as calls;
use crate::error::SdkError;
use crate::js::promise::{promise, rejected};
use crate::navigation;
use crate::oauth::authorize::{self, Wanted, track_id};
use crate::oauth::finish::{self, SignInAnswer};
use crate::oauth::{callback, user};

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

    /// Begins a flow and gives its address, `{ url, state, codeVerifier? }`: of the authorize page, or with
    /// `provider` of a network's; `extra` are further query parameters.
    ///
    /// # Errors
    ///
    /// Rejects with `SDKError` `environment` without `crypto.subtle`, or where nothing keeps the sign-in while the
    /// user is away; `argument` without `clientId` or for an `extra` that names a parameter of ours.
    #[wasm_bindgen(js_name = createAuthorizationUrl)]
    pub fn create_authorization_url(&self, args: JsValue, options: JsValue) -> Promise {
        let wanted = Wanted::read(&self.instance, &args, options);
        let instance = Rc::clone(&self.instance);
        promise(async move { Ok(authorize::begin(&instance, wanted?).await?.1) })
    }

    /// The same, and leads the page there.
    ///
    /// # Errors
    ///
    /// Rejects as [`Api::create_authorization_url`], and with `environment` where there is no page.
    pub fn authorize(&self, args: JsValue, options: JsValue) -> Promise {
        let page = authorize::page();
        let wanted = Wanted::read(&self.instance, &args, options);
        let instance = Rc::clone(&self.instance);
        promise(async move {
            let page = page?;
            let (url, flow) = authorize::begin(&instance, wanted?).await?;
            page.assign(&url).map_err(|cause| {
                SdkError::environment("this page cannot navigate").caused_by(&cause)
            })?;
            Ok(flow)
        })
    }

    /// Handles the address that a sign-in came back to; without `url` that of the page, which is cleaned.
    ///
    /// Gives tokens, a token, or the second factor that is wanted.
    ///
    /// # Errors
    ///
    /// Rejects with `SDKError` `state` if it belongs to no sign-in that began here or was used, `response` if it
    /// says nothing of one; with the `APIError` that stands in it or that the token endpoint answers.
    #[wasm_bindgen(js_name = handleRedirectCallback)]
    pub fn handle_redirect_callback(&self, url: JsValue, options: JsValue) -> Promise {
        callback::handle(&self.instance, &url, &options).unwrap_or_else(|error| rejected(&error))
    }

    /// Handles what a call that signs in resolved to.
    ///
    /// Gives the same, or the data that is still wanted of the user.
    ///
    /// # Errors
    ///
    /// Rejects as [`Api::handle_redirect_callback`]; with `argument` for what no call resolves to.
    #[wasm_bindgen(js_name = completeLogin)]
    pub fn complete_login(&self, result: JsValue, options: JsValue) -> Promise {
        let answer = SignInAnswer::read(&result);
        let cancellation = self.instance.stopped_by(&options);
        let instance = Rc::clone(&self.instance);
        promise(async move { finish::complete(&instance, answer?, &cancellation?).await })
    }

    /// Signs in with a session of the service that runs in this browser, without leaving the page.
    ///
    /// # Errors
    ///
    /// Rejects as [`Api::complete_login`]; status 401 is a result.
    #[wasm_bindgen(js_name = silentSignIn)]
    pub fn silent_sign_in(&self, options: JsValue) -> Promise {
        let cancellation = self.instance.stopped_by(&options);
        let instance = Rc::clone(&self.instance);
        promise(async move { user::silent(instance, cancellation?).await })
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

    /// Exchanges a code for tokens: `{ code, codeVerifier? }` (RFC 6749, 4.1.3). They are the session's then.
    ///
    /// # Errors
    ///
    /// Rejects with `SDKError` `state` for a code that this page has sent; with the `APIError` of the token endpoint.
    #[wasm_bindgen(js_name = exchangeCode)]
    pub fn exchange_code(&self, args: JsValue, options: JsValue) -> Promise {
        let read = self.instance.read(&calls::EXCHANGE_CODE, &[args, options]);
        let instance = Rc::clone(&self.instance);
        promise(async move {
            let (arguments, cancellation) = read?;
            finish::exchange_code(instance, arguments, cancellation).await
        })
    }

    /// Exchanges a refresh token for tokens, that of the session or `{ refreshToken }` (RFC 6749, 6). They are
    /// the session's then.
    pub fn refresh(&self, args: JsValue, options: JsValue) -> Promise {
        let read = self
            .instance
            .read(&calls::SESSION_REFRESH, &[args, options]);
        let instance = Rc::clone(&self.instance);
        promise(async move {
            let (arguments, cancellation) = read?;
            user::refresh(instance, arguments.first(), cancellation).await
        })
    }

    /// Asks who an access token belongs to; left out, the session's, which is refreshed in time.
    ///
    /// Gives the user.
    #[wasm_bindgen(js_name = getUser)]
    pub fn get_user(&self, token: JsValue, options: JsValue) -> Promise {
        if !token.is_undefined() && !token.is_null() {
            return self.call(&calls::GET_USER, &[token, options]);
        }
        let cancellation = self.instance.stopped_by(&options);
        let instance = Rc::clone(&self.instance);
        promise(async move { user::of_session(&instance, &cancellation?).await })
    }
}
