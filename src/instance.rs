//! The options in force of one `Api`, and how a call is made with them.

mod session;

use core::cell::Cell;
use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::prelude::*;

use crate::arguments::Arguments;
use crate::calls::{Call, Query, Sending, oauth};
use crate::cancel::Cancellation;
use crate::client;
use crate::config::Config;
use crate::config::given::{self, Options};
use crate::config::options::Text;
use crate::error::{ErrorKind, SdkError};
use crate::hooks::Hooks;
use crate::js::error::{argument, environment};
use crate::js::promise::{promise, rejected};
use crate::js::{Dictionary, Given, clock, page, property};
use crate::navigation::Navigation;
use crate::oauth::flow::Challenged;
use crate::request::{self, Request, Values};
use crate::session::shared::SharedSession;
use crate::transport::{Exchange, Outgoing};
use crate::trap;

/// Settings that cannot be merged or copied.
pub const TOO_DEEP: SdkError =
    SdkError::new(ErrorKind::Response, "a settings file is nested too deep");

/// The options in force, in both of their forms.
#[derive(Debug, Default)]
pub struct InForce {
    /// What requests are made of.
    pub config: Config,
    /// As they were given.
    pub given: Dictionary,
}

/// What is behind one `Api`. Nothing of it is borrowed while JavaScript runs, so no order of calls can find
/// it in use.
pub struct Instance {
    in_force: Cell<Option<Rc<InForce>>>,
    /// What outlives the wasm: `options`, as they are merged; `state`, the one that was generated; `memory`, the
    /// tokens of a session that no storage has; and `listeners`.
    kept: Dictionary,
    session: Cell<Option<Rc<SharedSession>>>,
    /// When the generated `state` was last written down, by the clock of [`clock::monotonic`].
    noted: Cell<f64>,
    /// How many milliseconds this device's clock is ahead of the service's, by the last token that came.
    pub offset: Cell<f64>,
    /// The flow whose callback asked for a second factor.
    pub challenged: Cell<Option<Challenged>>,
    /// The options in force where none is given.
    defaults: JsValue,
}

impl Instance {
    /// An instance with these options. `kept`: what an instance of a wasm that failed has left, or an empty
    /// object. `defaults`: the options in force where none is given.
    ///
    /// # Errors
    ///
    /// `SDKError` `config` that names the option that is missing or wrong.
    pub fn new(options: &JsValue, kept: Dictionary, defaults: JsValue) -> Result<Self, JsValue> {
        let instance = Self {
            in_force: Cell::new(None),
            kept,
            session: Cell::default(),
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

    /// The options in force.
    pub fn in_force(&self) -> Rc<InForce> {
        let in_force = self.in_force.take().unwrap_or_default();
        self.in_force.set(Some(Rc::clone(&in_force)));
        in_force
    }

    /// Puts options over those in force.
    ///
    /// # Errors
    ///
    /// `SDKError` `config` that names the option that is missing or wrong; then nothing has changed.
    pub fn adopt(&self, options: &JsValue) -> Result<(), JsValue> {
        let base = self.in_force();
        let options = Options::read("options", options, ErrorKind::Config)?;
        options.warn_of_slips(base.config.debug());
        let config = base.config.with(&options.changes(&base.config, false))?;
        trap::here("options");
        self.keep(options.over(&base.given, &config, false), config);
        Ok(())
    }

    /// Puts fetched options over those in force. What would move a request or is of the wrong type is passed
    /// over.
    ///
    /// # Errors
    ///
    /// `SDKError` `response`, if they are nested too deep to be copied.
    pub fn adopt_fetched(&self, options: &JsValue) -> Result<(), JsValue> {
        let base = self.in_force();
        let options = Options::of(options).map_err(|cause| TOO_DEEP.caused_by(&cause))?;
        let config = base.config.with(&options.changes(&base.config, true))?;
        self.keep(options.over(&base.given, &config, true), config);
        Ok(())
    }

    fn keep(&self, given: Dictionary, config: Config) {
        self.kept.set("options", given.clone());
        self.in_force.set(Some(Rc::new(InForce { config, given })));
    }

    /// What `getConfig()` shows.
    pub fn shown(&self) -> JsValue {
        let in_force = self.in_force();
        given::shown(&self.defaults, &in_force.given, &in_force.config)
    }

    /// The theme where none is given.
    pub fn default_theme(&self) -> JsValue {
        property(&self.defaults, "theme")
    }

    /// Makes a call. `given`: its arguments in either form, then its options.
    pub fn call(&self, call: &'static Call, given: &[JsValue]) -> Promise {
        match self.prepared(call, given) {
            Ok(exchange) => started(exchange),
            Err(error) => rejected(&error),
        }
    }

    /// The exchange of a call with what its caller gave.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument` that names what is missing or wrong.
    pub fn prepared(&self, call: &'static Call, given: &[JsValue]) -> Result<Exchange, JsValue> {
        let in_force = self.in_force();
        let arguments = Arguments::read(call, given, in_force.config.warns())?;
        let of_this_call = match &arguments.over {
            Some((name, over)) => {
                let options = Options::read(name, over, ErrorKind::Argument)?;
                options.warn_of_slips(in_force.config.debug());
                let changes = options.changes(&in_force.config, false);
                Some(in_force.config.for_one_call(&changes)?)
            }
            None => None,
        };
        let config = of_this_call.as_ref().unwrap_or(&in_force.config);
        need(call, config)?;
        if request::is_oauth(config, call, &arguments.values) {
            self.generate_state(&in_force.config, config)?;
        }
        let request = request::build(config, call, &arguments.values);
        let navigation = match &request.leads_to {
            Some(url) => Some(Navigation::new(url, arguments.navigate, arguments.check)?),
            None => None,
        };
        let outgoing = Outgoing::new(call, &request)?;
        let timeout = arguments.timeout.or(call.timeout);
        let cancellation = self.cancellation(timeout, &arguments.sources)?;
        trap::here("call");
        Ok(self.exchange(call, outgoing, cancellation, navigation))
    }

    /// An exchange of this instance.
    pub fn exchange(
        &self,
        call: &'static Call,
        outgoing: Outgoing,
        cancellation: Rc<Cancellation>,
        navigation: Option<Navigation>,
    ) -> Exchange {
        let in_force = self.in_force();
        Exchange {
            call,
            outgoing,
            hooks: Hooks::of(&in_force.given, in_force.config.is_logged()),
            cancellation,
            retries: match call.sending {
                Sending::Repeated => in_force.config.retries(),
                _ => 0,
            },
            navigation,
            is_sent: Cell::new(false),
        }
    }

    /// An exchange for values that the package has itself, as those of a token request.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument` without an option that the call needs.
    pub fn exchange_of(
        &self,
        call: &'static Call,
        values: &Values<Given>,
        cancellation: Rc<Cancellation>,
    ) -> Result<Exchange, JsValue> {
        let in_force = self.in_force();
        need(call, &in_force.config)?;
        let request = request::build(&in_force.config, call, values);
        let outgoing = Outgoing::new(call, &request)?;
        Ok(self.exchange(call, outgoing, cancellation, None))
    }

    /// The options `{ signal?, timeout? }` of a call that takes nothing else.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument` that names the one that is wrong.
    pub fn stopped_by(&self, options: &JsValue) -> Result<Rc<Cancellation>, JsValue> {
        let arguments = Arguments::read(
            &oauth::NO_ARGUMENTS,
            core::slice::from_ref(options),
            self.in_force().config.warns(),
        )?;
        self.cancellation(arguments.timeout, &arguments.sources)
    }

    /// What the caller of a call gave, and what can stop it.
    ///
    /// # Errors
    ///
    /// `SDKError` `argument` that names what is missing or wrong, also among the options.
    pub fn read(
        &self,
        call: &'static Call,
        given: &[JsValue],
    ) -> Result<(Arguments, Rc<Cancellation>), JsValue> {
        let in_force = self.in_force();
        let arguments = Arguments::read(call, given, in_force.config.warns())?;
        need(call, &in_force.config)?;
        let cancellation = self.cancellation(arguments.timeout, &arguments.sources)?;
        Ok((arguments, cancellation))
    }

    /// Starts the clock of a call, of so many milliseconds or those of the instance, and listens to what can
    /// stop it.
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

    /// Generates the `state` that `config`, the options of a call over those of the instance, lacks: one
    /// for the life of the instance.
    ///
    /// # Errors
    ///
    /// `SDKError` `environment` where there is no `crypto`.
    pub fn generate_state(&self, shared: &Config, config: &Config) -> Result<(), JsValue> {
        if config.state().is_none() {
            let state = new_state()?;
            self.kept.set("state", state.as_str());
            shared.keep_state(state.clone());
            config.keep_state(state);
        }
        self.note(shared);
        Ok(())
    }

    /// Writes down the `state` that was generated for this instance, so that what comes back with it is known;
    /// again from time to time, as long as calls send it.
    fn note(&self, config: &Config) {
        const AGAIN: f64 = 30_000.0;
        let now = clock::monotonic();
        if let Some(state) = config.generated()
            && now - self.noted.get() >= AGAIN
        {
            self.noted.set(now);
            self.flows().note(state);
        }
    }

    /// The address of the authorize page. `more`: parameters that no option gives.
    pub fn authorization_page(&self, config: &Config, more: Vec<(&'static str, String)>) -> String {
        let values = Values::<Given>::with_more(more);
        request::build(config, &oauth::AUTHORIZATION_PAGE, &values).url
    }

    /// A request that no caller gives arguments for.
    pub fn request(&self, call: &Call, more: Vec<(&'static str, String)>) -> Request<Given> {
        request::build(&self.in_force().config, call, &Values::with_more(more))
    }
}

/// A `state` of 128 random bits (RFC 6749, 10.12).
///
/// # Errors
///
/// `SDKError` `environment` where there is no `crypto`.
pub fn new_state() -> Result<String, JsValue> {
    page::random_hex().ok_or_else(|| environment("there is no crypto.getRandomValues here"))
}

/// Starts an exchange.
pub fn started(exchange: Exchange) -> Promise {
    promise(async move {
        match &exchange.navigation {
            Some(navigation) if !navigation.is_tried => {
                exchange.cancellation.check()?;
                navigation.go()
            }
            _ => client::run(exchange.call, exchange.retries, &exchange).await,
        }
    })
}

/// Checks that the options are set without which a call makes no sense.
///
/// # Errors
///
/// `SDKError` `argument` that names the one that is missing.
pub fn need(call: &Call, config: &Config) -> Result<(), JsValue> {
    let (name, text) = match call.query {
        Query::Challenge => ("challenge_id", Text::ChallengeId),
        _ if call.needs_client => ("clientId", Text::ClientId),
        _ => return Ok(()),
    };
    match config.text(text) {
        Some(_) => Ok(()),
        None => Err(argument(name, "the option is required")),
    }
}
