//! Single sign-on and sign-out.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::sso as calls;

#[wasm_bindgen]
impl Api {
    /// Asks whether this browser has a session of the service.
    ///
    /// Gives `{ code }`, and what stands in its `login_url`. An `APIError` with the status 401 is the normal
    /// "not signed in".
    #[wasm_bindgen(js_name = checkUserAuthSSO)]
    pub fn check_user_auth_sso(&self, options: JsValue) -> Promise {
        self.call(&calls::CHECK_USER_AUTH_SSO, &[options])
    }

    /// Leads the page to its sign-in by a session of the service: `{ loginUrl? }` or the address. More options:
    /// `navigate: false` only gives the address, `check: false` does not try it first.
    ///
    /// Gives `{ code: 302 }`, and `url` where the page is not led away.
    #[wasm_bindgen(js_name = userAuthSSOWithRedirect)]
    pub fn user_auth_sso_with_redirect(&self, login_url: JsValue, options: JsValue) -> Promise {
        self.call(&calls::USER_AUTH_SSO_WITH_REDIRECT, &[login_url, options])
    }

    /// Ends the session of this browser, `'sso'`, or of all, `'all'`: `{ token, session }` or both by position.
    ///
    /// Gives `{ code: 204 }`.
    pub fn logout(&self, token: JsValue, session: JsValue, options: JsValue) -> Promise {
        self.call(&calls::LOGOUT, &[token, session, options])
    }

    /// Takes the session cookie of this browser away.
    ///
    /// Gives `{ code: 204 }`.
    #[wasm_bindgen(js_name = clearSSO)]
    pub fn clear_sso(&self, options: JsValue) -> Promise {
        self.call(&calls::CLEAR_SSO, &[options])
    }
}
