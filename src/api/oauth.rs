//! OAuth 2.0: the authorize page, consent, tokens, and the user.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::{To, oauth as calls};
use crate::js::promise::{promise, rejected};
use crate::navigation;
use crate::oauth::authorize::{self, Wanted, track_id};
use crate::oauth::basis::Basis;
use crate::oauth::finish::{self, Finish};
use crate::oauth::steps::finish::{SignInAnswer, complete};
use crate::oauth::steps::user::of_session;
use crate::oauth::{callback, silent, user};

#[wasm_bindgen]
impl Api {
    /// Navigates to the service's authorize page. In a popup, with the option `enablePostMessageLogin`, it
    /// sends the URL to the page that opened the popup instead, and closes the popup.
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` of kind `environment` if there is no window, or no `crypto` to generate a
    /// `state`.
    #[wasm_bindgen(js_name = oauth2Auth)]
    pub fn oauth2_auth(&self) -> Result<(), JsValue> {
        let in_force = self.instance.in_force();
        let (config, options) = (&in_force.config, &in_force.options);
        self.instance.generate_state(config, config)?;
        let address = self.instance.authorization_page(config, track_id(options));
        let post = options.get("enablePostMessageLogin") == true;
        let origin = options.get("postMessageOrigin").as_string();
        navigation::leave(&address, post, origin.as_deref())
    }

    /// Starts a sign-in with its own `state`. Takes `{ provider? }` or `{ extra? }`: with `provider`, the
    /// sign-in starts at that social network; otherwise at the authorize page, with PKCE. `extra` holds more
    /// query parameters for the authorize page.
    ///
    /// Resolves to `{ url, state, codeVerifier? }`; send the user to `url`.
    ///
    /// # Errors
    ///
    /// Rejects with an `SDKError` of kind `environment` if there is no `crypto`, or no storage to keep the
    /// sign-in while the user is away; `argument` if `extra` names a parameter that the options set, or if both
    /// `provider` and `extra` are given. Without `provider`, also with `environment` if there is no
    /// `crypto.subtle`, and `argument` if the option `clientId` is not set; with `provider`, also as
    /// [`Api::get_social_link`].
    #[wasm_bindgen(js_name = createAuthorizationUrl)]
    pub fn create_authorization_url(&self, args: JsValue, options: JsValue) -> Promise {
        let wanted = Wanted::read(&self.instance, args, options);
        let instance = Rc::clone(&self.instance);
        promise(async move { Ok(authorize::begin(&instance, wanted?).await?.1) })
    }

    /// Calls [`Api::create_authorization_url`], then navigates the page to the URL.
    ///
    /// Resolves to the same value; the page may unload before you receive it.
    ///
    /// # Errors
    ///
    /// Rejects as [`Api::create_authorization_url`], and with kind `environment` if there is no page to
    /// navigate.
    pub fn authorize(&self, args: JsValue, options: JsValue) -> Promise {
        let page = authorize::page();
        let wanted = Wanted::read(&self.instance, args, options);
        let instance = Rc::clone(&self.instance);
        promise(async move {
            let page = page?;
            let (url, flow) = authorize::begin(&instance, wanted?).await?;
            navigation::assign(&page, &url)?;
            Ok(flow)
        })
    }

    /// Completes a sign-in from the URL that it returned to, a string or `URL`. If `url` is omitted, the
    /// page's own URL is used, and the parameters of the sign-in are removed from it.
    ///
    /// Resolves to tokens, a token, or the required second factor; `kind` is `tokens`, `token` or
    /// `challenge`. Tokens are stored in the session. An instance with another session that handles the same URL
    /// gets the same result, and its session the access token; the refresh token stays with the first.
    ///
    /// # Errors
    ///
    /// Rejects with an `SDKError` of kind `state` if the URL does not belong to a sign-in that started here,
    /// or was already used; `response` if it has no parameters of a sign-in; with an `APIError` if the URL
    /// contains an error or the token endpoint responds with one.
    #[wasm_bindgen(js_name = handleRedirectCallback)]
    pub fn handle_redirect_callback(&self, url: JsValue, options: JsValue) -> Promise {
        callback::handle(&self.instance, &url, &options).unwrap_or_else(|error| rejected(&error))
    }

    /// Completes a sign-in with the result of a call that signs in, such as [`Api::login`].
    ///
    /// Resolves to what [`Api::handle_redirect_callback`] resolves to, or to
    /// `{ kind: 'ask', askFields, token }` if the project requests more data first.
    ///
    /// # Errors
    ///
    /// Rejects as [`Api::handle_redirect_callback`], and with kind `argument` if `result` is not the result
    /// of such a call.
    #[wasm_bindgen(js_name = completeLogin)]
    pub fn complete_login(&self, result: JsValue, options: JsValue) -> Promise {
        let answer = SignInAnswer::read(&result);
        let basis = Basis::read(&self.instance, &options);
        promise(async move {
            let answer = answer?;
            let finished = complete(&Finish::new(&basis?), answer).await;
            finished.map(JsValue::from)
        })
    }

    /// Signs in with this browser's single sign-on session, without leaving the page.
    ///
    /// Resolves to `{ signedIn, kind, … }`: in OAuth mode to what [`Api::complete_login`] resolves to,
    /// otherwise to a one-time `code`. If no session is visible (status 401), `signedIn` is false and `kind`
    /// is `signed-out`.
    ///
    /// # Errors
    ///
    /// Rejects as [`Api::complete_login`]; status 401 is a result.
    #[wasm_bindgen(js_name = silentSignIn)]
    pub fn silent_sign_in(&self, options: JsValue) -> Promise {
        silent::silent_sign_in(&self.instance, &options).unwrap_or_else(|error| rejected(&error))
    }

    /// Asks whether the user has approved the client and its scope. Takes the user's token, as a string or as
    /// `{ token }`.
    ///
    /// Resolves to `{ approval, refused_scopes? }`.
    #[wasm_bindgen(js_name = oauth2ConsentValidate)]
    pub fn oauth2_consent_validate(&self, token: JsValue, options: JsValue) -> Promise {
        self.call(&calls::CONSENT_VALIDATE, &[token, options])
    }

    /// Submits whether the user approves the client and its scope. Takes the user's token and a boolean, by
    /// position or as `{ token, approval }`.
    ///
    /// Resolves to the service's response, or to `{ code }` with the HTTP status if it is empty.
    #[wasm_bindgen(js_name = oauth2PostConsent)]
    pub fn oauth2_post_consent(
        &self,
        token: JsValue,
        approval: JsValue,
        options: JsValue,
    ) -> Promise {
        self.call(&calls::POST_CONSENT, &[token, approval, options])
    }

    /// Exchanges an authorization code for tokens (RFC 6749, 4.1.3) and stores them in the session. Takes
    /// `{ code, codeVerifier? }`.
    ///
    /// Resolves to the tokens.
    ///
    /// # Errors
    ///
    /// Rejects with an `SDKError` of kind `state` if this page has already sent the code, or if the user
    /// signs in or out during the exchange; `argument` if the option `clientId` is not set; with the
    /// `APIError` of the token endpoint.
    #[wasm_bindgen(js_name = exchangeCode)]
    pub fn exchange_code(&self, args: JsValue, options: JsValue) -> Promise {
        let read = Basis::with_arguments(
            &self.instance,
            &calls::EXCHANGE_CODE.signature,
            &[args, options],
        );
        promise(async move {
            let (arguments, basis) = read?;
            finish::exchange_code(basis, arguments).await
        })
    }

    /// Exchanges a refresh token for new tokens (RFC 6749, 6) and stores them in the session. Takes
    /// `{ refreshToken? }`; the default is the session's refresh token.
    ///
    /// Resolves to the tokens. `signal` and `timeout` end the wait of this call, not the request.
    ///
    /// # Errors
    ///
    /// Rejects with an `SDKError` of kind `state` if nobody is signed in, if there is no refresh token, or if
    /// the user signs in or out during the refresh; `argument` if the option `clientId` is not set; with the
    /// `APIError` of the token endpoint.
    pub fn refresh(&self, args: JsValue, options: JsValue) -> Promise {
        let read = Basis::with_arguments(&self.instance, &calls::SESSION_REFRESH, &[args, options]);
        promise(async move {
            let (arguments, basis) = read?;
            user::refresh(basis, arguments.opaque(To::Here)).await
        })
    }

    /// Asks the service which user an access token belongs to. Without `token`, it uses the session's access
    /// token, which is refreshed if necessary, and once more if the service rejects it.
    ///
    /// Resolves to the user's data.
    ///
    /// # Errors
    ///
    /// Rejects with an `SDKError` of kind `state` if `token` is omitted and nobody is signed in; with an
    /// `APIError` with `status` 401 if the token is invalid.
    #[wasm_bindgen(js_name = getUser)]
    pub fn get_user(&self, token: JsValue, options: JsValue) -> Promise {
        if !token.is_undefined() && !token.is_null() {
            return self.call(&calls::GET_USER, &[token, options]);
        }
        let basis = Basis::read(&self.instance, &options);
        promise(async move { of_session(&basis?).await })
    }
}
