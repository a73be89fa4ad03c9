//! One-time codes, confirmation links, and the second factor.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::passwordless as calls;

#[wasm_bindgen]
impl Api {
    /// Sends a one-time code to a phone. Takes `{ phone_number, link_url?, isOauth2?, captchaData? }`.
    ///
    /// Resolves to `{ operation_id }`.
    #[wasm_bindgen(js_name = phoneGetCode)]
    pub fn phone_get_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::PHONE_GET_CODE, &[args, options])
    }

    /// Sends a one-time code by email. Takes `{ email, link_url?, isOauth2?, captchaData? }`; the email
    /// address is sent in lower case.
    ///
    /// Resolves to `{ operation_id }`.
    #[wasm_bindgen(js_name = emailGetCode)]
    pub fn email_get_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::EMAIL_GET_CODE, &[args, options])
    }

    /// Waits for the user to open a confirmation link, with a single request. `timeout` is 25 000 ms by
    /// default. Takes `{ login, operation_id, cancelToken? }`; `login` is sent in lower case.
    ///
    /// Resolves to `{ code }`, or to `{ error }` with code 010-050 if the service stops waiting before the
    /// link is opened.
    #[wasm_bindgen(js_name = getConfirmCode)]
    pub fn get_confirm_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::GET_CONFIRM_CODE, &[args, options])
    }

    /// Waits for the user to open a confirmation link, with as many requests as it takes. `timeout` covers
    /// all of them and is 180 000 ms by default. Takes
    /// `{ login, operation_id, cancelToken?, signal?, timeout? }`; `login` is sent in lower case.
    ///
    /// Resolves to `{ code }`. Continues after network failures, status 429 and 5xx.
    #[wasm_bindgen(js_name = waitForConfirmCode)]
    pub fn wait_for_confirm_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::WAIT_FOR_CONFIRM_CODE, &[args, options])
    }

    /// Signs in with a code that was sent to a phone. Takes
    /// `{ phone_number, code, operation_id, isOauth2? }`.
    ///
    /// Resolves to what [`Api::login`] resolves to.
    #[wasm_bindgen(js_name = loginWithPhoneCode)]
    pub fn login_with_phone_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::LOGIN_WITH_PHONE_CODE, &[args, options])
    }

    /// Signs in with a code that was sent by email. Takes `{ email, code, operation_id, isOauth2? }`; the
    /// email address is sent in lower case.
    ///
    /// Resolves to what [`Api::login`] resolves to.
    #[wasm_bindgen(js_name = loginWithEmailCode)]
    pub fn login_with_email_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::LOGIN_WITH_EMAIL_CODE, &[args, options])
    }

    /// Confirms an operation for the page that waits for it in [`Api::get_confirm_code`]. Takes
    /// `{ state, action, link_url }`: the values from the URL that the user opened.
    ///
    /// Resolves to the service's response, or to `{ code }` with the HTTP status if it is empty.
    #[wasm_bindgen(js_name = pushConfirmCode)]
    pub fn push_confirm_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::PUSH_CONFIRM_CODE, &[args, options])
    }

    /// Signs in with the code of a second factor, which the option `challenge_id` identifies. Takes
    /// `{ code, remember_me? }`; `remember_me` is true by default.
    ///
    /// Resolves to `{ url }`.
    ///
    /// # Errors
    ///
    /// Rejects with an `SDKError` of kind `argument` if the option `challenge_id` is not set.
    #[wasm_bindgen(js_name = otpLogin)]
    pub fn otp_login(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::OTP_LOGIN, &[args, options])
    }

    /// Resends the code of a second factor, which the option `challenge_id` identifies.
    ///
    /// Resolves to the service's response, or to `{ code }` with the HTTP status if it is empty.
    ///
    /// # Errors
    ///
    /// Rejects with an `SDKError` of kind `argument` if the option `challenge_id` is not set.
    #[wasm_bindgen(js_name = otpResendCode)]
    pub fn otp_resend_code(&self, options: JsValue) -> Promise {
        self.call(&calls::OTP_RESEND_CODE, &[options])
    }
}
