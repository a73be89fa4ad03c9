//! Accounts: sign-up, sign-in with a password, extra fields, password reset.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::account as calls;

#[wasm_bindgen]
impl Api {
    /// Creates an account. Takes `{ userInfo, captchaData? }`; `userInfo` is sent unchanged.
    ///
    /// Resolves to `{ login_url }`, or to `{ code: 204 }` if the account has to be confirmed by email first.
    pub fn signup(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::SIGNUP, &[args, options])
    }

    /// Signs in with a user name or email address and a password. Takes `{ credentials, captchaData? }`;
    /// `credentials` is sent unchanged, including `remember_me`.
    ///
    /// Resolves to `{ login_url }`, with `ask_fields` and `token` if the project requests more data.
    pub fn login(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::LOGIN, &[args, options])
    }

    /// Resends the email that confirms an account. Takes the user name or email address, as a string or as
    /// `{ username, captchaData? }`.
    ///
    /// Resolves to `{ code: 204 }`.
    #[wasm_bindgen(js_name = resendEmail)]
    pub fn resend_email(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::RESEND_EMAIL, &[args, options])
    }

    /// Asks which fields the project still requests from a user. Takes the user's token, as a string or as
    /// `{ token }`.
    ///
    /// Resolves to an array of fields, which is empty if none are missing. Retried after a temporary failure.
    #[wasm_bindgen(js_name = getAskFields)]
    pub fn get_ask_fields(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::GET_ASK_FIELDS, &[args, options])
    }

    /// Submits the missing fields of a user. Takes `{ fields, token, link_url?, captchaData? }`.
    ///
    /// Resolves to `{ redirect_url }`, or to `{ error }` if the email address (003-011) or phone number
    /// (003-014) has to be confirmed first; `error.details` then has the `operation_id`.
    pub fn ask(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::ASK, &[args, options])
    }

    /// Sends an email with a link to reset the password. Takes the user name or email address, as a string or
    /// as `{ username, captchaData? }`.
    ///
    /// Resolves to `{ code: 204 }`.
    pub fn reset(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::RESET, &[args, options])
    }

    /// Sets a new password. Takes `{ new_password, reset_code, user_id }` or
    /// `{ newPassword, code, user_id }`.
    ///
    /// Resolves to `{ code: 204 }`.
    pub fn set(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::SET, &[args, options])
    }

    /// Submits whether the user gives a consent. Takes `{ token, isAccepted, consentId? }`; `isAccepted` is a
    /// boolean or `null`.
    ///
    /// Resolves to `{ url }`.
    pub fn agreement(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::AGREEMENT, &[args, options])
    }
}
