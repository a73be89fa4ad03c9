//! One-time codes, confirmation links, and the second factor.

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::Api;
use crate::calls::passwordless as calls;

#[wasm_bindgen]
impl Api {
    /// Sends a code to a phone: `{ phone_number, link_url?, isOauth2?, captchaData? }`.
    ///
    /// Gives `{ operation_id }`.
    #[wasm_bindgen(js_name = phoneGetCode)]
    pub fn phone_get_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::PHONE_GET_CODE, &[args, options])
    }

    /// Sends a code by mail: `{ email, link_url?, isOauth2?, captchaData? }`; the address goes out in lower case.
    ///
    /// Gives `{ operation_id }`.
    #[wasm_bindgen(js_name = emailGetCode)]
    pub fn email_get_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::EMAIL_GET_CODE, &[args, options])
    }

    /// Waits one round, of 25 s unless `timeout` says otherwise, for a confirmation link to be opened:
    /// `{ login, operation_id, cancelToken? }`.
    ///
    /// Gives `{ code }`, or `{ error }` with the code 010-050 when the wait ran out.
    #[wasm_bindgen(js_name = getConfirmCode)]
    pub fn get_confirm_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::GET_CONFIRM_CODE, &[args, options])
    }

    /// Waits until a confirmation link is opened, for 180 s unless `timeout` says otherwise:
    /// `{ login, operation_id, cancelToken?, signal?, timeout? }`.
    ///
    /// Gives `{ code }`.
    #[wasm_bindgen(js_name = waitForConfirmCode)]
    pub fn wait_for_confirm_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::WAIT_FOR_CONFIRM_CODE, &[args, options])
    }

    /// Signs in by a code that came to a phone: `{ phone_number, code, operation_id, isOauth2? }`.
    ///
    /// Gives what [`Api::login`] gives.
    #[wasm_bindgen(js_name = loginWithPhoneCode)]
    pub fn login_with_phone_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::LOGIN_WITH_PHONE_CODE, &[args, options])
    }

    /// Signs in by a code that came by mail: `{ email, code, operation_id, isOauth2? }`.
    ///
    /// Gives what [`Api::login`] gives.
    #[wasm_bindgen(js_name = loginWithEmailCode)]
    pub fn login_with_email_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::LOGIN_WITH_EMAIL_CODE, &[args, options])
    }

    /// Hands a code over to the page that waits for it: `{ state, action, link_url }`.
    ///
    /// Gives the answer of the service.
    #[wasm_bindgen(js_name = pushConfirmCode)]
    pub fn push_confirm_code(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::PUSH_CONFIRM_CODE, &[args, options])
    }

    /// Signs in by the code of a second factor: `{ code, remember_me = true }`; the option `challenge_id` says
    /// which.
    ///
    /// Gives `{ url }`.
    #[wasm_bindgen(js_name = otpLogin)]
    pub fn otp_login(&self, args: JsValue, options: JsValue) -> Promise {
        self.call(&calls::OTP_LOGIN, &[args, options])
    }

    /// Sends the code of a second factor once more; the option `challenge_id` says which.
    ///
    /// Gives the answer of the service.
    #[wasm_bindgen(js_name = otpResendCode)]
    pub fn otp_resend_code(&self, options: JsValue) -> Promise {
        self.call(&calls::OTP_RESEND_CODE, &[options])
    }
}
