//! The current options of one `Api`, and how they are used to make a call.

mod session;

use core::cell::Cell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::arguments::Arguments;
use crate::calls::values::Values;
use crate::calls::{Call, QueryOptions, Sending, Signature, oauth};
use crate::cancel::Cancellation;
use crate::config::Config;
use crate::config::given::{self, Options, SetBy};
use crate::config::options::TextOption;
use crate::error::{ErrorKind, SdkError};
use crate::flow::Flow;
use crate::hooks::Hooks;
use crate::js::error::{argument, environment};
use crate::js::promise::{promise, rejected};
use crate::js::{Dictionary, Opaque, clock, page, property};
use crate::mode::Mode;
use crate::navigation::Navigation;
use crate::request;
use crate::session::listeners::Listeners;
use crate::session::shared::SharedSession;
use crate::transport::{LiveCall, Outgoing};
use crate::trap;

/// The error for settings that cannot be merged or copied.
pub const TOO_DEEP: SdkError =
    SdkError::new(ErrorKind::Response, "a settings file is nested too deep");

/// The current options, in both of their forms.
#[derive(Debug, Default)]
pub struct InForce {
    /// The parsed options, from which requests are built.
    pub config: Config,
    /// The merged options, including fetched ones, as JavaScript values.
    pub options: Dictionary,
    hooks: Hooks,
}

impl InForce {
    /// Creates a live call with the hooks and retries of these options.
    pub fn live_call(
        &self,
        call: &'static Call,
        outgoing: Outgoing,
        cancellation: Rc<Cancellation>,
        navigation: Option<Navigation>,
    ) -> LiveCall {
        LiveCall {
            call,
            outgoing,
            hooks: self.hooks.clone(),
            cancellation,
            retries: match call.sending {
                Sending::Repeated => self.config.retries(),
                _ => 0,
            },
            navigation,
            is_sent: Cell::new(false),
        }
    }

    /// Creates a live call from values of the package itself, such as those of a token request.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `argument` if an option that the call needs is missing.
    pub fn live_call_of(
        &self,
        call: &'static Call,
        values: &Values<Opaque>,
        cancellation: Rc<Cancellation>,
    ) -> Result<LiveCall, JsValue> {
        need(call, &self.config)?;
        let request = request::build(&self.config, call, values);
        let outgoing = Outgoing::new(call, &request)?;
        Ok(self.live_call(call, outgoing, cancellation, None))
    }
}

/// What is behind one `Api`. Never borrowed while JavaScript runs, so re-entrant calls cannot find it borrowed.
pub struct Instance {
    in_force: Cell<Option<Rc<InForce>>>,
    /// What outlives the wasm: `options`, the merged options; `state`, the generated one; `memory`, the
    /// entries of the storage `'memory'`; and `listeners`.
    kept: Dictionary,
    listeners: Listeners,
    session: Cell<Option<Rc<SharedSession>>>,
    /// Whether the instance has switched to a session that is still unread. Its first news is then a change for
    /// the listeners.
    has_switched: Cell<bool>,
    /// When the generated `state` was last stored, by [`clock::monotonic`].
    noted: Cell<f64>,
    /// How many milliseconds this device's clock is ahead of the service's, by the last token received.
    pub offset: Cell<f64>,
    /// The flow whose callback asked for a second factor.
    pub challenged: Cell<Option<Flow>>,
    /// The default options.
    defaults: JsValue,
}

impl Instance {
    /// Creates an instance with these options. `kept`: what the instance of a wasm that trapped has left, or
    /// an empty object. `defaults`: the default options.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `config` that names the option that is missing or wrong.
    pub fn new(options: &JsValue, kept: Dictionary, defaults: JsValue) -> Result<Self, JsValue> {
        let instance = Self {
            in_force: Cell::new(None),
            listeners: Listeners::of(&kept),
            kept,
            session: Cell::default(),
            has_switched: Cell::new(false),
            noted: Cell::new(f64::NEG_INFINITY),
            offset: Cell::new(0.0),
            challenged: Cell::default(),
            defaults,
        };
        instance.adopt(options)?;
        if let Some(state) = instance.kept.get("state").as_string() {
            instance.in_force().config.keep_state(state);
        }
        Ok(instance)
    }

    /// Returns the current options.
    pub fn in_force(&self) -> Rc<InForce> {
        let in_force = self.in_force.take().unwrap_or_default();
        self.in_force.set(Some(Rc::clone(&in_force)));
        in_force
    }

    /// Merges `options` into the current options.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `config` that names the option that is missing or wrong. Then nothing has
    /// changed.
    pub fn adopt(&self, options: &JsValue) -> Result<(), JsValue> {
        let options = Options::read("options", options, ErrorKind::Config)?;
        // After the reading, because a getter may have changed the options.
        let base = self.in_force();
        options.warn_of_slips(base.config.debug());
        let config = base
            .config
            .with(&options.changes(&base.config, SetBy::Caller))?;
        trap::here("options");
        self.keep(options.over(&base.options, &config, SetBy::Caller), config);
        Ok(())
    }

    /// Merges fetched options into the current options. Ignores options that fetched settings must not set,
    /// such as those that would send requests elsewhere, and options of the wrong type. `of`: the options with
    /// which they were requested. Changes nothing if the instance has switched to another project since.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `response` if they are nested too deep to be copied.
    pub fn adopt_fetched(&self, options: &JsValue, of: &InForce) -> Result<(), JsValue> {
        let base = self.in_force();
        if base.config.text(TextOption::ProjectId) != of.config.text(TextOption::ProjectId) {
            return Ok(());
        }
        let options = Options::of(options).map_err(|cause| TOO_DEEP.caused_by(&cause))?;
        let config = base
            .config
            .with(&options.changes(&base.config, SetBy::Settings))?;
        self.keep(
            options.over(&base.options, &config, SetBy::Settings),
            config,
        );
        Ok(())
    }

    fn keep(&self, options: Dictionary, config: Config) {
        self.kept.set("options", options.clone());
        let hooks = Hooks::of(&options, config.is_logged());
        self.in_force.set(Some(Rc::new(InForce {
            config,
            options,
            hooks,
        })));
        // The new options may name another project or storage, where the `state` is not stored yet.
        self.noted.set(f64::NEG_INFINITY);
    }

    /// Returns what `getConfig()` returns.
    pub fn shown(&self) -> JsValue {
        let in_force = self.in_force();
        given::shown(&self.defaults, &in_force.options, &in_force.config)
    }

    /// Returns the default theme.
    pub fn default_theme(&self) -> JsValue {
        property(&self.defaults, "theme")
    }

    /// Makes a call. `given`: its arguments, in one object or by position, then its options.
    pub fn call(&self, call: &'static Call, given: &[JsValue]) -> Promise {
        match self.prepared(call, given) {
            Ok(live) => started(live),
            Err(error) => rejected(&error),
        }
    }

    /// Creates a live call from the arguments and options that the caller gave.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `argument` that names what is missing or wrong, or `environment` if the
    /// environment lacks what the call needs.
    pub fn prepared(&self, call: &'static Call, given: &[JsValue]) -> Result<LiveCall, JsValue> {
        let in_force = self.in_force();
        let arguments = Arguments::read(&call.signature, given, in_force.config.warns())?;
        let of_this_call = match &arguments.over {
            Some((name, over)) => {
                let options = Options::read(name, over, ErrorKind::Argument)?;
                options.warn_of_slips(in_force.config.debug());
                let changes = options.changes(&in_force.config, SetBy::Caller);
                Some(in_force.config.for_one_call(&changes)?)
            }
            None => None,
        };
        let config = of_this_call.as_ref().unwrap_or(&in_force.config);
        need(call, config)?;
        if request::mode(config, call, &arguments.values) == Mode::Oauth {
            self.generate_state(&in_force.config, config)?;
        }
        let request = request::build(config, call, &arguments.values);
        let navigation = match &request.leads_to {
            Some(url) => Some(Navigation::new(url, arguments.navigation)?),
            None => None,
        };
        let outgoing = Outgoing::new(call, &request)?;
        let timeout = arguments.timeout.or(call.timeout);
        let cancellation = self.cancellation(timeout, &arguments.sources)?;
        trap::here("call");
        Ok(in_force.live_call(call, outgoing, cancellation, navigation))
    }

    /// Reads the options `{ signal?, timeout? }` of a call that takes nothing else. Returns what can stop it.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `argument` that names the option that is wrong.
    pub fn stopped_by(&self, options: &JsValue) -> Result<Rc<Cancellation>, JsValue> {
        let (_, cancellation) = self.read(&oauth::NO_ARGUMENTS, core::slice::from_ref(options))?;
        Ok(cancellation)
    }

    /// Reads what was given to a method, and returns it with what can stop the call.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `argument` that names the argument or option that is missing or wrong.
    pub fn read(
        &self,
        signature: &'static Signature,
        given: &[JsValue],
    ) -> Result<(Arguments, Rc<Cancellation>), JsValue> {
        let in_force = self.in_force();
        let arguments = Arguments::read(signature, given, in_force.config.warns())?;
        if signature.needs_client {
            need_client(&in_force.config)?;
        }
        let cancellation = self.cancellation(arguments.timeout, &arguments.sources)?;
        Ok((arguments, cancellation))
    }

    /// Starts the timeout of a call, in milliseconds (by default the instance's), and listens to what can
    /// stop the call.
    ///
    /// # Errors
    ///
    /// As [`Cancellation::new`].
    pub fn cancellation(
        &self,
        timeout: Option<u32>,
        sources: &[JsValue],
    ) -> Result<Rc<Cancellation>, JsValue> {
        let timeout = timeout.unwrap_or(self.in_force().config.timeout());
        Ok(Rc::new(Cancellation::new(timeout, sources)?))
    }

    /// Generates a `state` if `config` has none, once for the lifetime of the instance. `shared`: the options
    /// of the instance; `config`: those with the options of the call merged in, or the same.
    ///
    /// # Errors
    ///
    /// An `SDKError` of kind `environment` if there is no `crypto`.
    pub fn generate_state(&self, shared: &Config, config: &Config) -> Result<(), JsValue> {
        if config.state().is_none() {
            let state = new_state()?;
            self.kept.set("state", state.as_str());
            shared.keep_state(state.clone());
            config.keep_state(state);
        }
        self.note(config);
        Ok(())
    }

    /// Stores the `state` that was generated for this instance, so that a callback with it is recognised.
    /// The entry expires, so as long as calls send the `state`, stores it again, at most every 30 s.
    fn note(&self, config: &Config) {
        const AGAIN: f64 = 30_000.0;
        let monotonic = clock::monotonic();
        if let Some(state) = config.generated()
            && monotonic - self.noted.get() >= AGAIN
        {
            self.noted.set(monotonic);
            self.in_force().flows().note(state);
        }
    }

    /// Returns the URL of the authorize page. `more`: parameters that are not options.
    pub fn authorization_page(&self, config: &Config, more: Vec<(&'static str, String)>) -> String {
        let values = Values::<Opaque>::with_more(more);
        request::build(config, &oauth::AUTHORIZATION_PAGE, &values).url
    }
}

/// Generates a `state` of 128 random bits (RFC 6749, 10.12).
///
/// # Errors
///
/// An `SDKError` of kind `environment` if there is no `crypto`.
pub fn new_state() -> Result<String, JsValue> {
    page::random_hex().ok_or_else(|| environment("there is no crypto.getRandomValues here"))
}

/// Starts a call and returns its promise.
pub fn started(live: LiveCall) -> Promise {
    promise(async move {
        match &live.navigation {
            Some(navigation) if !navigation.is_tried => {
                live.cancellation.check()?;
                navigation.go()
            }
            _ => Ok(live.run().await?),
        }
    })
}

/// Checks that the option that a call needs is set.
fn need(call: &Call, config: &Config) -> Result<(), JsValue> {
    if call.query == QueryOptions::Challenge {
        need_option(config, "challenge_id", TextOption::ChallengeId)?;
    }
    match call.signature.needs_client {
        true => need_client(config),
        false => Ok(()),
    }
}

/// Checks that the option `clientId` is set.
///
/// # Errors
///
/// An `SDKError` of kind `argument` if it is not.
pub fn need_client(config: &Config) -> Result<(), JsValue> {
    need_option(config, "clientId", TextOption::ClientId)
}

fn need_option(config: &Config, name: &'static str, option: TextOption) -> Result<(), JsValue> {
    match config.text(option) {
        Some(_) => Ok(()),
        None => Err(argument(name, "this call requires the option")),
    }
}
