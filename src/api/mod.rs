//! The exported class. Each method takes what the documents say: its arguments in either form, then an
//! object of options, `{ signal?, timeout? }`. What it reads, it has read when it returns.
//!
//! Every promise can reject with an `APIError`, when the service answers with an error, or with an
//! `SDKError`: `argument` (nothing was sent), `network`, `timeout`, `aborted`, `response`, `environment`, or
//! `internal`; and with the reason of a call that its caller cancels.

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
    /// An instance with these options (contract, "Constructor options"). `kept` is an object of the
    /// caller's that outlives the wasm: an instance that is made with that of another one goes on with its
    /// `state`. `defaults` are the options in force where none is given, which JavaScript exports as well.
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` `config` that names the option that is missing or wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(
        options: JsValue,
        kept: Option<Dictionary>,
        defaults: JsValue,
    ) -> Result<Api, JsValue> {
        let instance = Instance::new(&options, kept.unwrap_or_default(), defaults)?;
        let instance = Rc::new(instance);
        if !instance.listeners().is_empty() {
            instance.session();
        }
        Ok(Api { instance })
    }

    /// A fresh copy of the options in force, with the defaults.
    #[wasm_bindgen(js_name = getConfig)]
    pub fn get_config(&self) -> JsValue {
        self.instance.shown()
    }

    /// Puts options over those in force for later calls; gives [`Api::get_config`].
    ///
    /// # Errors
    ///
    /// Throws an `SDKError` `config` that names the option; then nothing has changed.
    #[wasm_bindgen(js_name = updateConfig)]
    pub fn update_config(&self, options: JsValue) -> Result<JsValue, JsValue> {
        self.instance.adopt(&options)?;
        self.instance.follow();
        Ok(self.instance.shown())
    }

    /// Fetches the settings of the project, its social networks, its theme and the client's country, puts
    /// them over the options in force, and gives those.
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
