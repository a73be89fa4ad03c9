//! The exported class: reads options, and starts calls.

use core::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;

use crate::arguments::Arguments;
use crate::calls::CALLS;
use crate::cancel::Handle;
use crate::config::Config;
use crate::error::{Kind as ErrorKind, SdkError};
use crate::host::{self, own_or_undefined, set};
use crate::job::{Job, Navigation};
use crate::options::{self, Change, Plain};
use crate::request;
use crate::transport::{Hooks, Outgoing};

/// The calls of one Login project.
///
/// Nothing of it is borrowed while JavaScript runs, so no order of calls can find it in use.
#[wasm_bindgen]
pub struct Api {
    config: Cell<Option<Rc<Instance>>>,
    /// What outlives this object, if the wasm should have to be loaded anew: `given`, the options
    /// as they are merged; `state`, the one made up; and `defaults`, which `getConfig()` shows.
    store: JsValue,
}

/// The options in force, in both of their forms.
#[derive(Debug)]
struct Instance {
    config: Config,
    given: JsValue,
    hooks: Hooks,
}

#[wasm_bindgen]
impl Api {
    /// An instance with `options` (an object; see `options::OPTIONS`). `store` is an object with
    /// `defaults`, kept by the caller.
    ///
    /// # Errors
    ///
    /// `SDKError` `config`, naming the option that is missing or wrong.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, store: JsValue) -> Result<Api, JsValue> {
        let empty = Instance {
            config: Config::default(),
            given: Object::new().into(),
            hooks: Hooks::default(),
        };
        let api = Api {
            config: Cell::new(None),
            store,
        };
        api.adopt(&empty, options)?;
        if let Some(state) = own_or_undefined(&api.store, "state").as_string() {
            api.instance()?.config.keep_state(state);
        }
        Ok(api)
    }

    /// A fresh copy of the options in force, with the defaults.
    ///
    /// # Errors
    ///
    /// `SDKError` `internal`, never reached by what callers can do.
    #[wasm_bindgen(js_name = getConfig)]
    pub fn get_config(&self) -> Result<JsValue, JsValue> {
        let instance = self.instance()?;
        host::snapshot(
            &own_or_undefined(&self.store, "defaults"),
            &instance.given,
            instance.config.is_oauth(),
            instance.config.generated(),
        )
        .map_err(|cause| SdkError::internal().caused_by(&host::name_of(&cause)))
    }

    /// Puts `options` over those in force for later calls, and gives [`Api::get_config`].
    ///
    /// # Errors
    ///
    /// `SDKError` `config`, naming the option; then nothing has changed.
    #[wasm_bindgen(js_name = updateConfig)]
    pub fn update_config(&self, options: &JsValue) -> Result<JsValue, JsValue> {
        let instance = self.instance()?;
        self.adopt(&instance, options)?;
        self.get_config()
    }

    /// Makes the call with the number `index` of `calls::CALLS`. `a`, `b` and `c` are what the
    /// caller gave: the arguments in either form, then the options argument.
    pub fn call(&self, index: usize, a: JsValue, b: JsValue, c: JsValue) -> Promise {
        match self.start(index, a, b, c) {
            Ok(promise) => promise,
            Err(error) => Promise::reject(&error),
        }
    }
}

impl Api {
    fn instance(&self) -> Result<Rc<Instance>, JsValue> {
        let instance = self.config.take();
        self.config.set(instance.clone());
        instance.ok_or_else(|| SdkError::internal().into())
    }

    /// Reads `options` over `base` and keeps the outcome.
    fn adopt(&self, base: &Instance, options: &JsValue) -> Result<(), JsValue> {
        let unreadable = |cause: JsValue| {
            SdkError::new(
                ErrorKind::Config,
                &["options: cyclic, or a property of it throws"],
            )
            .caused_by(&host::name_of(&cause))
        };
        let entries = host::entries(options)
            .map_err(unreadable)?
            .ok_or_else(|| SdkError::new(ErrorKind::Config, &["options: an object is required"]))?;
        let mut changes: Vec<Change> = Vec::new();
        let mut given = base.given.clone();
        let mut keep = |name: &str, value: &JsValue| -> Result<(), JsValue> {
            given = host::replaced(&given, name, value)
                .map_err(unreadable)?
                .into();
            Ok(())
        };
        let mut index = 0_u32;
        while index < entries.length() {
            let (name, value) = (
                entries.get(index).as_string().unwrap_or_default(),
                entries.get(index.saturating_add(1)),
            );
            index = index.saturating_add(2);
            if value.is_undefined() {
                continue;
            }
            let cleared = value.is_null() || value.as_string().is_some_and(|v| v.is_empty());
            if let Some(option) = options::option(&name) {
                let plain = if cleared {
                    Plain::Cleared
                } else {
                    plain(option.1, &value)
                };
                if base.config.ignores(option.1, &plain) {
                    continue;
                }
                changes.push((option, plain));
                if matches!(name.as_str(), "redirectUri" | "redirectUrl") {
                    continue;
                }
            }
            let kept = if cleared { JsValue::UNDEFINED } else { value };
            keep(&name, &kept)?;
        }
        let config = base.config.with(changes)?;
        let redirect_uri = config.redirect_uri().map_or(JsValue::UNDEFINED, Into::into);
        keep("redirectUri", &redirect_uri)?;
        let hook = |name: &str| own_or_undefined(&given, name).dyn_into::<Function>().ok();
        let hooks = Hooks {
            request: hook("onRequest"),
            response: hook("onResponse"),
        };
        set(&self.store, "given", &given);
        self.config.set(Some(Rc::new(Instance {
            config,
            given,
            hooks,
        })));
        Ok(())
    }

    /// Reads the arguments and starts the call. All that is read is read before this returns.
    fn start(&self, index: usize, a: JsValue, b: JsValue, c: JsValue) -> Result<Promise, JsValue> {
        let instance = self.instance()?;
        let config = &instance.config;
        let call = CALLS.get(index).ok_or_else(SdkError::internal)?;
        let arguments = Arguments::new(call, a, b, c)?;
        let values = arguments.values(call)?;
        if request::is_oauth(config, call, &values) {
            self.make_state(config)?;
        }
        let request = request::build(config, call, &values);
        let navigation = match &request.probe {
            Some(probe) => Some(Navigation::new(&arguments, &request.url, probe)?),
            None => None,
        };
        let outgoing = Outgoing::new(call, &request)?;
        let timeout = arguments
            .timeout()?
            .or(call.timeout)
            .unwrap_or(config.timeout());
        let (signal, token) = (arguments.signal()?, arguments.cancel_token(call)?);
        // Last, because it starts the clock and listens to the tokens.
        let handle = Handle::new(timeout, &signal, &token)?;
        if let Some(stop) = handle.stop() {
            return Err(stop.error());
        }
        Ok(future_to_promise(
            Job {
                outgoing,
                navigation,
                handle,
                answer: &call.answer,
                path: request.path,
                hooks: instance.hooks.clone(),
            }
            .run(),
        ))
    }

    fn make_state(&self, config: &Config) -> Result<(), JsValue> {
        if config.state().is_none() {
            let state = host::random_hex().map_err(|cause| {
                SdkError::new(
                    ErrorKind::Environment,
                    &["there is no crypto.getRandomValues here"],
                )
                .caused_by(&host::name_of(&cause))
            })?;
            set(&self.store, "state", &JsValue::from_str(&state));
            config.keep_state(state);
        }
        Ok(())
    }
}

/// What an option is, without JavaScript.
fn plain(kind: options::Kind, value: &JsValue) -> Plain {
    if let Some(text) = value.as_string() {
        return match kind {
            options::Kind::Base => Plain::Address {
                href: host::href(&text).ok(),
                page_origin: host::page_origin().ok().flatten(),
            },
            _ => Plain::Text(text),
        };
    }
    if let Some(flag) = value.as_bool() {
        return Plain::Flag(flag);
    }
    if let Some(number) = value.as_f64() {
        return Plain::Number(number, host::number_text(number));
    }
    if value.is_function() {
        return Plain::Function;
    }
    if value.is_object() {
        let limit = own_or_undefined(value, "limit");
        return Plain::Object {
            limit: (!limit.is_undefined()).then(|| limit.as_f64().unwrap_or(f64::NAN)),
        };
    }
    Plain::Other
}
