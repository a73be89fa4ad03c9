//! Accounts: sign-up, sign-in by password, extra fields, password reset.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::account as calls;

#[wasm_bindgen]
impl Api {
    /// Creates an account: `{ userInfo, captchaData? }`, `userInfo` being sent as given.
    ///
    /// Gives `{ login_url }`, or `{ code: 204 }` when the account must be confirmed by mail first.
    pub fn signup(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::SIGNUP, &[args, options])
    }

    /// Signs in by name or mail address and password: `{ credentials, captchaData? }`, `credentials` being sent
    /// as given, also `remember_me`.
    ///
    /// Gives `{ login_url }`, with `ask_fields` and `token` when more data is wanted.
    pub fn login(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::LOGIN, &[args, options])
    }

    /// Sends the mail that confirms an account once more: `{ username }` or the name.
    ///
    /// Gives `{ code: 204 }`.
    #[wasm_bindgen(js_name = resendEmail)]
    pub fn resend_email(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::RESEND_EMAIL, &[args, options])
    }

    /// Asks which fields of a user are missing: `{ token }` or the token.
    ///
    /// Gives a list of fields. Repeated where that may help.
    #[wasm_bindgen(js_name = getAskFields)]
    pub fn get_ask_fields(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::GET_ASK_FIELDS, &[args, options])
    }

    /// Gives the missing fields of a user: `{ fields, token, link_url?, captchaData? }`.
    ///
    /// Gives `{ redirect_url }`, or `{ error }` where a contact must be confirmed first, its operation being
    /// among the `details`.
    pub fn ask(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::ASK, &[args, options])
    }

    /// Sends the mail that resets a password: `{ username }` or the name.
    ///
    /// Gives `{ code: 204 }`.
    pub fn reset(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::RESET, &[args, options])
    }

    /// Sets the new password: `{ new_password, reset_code, user_id }`, or `{ newPassword, code, user_id }`.
    ///
    /// Gives `{ code: 204 }`.
    pub fn set(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::SET, &[args, options])
    }

    /// Accepts or refuses a consent: `{ token, isAccepted, consentId? }`, `isAccepted` being a boolean or `null`.
    ///
    /// Gives `{ url }`.
    pub fn agreement(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::AGREEMENT, &[args, options])
    }
}
