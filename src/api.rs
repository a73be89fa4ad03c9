//! The exported class: reads options, and starts calls.

use core::cell::Cell;
use std::rc::Rc;

use js_sys::{Date, Function, Object, Promise};
use wasm_bindgen::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;

use crate::address::append;
use crate::arguments::{Arguments, Given, is_missing};
use crate::calls::{CALLS, Call, OLD_SETTINGS, Plan, Query, ROUND, SETTINGS_FILE, To};
use crate::cancel::Handle;
use crate::config::Config;
use crate::error::{Kind as ErrorKind, SdkError};
use crate::host::{self, own_or_undefined, set};
use crate::job::{Job, Navigation};
use crate::options::{self, Change, Plain, Text};
use crate::request::{self, Request, Values};
use crate::settings::Files;
use crate::transport::{Hooks, Outgoing};
use crate::trap;

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

    /// Puts what `fetchConfig` fetched over the options in force, and gives [`Api::get_config`].
    /// What would move a request or is of the wrong type is passed over.
    ///
    /// # Errors
    ///
    /// `SDKError` `response`, if it is nested too deep to be copied.
    #[wasm_bindgen(js_name = adoptFetched)]
    pub fn adopt_fetched(&self, fetched: &JsValue) -> Result<JsValue, JsValue> {
        let instance = self.instance()?;
        let too_deep =
            |_| SdkError::new(ErrorKind::Response, &["a settings file is nested too deep"]);
        let read = Read::new(fetched, &instance.config, ErrorKind::Config).map_err(too_deep)?;
        let mut config = instance.config.clone();
        let mut refused = Vec::new();
        for (option, plain) in read.changes {
            // A file has no say on what it leaves open.
            if plain == Plain::Cleared {
                continue;
            }
            match config.with(vec![(option, plain)]) {
                Ok(next) if options::may_be_fetched(option.0) => config = next,
                _ => refused.push(option.0),
            }
        }
        let mut given = read.given;
        given.retain(|(name, value)| !refused.contains(&name.as_str()) && !value.is_undefined());
        self.keep(&instance, config, &given)?;
        self.get_config()
    }

    /// Leads the user to the authorize page of the service.
    ///
    /// # Errors
    ///
    /// `SDKError` `environment` where there is no window.
    #[wasm_bindgen(js_name = oauth2Auth)]
    pub fn oauth2_auth(&self) -> Result<(), JsValue> {
        let instance = self.instance()?;
        let config = &instance.config;
        let nowhere = SdkError::new(ErrorKind::Environment, &["there is no window here"]);
        if !matches!(host::has_window(), Ok(true)) {
            return Err(nowhere.into());
        }
        self.make_state(config, config)?;
        let address = address(&instance, config)?;
        let option = |name: &str| own_or_undefined(&instance.given, name);
        let post = option("enablePostMessageLogin") == JsValue::TRUE;
        let origin = option("postMessageOrigin").as_string();
        host::leave(&address, post, origin.as_deref())
            .map_err(|cause| nowhere.caused_by(&host::name_of(&cause)))
    }

    /// The address of the authorize page, for a flow with its own `state` and the S256 challenge of
    /// its verifier (RFC 7636, 4.3).
    ///
    /// # Errors
    ///
    /// `SDKError` `argument`, if `clientId` is not set.
    #[wasm_bindgen(js_name = authorizationUrl)]
    pub fn authorization_url(&self, state: &str, challenge: &str) -> Result<String, JsValue> {
        let instance = self.instance()?;
        let option = options::option("state").ok_or_else(SdkError::internal)?;
        let state = vec![(option, Plain::Text(state.into()))];
        let config = instance.config.for_one_call(state)?;
        need_client(&config)?;
        let mut url = address(&instance, &config)?;
        append(&mut url, "code_challenge", Some(challenge));
        append(&mut url, "code_challenge_method", Some("S256"));
        Ok(url)
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
        let read = Read::new(options, &base.config, ErrorKind::Config)?;
        let config = base.config.with(read.changes)?;
        trap::here("now");
        self.keep(base, config, &read.given)
    }

    /// Puts `config` into force, with what was given for it over what `base` was given.
    fn keep(
        &self,
        base: &Instance,
        config: Config,
        changed: &[(String, JsValue)],
    ) -> Result<(), JsValue> {
        let mut given = base.given.clone();
        let uri = config.text(Text::RedirectUri);
        let uri = (
            "redirectUri".to_owned(),
            uri.map_or(JsValue::UNDEFINED, Into::into),
        );
        for (name, value) in changed.iter().chain([&uri]) {
            given = host::replaced(&given, name, value)
                .map_err(|cause| unreadable(ErrorKind::Config, &cause))?
                .into();
        }
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
        let call = CALLS.get(index).ok_or_else(SdkError::internal)?;
        let arguments = Arguments::new(call, a, b, c)?;
        let values = arguments.values(call)?;
        let over = arguments.object_for(call, To::Options)?;
        let of_this_call = match over.is_undefined() {
            true => None,
            false => {
                let read = Read::new(&over, &instance.config, ErrorKind::Argument)?;
                Some(instance.config.for_one_call(read.changes)?)
            }
        };
        let config = of_this_call.as_ref().unwrap_or(&instance.config);
        if call.query == Query::Challenge && config.text(Text::ChallengeId).is_none() {
            return Err(SdkError::argument("challenge_id", "the option is required").into());
        }
        if call.grant.is_some() {
            need_client(config)?;
        }
        let of_files = call.plan == Plan::Settings && config.is_oauth();
        if of_files || request::is_oauth(config, call, &values) {
            self.make_state(&instance.config, config)?;
        }
        let request = request::build(config, call, &values);
        let navigation = match &request.probe {
            Some(probe) => Some(Navigation::new(&arguments, &request.url, probe)?),
            None => None,
        };
        let files = match call.plan {
            Plan::Settings => Some(self.files(&instance)?),
            _ => None,
        };
        let job = job(&instance, call, request)?;
        let timeout = arguments
            .timeout()?
            .or(call.timeout)
            .unwrap_or(config.timeout());
        let (signal, token) = (arguments.signal()?, arguments.cancel_token(call)?);
        // Last, because it starts the clock and listens to the tokens.
        let handle = Rc::new(Handle::new(timeout, &signal, &token)?);
        if let Some(stop) = handle.stop() {
            return Err(stop.error());
        }
        trap::here("call");
        Ok(future_to_promise(async move {
            let outcome = match (navigation, files) {
                (Some(navigation), _) => job.navigate(navigation, &handle).await,
                (_, Some(files)) => files.fetch(job, handle).await,
                _ if call.plan == Plan::Rounds => job.rounds(ROUND, &handle).await,
                _ => job.run(&handle).await,
            };
            outcome.map_err(|failed| failed.error)
        }))
    }

    /// What `fetchConfig` asks for beside the client's details.
    fn files(&self, instance: &Instance) -> Result<Files, JsValue> {
        let config = &instance.config;
        let option = |name: &str| own_or_undefined(&instance.given, name);
        let mut jobs = Vec::new();
        for (name, path) in [
            ("settingsJSON", "/settings/auth"),
            ("socialsJSON", "/settings/socials/by_region"),
            ("themeJSON", "/settings/widget"),
        ] {
            let url = match option(name).as_string() {
                Some(url) => url,
                None => {
                    let fresh = option("disableCache") == JsValue::TRUE;
                    let now = fresh.then(|| host::number_text(Date::now()));
                    config.file(path, now.as_deref())
                }
            };
            let request = request::file(url, path);
            jobs.push(job(instance, &SETTINGS_FILE, request)?);
        }
        let old = request::build(config, &OLD_SETTINGS, &Values::default());
        Ok(Files {
            jobs,
            old: job(instance, &OLD_SETTINGS, old)?,
            has_theme: option("themeJSON").is_string(),
            query: config.social(),
            is_oauth: config.is_oauth(),
            locale: config.locale(),
        })
    }

    /// Makes up the `state` that `config` lacks, a call's options over those of the instance,
    /// `shared`: one value for the life of the instance.
    fn make_state(&self, shared: &Config, config: &Config) -> Result<(), JsValue> {
        if config.state().is_none() {
            let state = host::random_hex().map_err(|cause| {
                SdkError::new(
                    ErrorKind::Environment,
                    &["there is no crypto.getRandomValues here"],
                )
                .caused_by(&host::name_of(&cause))
            })?;
            set(&self.store, "state", &JsValue::from_str(&state));
            shared.keep_state(state.clone());
            config.keep_state(state);
        }
        Ok(())
    }
}

/// The address of the authorize page, with the options of `config`.
fn address(instance: &Instance, config: &Config) -> Result<String, JsValue> {
    let call = CALLS.iter().find(|call| call.plan == Plan::Address);
    let call = call.ok_or_else(SdkError::internal)?;
    let payload = own_or_undefined(&instance.given, "payload");
    let track_id = own_or_undefined(&host::parse(&payload), "trackId");
    let values = Values::<Given> {
        track_id: match track_id.as_f64() {
            Some(number) => Some(host::number_text(number)),
            None => track_id.as_string().filter(|id| !id.is_empty()),
        },
        ..Values::default()
    };
    Ok(request::build(config, call, &values).url)
}

/// # Errors
///
/// `SDKError` `argument`, if the option that OAuth 2.0 is about is not set.
fn need_client(config: &Config) -> Result<(), SdkError> {
    match config.text(Text::ClientId) {
        Some(_) => Ok(()),
        None => Err(SdkError::argument("clientId", "the option is required")),
    }
}

/// A job of this instance.
fn job(instance: &Instance, call: &'static Call, request: Request<Given>) -> Result<Job, JsValue> {
    Ok(Job {
        outgoing: Outgoing::new(call, &request)?,
        answer: &call.answer,
        path: request.path,
        hooks: instance.hooks.clone(),
        retries: match call.plan {
            Plan::Repeat | Plan::Settings => instance.config.retries(),
            _ => 0,
        },
    })
}

/// Options as they were given.
struct Read {
    /// Those that have a type.
    changes: Vec<Change>,
    /// What `getConfig()` shows of them: undefined where one is cleared.
    given: Vec<(String, JsValue)>,
}

impl Read {
    /// Reads the own, enumerable properties of `options`, each once. `config` is in force.
    ///
    /// # Errors
    ///
    /// `SDKError` of that kind, if there is no object, or it cannot be read.
    fn new(options: &JsValue, config: &Config, kind: ErrorKind) -> Result<Self, JsValue> {
        let entries = host::entries(options)
            .map_err(|cause| unreadable(kind, &cause))?
            .ok_or_else(|| SdkError::new(kind, &["options: an object is required"]))?;
        let mut read = Read {
            changes: Vec::new(),
            given: Vec::new(),
        };
        let mut index = 0_u32;
        while index < entries.length() {
            let name = entries.get(index).as_string().unwrap_or_default();
            let value = entries.get(index.saturating_add(1));
            index = index.saturating_add(2);
            if !value.is_undefined() {
                read.take(name, value, config);
            }
        }
        Ok(read)
    }

    fn take(&mut self, name: String, value: JsValue, config: &Config) {
        let cleared = is_missing(&value);
        if let Some(option) = options::option(&name) {
            let plain = match cleared {
                true => Plain::Cleared,
                false => plain(option.1, &value),
            };
            if config.ignores(option.1, &plain) {
                return;
            }
            self.changes.push((option, plain));
            // Shown by the name that has won.
            if matches!(name.as_str(), "redirectUri" | "redirectUrl") {
                return;
            }
        }
        let value = if cleared { JsValue::UNDEFINED } else { value };
        self.given.push((name, value));
    }
}

fn unreadable(kind: ErrorKind, cause: &JsValue) -> JsValue {
    SdkError::new(kind, &["options: cyclic, or a property of it throws"])
        .caused_by(&host::name_of(cause))
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
