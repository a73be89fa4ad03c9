//! Single sign-on and sign-out.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::sso as calls;

#[wasm_bindgen]
impl Api {
    /// Asks whether this browser has a single sign-on session.
    ///
    /// Resolves to `{ code }`, a one-time code. In OAuth mode, the response has a `login_url`; the `code`,
    /// `state` and `token` in its query are added to the result.
    ///
    /// # Errors
    ///
    /// Rejects with an `APIError` with `status` 401 if nobody is signed in, or if the browser blocks the
    /// service's cookie.
    #[wasm_bindgen(js_name = checkUserAuthSSO)]
    pub fn check_user_auth_sso(&self, options: JsValue) -> Promise {
        self.call(&calls::CHECK_USER_AUTH_SSO, &[options])
    }

    /// Navigates the page to `loginUrl` through the service, which adds the sign-in of this browser's single
    /// sign-on session. Takes the URL, as a string or as `{ loginUrl? }`; the default is the option
    /// `callbackUrl`.
    ///
    /// There are two more options: with `navigate: false`, the page does not navigate; with `check: false`,
    /// the service is not asked first whether a user is signed in.
    ///
    /// Resolves to `{ code: 302 }`, or with `navigate: false` to `{ code: 302, url }`.
    ///
    /// # Errors
    ///
    /// Rejects with an `APIError` with `status` 401 if nobody is signed in; with an `SDKError` of kind
    /// `argument` if the URL has the scheme `javascript`, `data`, `blob`, `vbscript` or `file`; `response` if
    /// the service responds with a success that is not a redirect; `environment` if there is no page to
    /// navigate.
    #[wasm_bindgen(js_name = userAuthSSOWithRedirect)]
    pub fn user_auth_sso_with_redirect(&self, login_url: JsValue, options: JsValue) -> Promise {
        self.call(&calls::USER_AUTH_SSO_WITH_REDIRECT, &[login_url, options])
    }

    /// Signs the user out. Takes the user's token and `session`, by position or as `{ token, session }`:
    /// `'sso'` ends the single sign-on session, `'all'` also ends every token of the user, on all devices.
    ///
    /// Resolves to `{ code: 204 }`.
    pub fn logout(&self, token: JsValue, session: JsValue, options: JsValue) -> Promise {
        self.call(&calls::LOGOUT, &[token, session, options])
    }

    /// Deletes this browser's session cookie.
    ///
    /// Resolves to `{ code: 204 }`.
    #[wasm_bindgen(js_name = clearSSO)]
    pub fn clear_sso(&self, options: JsValue) -> Promise {
        self.call(&calls::CLEAR_SSO, &[options])
    }
}
