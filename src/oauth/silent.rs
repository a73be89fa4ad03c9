//! Silent sign-in in the browser, in the order of `steps/silent.rs`.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use super::address::Address;
use super::basis::Basis;
use super::finish::Finish;
use super::steps::finish::{SignInAnswer, SignInEffects};
use super::steps::silent::{Silent, SilentEffects, sign_in};
use crate::call_error::CallError;
use crate::calls::sso;
use crate::calls::values::Values;
use crate::instance::Instance;
use crate::js::promise::promise;
use crate::js::{Dictionary, field};

/// Implements `silentSignIn`. The promise rejects as [`sign_in`].
///
/// # Errors
///
/// As [`Basis::read`]; an `SDKError` of kind `environment` if there is no `crypto` to generate a `state`.
pub fn silent_sign_in(instance: &Rc<Instance>, options: &JsValue) -> Result<Promise, JsValue> {
    let basis = Basis::read(instance, options)?;
    let config = &basis.in_force.config;
    if config.is_oauth() {
        instance.generate_state(config, config)?;
    }
    Ok(promise(signed_in(basis)))
}

async fn signed_in(basis: Basis) -> Result<JsValue, JsValue> {
    let shown = Dictionary::new();
    let more = match sign_in(&basis).await? {
        Silent::SignedOut => {
            shown.set("kind", "signed-out");
            shown.set("signedIn", JsValue::FALSE);
            shown.set("reason", "no-session-visible");
            return Ok(shown.plain());
        }
        Silent::Code(response) => {
            shown.set("kind", "code");
            response
        }
        Silent::Finished(finished) => finished.into(),
    };
    let _ = shown.assign(&more);
    shown.set("signedIn", JsValue::TRUE);
    Ok(shown.plain())
}

impl SilentEffects for Basis {
    type Value = JsValue;
    type CallError = CallError;

    async fn ask(&self) -> Result<JsValue, CallError> {
        self.send(&sso::CHECK_USER_AUTH_SSO, &Values::default())
            .await
    }

    fn status(&self, error: &CallError) -> Option<u16> {
        error.status()
    }

    fn has_url(&self, response: &JsValue) -> bool {
        let url = field(response, "login_url");
        url.is_string() && Address::of(&url).is_ok()
    }

    fn has_code(&self, response: &JsValue) -> bool {
        field(response, "code").is_string()
    }

    fn sign_outs(&self) -> u32 {
        self.session.sign_outs()
    }

    fn begin_sign_in(&self) -> impl SignInEffects<Value = JsValue> {
        Finish::new(self)
    }

    fn read_answer(&self, response: &JsValue) -> Result<SignInAnswer<JsValue>, JsValue> {
        SignInAnswer::read(response)
    }
}
