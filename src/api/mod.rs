//! The exported class `Api`, and `Session`.
//!
//! Each method takes its arguments, in one object or by position, and then an object of options:
//! `{ signal?, timeout? }`. `signal` is an AbortSignal that cancels the call. `timeout` limits the whole
//! call, in milliseconds; 0 means no limit, and the default is the option `timeout` of the instance.
//! `captchaData`, where it is an argument, may also be one of the options. Arguments and options are read
//! before the method returns.
//!
//! Every promise can reject with
//!
//! - an `APIError` if the service responds with an error,
//! - an `SDKError` of kind `argument` (nothing was sent), `network`, `timeout`, `aborted`, `response`,
//!   `environment` or `internal`,
//! - the abort reason if the caller cancels the call.
//!
//! Each method lists only its other errors, and what these kinds mean for it in particular.

mod account;
mod oauth;
mod passwordless;
mod session;
mod social;
mod sso;

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::calls::Call;
use crate::instance::Instance;
use crate::js::Dictionary;
use crate::settings;

/// The calls of one Login project.
#[wasm_bindgen]
pub struct Api {
    instance: Rc<Instance>,
}

#[wasm_bindgen]
impl Api {
    /// Creates an instance with these options (contract: `docs/options.md`).
    ///
    /// `kept` is an object of the caller that outlives the wasm. An instance that is created with the `kept`
    /// of an earlier one takes over its generated `state`, its tokens in memory and its listeners. `defaults`
    /// holds the values of options that are not given; JavaScript exports them too, as `defaultConfig`.
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` of kind `config` that names the missing or wrong option.
    #[wasm_bindgen(constructor)]
    pub fn new(
        options: JsValue,
        kept: Option<Dictionary>,
        defaults: JsValue,
    ) -> Result<Api, JsValue> {
        let instance = Instance::new(&options, kept.unwrap_or_default(), defaults)?;
        let instance = Rc::new(instance);
        if !instance.listeners().is_empty() {
            instance.attach_session();
        }
        Ok(Api { instance })
    }

    /// Returns a new copy of the current options, including the defaults, the OAuth mode in effect and a
    /// generated `state`.
    #[wasm_bindgen(js_name = getConfig)]
    pub fn get_config(&self) -> JsValue {
        self.instance.shown()
    }

    /// Merges `options` into the current options, for later calls. Returns what [`Api::get_config`] returns.
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` of kind `config` that names the missing or wrong option; then nothing changes.
    #[wasm_bindgen(js_name = updateConfig)]
    pub fn update_config(&self, options: JsValue) -> Result<JsValue, JsValue> {
        self.instance.adopt(&options)?;
        self.instance.follow();
        Ok(self.instance.shown())
    }

    /// Fetches the project's settings, social networks and theme, and the client's country, and merges them
    /// into the current options. If one of these requests fails, the old settings URL is used instead.
    ///
    /// Resolves to what [`Api::get_config`] then returns. Each request is retried after a temporary failure.
    ///
    /// # Errors
    ///
    /// Rejects with the error of the old URL if that fails too, with the first failure as its `cause`; with
    /// an `SDKError` of kind `response` for settings that are nested too deep.
    #[wasm_bindgen(js_name = fetchConfig)]
    pub fn fetch_config(&self, options: JsValue) -> Promise {
        settings::fetch(&self.instance, options)
    }
}

impl Api {
    fn call(&self, call: &'static Call, given: &[JsValue]) -> Promise {
        self.instance.call(call, given)
    }
}
