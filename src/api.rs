//! The exported class: reads options, and starts calls.

use core::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::arguments::Arguments;
use crate::caller::{Caller, is_missing, letter};
use crate::calls::{CALLS, Call, Plan, Query, ROUND};
use crate::config::Config;
use crate::error::{Kind as ErrorKind, SdkError};
use crate::job::Attempt;
use crate::message;
use crate::options::{self, Change, Kind, OPTIONS, Plain, Text};
use crate::request;
use crate::trap;

/// The calls of one Login project.
///
/// Nothing of it is borrowed while JavaScript runs, so no order of calls can find it in use.
#[wasm_bindgen]
#[derive(Default)]
pub struct Api {
    config: Cell<Rc<Config>>,
}

#[wasm_bindgen]
impl Api {
    /// An instance without options; [`Api::adopt`] comes first.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Api {
        Api::default()
    }

    /// Puts options over those in force; they fail if one is missing or wrong, and then nothing has
    /// changed. `fetched`: they come from outside, and what would move a request or is of the wrong type
    /// is passed over. `made`: the `state` that was made up for the instance.
    pub fn adopt(&self, options: &Caller, fetched: bool, made: Option<String>) {
        let base = self.config();
        let changes = changes(options, &base, fetched);
        match base.with(changes) {
            Ok(config) => {
                trap::here("now");
                if let Some(state) = made {
                    config.keep_state(state);
                }
                options.keep(config.text(Text::RedirectUri), config.is_oauth());
                self.config.set(Rc::new(config));
            }
            Err(error) => options.fail(&error),
        }
    }

    /// Makes the call with the number `index` of `calls::CALLS`. All that is read is read before this
    /// returns.
    pub fn call(&self, index: usize, caller: &Caller) {
        if let Err(error) = self.start(index, caller) {
            caller.fail(&error);
        }
    }

    /// Judges an attempt of that call: ends it, or has another made. `failed`: what [`Caller::again`]
    /// was told last; `retries`: what [`Caller::begin`] was told.
    pub fn judge(&self, index: usize, caller: &Caller, failed: u32, retries: u32) {
        trap::here("closure");
        let Some(call) = CALLS.get(index) else {
            return caller.fail(&SdkError::internal());
        };
        Attempt {
            call,
            caller,
            failed,
            retries,
        }
        .judge();
    }
}

impl Api {
    fn config(&self) -> Rc<Config> {
        let config = self.config.take();
        self.config.set(Rc::clone(&config));
        config
    }

    fn start(&self, index: usize, caller: &Caller) -> Result<(), SdkError> {
        let call = CALLS.get(index).ok_or_else(SdkError::internal)?;
        let shared = self.config();
        let arguments = Arguments::read(call, caller)?;
        let mut config = Rc::clone(&shared);
        if let Some(place) = arguments.over {
            let Some(over) = caller.r#override(place) else {
                return Ok(());
            };
            config = Rc::new(shared.for_one_call(changes(&over, &shared, false))?);
        }
        need(call, &config)?;
        if request::is_oauth(&config, call, &arguments.values) && config.state().is_none() {
            let state = caller.state().ok_or_else(|| {
                SdkError::new(
                    ErrorKind::Environment,
                    &["there is no crypto.getRandomValues here"],
                )
            })?;
            shared.keep_state(state.clone());
            config.keep_state(state);
        }
        let request = request::build(&config, call, arguments.values);
        if call.plan == Plan::Address {
            caller.tell(&request.url);
            return Ok(());
        }
        if call.plan == Plan::Navigate && arguments.navigate && !caller.can_go() {
            return Err(SdkError::new(
                ErrorKind::Environment,
                &["there is no page to navigate here; pass navigate: false for the address"],
            ));
        }
        caller.begin(
            &message::text(call, &request),
            arguments
                .timeout
                .or(call.timeout)
                .unwrap_or(config.timeout()),
            match call.plan {
                Plan::Rounds => ROUND,
                _ => 0,
            },
            match call.plan {
                Plan::Repeat => config.retries(),
                _ => 0,
            },
        );
        if call.plan == Plan::Navigate {
            caller.lead(&request.url, arguments.navigate, arguments.check);
        }
        trap::here("call");
        Ok(())
    }
}

/// # Errors
///
/// `SDKError` `argument` that names the option without which the call makes no sense.
fn need(call: &Call, config: &Config) -> Result<(), SdkError> {
    let (name, text) = match call.query {
        Query::Challenge => ("challenge_id", Text::ChallengeId),
        _ if call.needs_client => ("clientId", Text::ClientId),
        _ => return Ok(()),
    };
    match config.text(text) {
        Some(_) => Ok(()),
        None => Err(SdkError::argument(name, "the option is required")),
    }
}

/// The options that have a type, as they were given; those that say nothing are dropped.
fn changes(options: &Caller, config: &Config, fetched: bool) -> Vec<Change> {
    let mut names = String::new();
    for (name, _) in OPTIONS {
        if !names.is_empty() {
            names.push(' ');
        }
        names.push_str(name);
    }
    let letters = options.read(&names);
    let mut changes = Vec::new();
    for ((place, option), letter) in OPTIONS.iter().enumerate().zip(letters.bytes()) {
        if letter == letter::UNDEFINED {
            continue;
        }
        let plain = plain(options, place, option.1, letter);
        let counts = match fetched {
            true => options::may_be_fetched(option.0) && config.takes(option, &plain),
            false => !config.ignores(option.1, &plain),
        };
        match counts {
            true => changes.push((option, plain)),
            false => options.drop(option.0),
        }
    }
    changes
}

/// What an option is, without JavaScript.
fn plain(options: &Caller, place: usize, kind: Kind, letter: u8) -> Plain {
    match letter {
        letter if is_missing(letter) => Plain::Cleared,
        letter::TEXT if kind == Kind::Base => Plain::Address {
            href: options.href(place),
            page_origin: options.origin(),
        },
        letter::TEXT => Plain::Text(options.text(place)),
        letter::NUMBER | letter::NOT_FINITE => {
            Plain::Number(options.number(place), options.text(place))
        }
        letter::TRUE | letter::FALSE => Plain::Flag(letter == letter::TRUE),
        letter::FUNCTION => Plain::Function,
        letter::OBJECT | letter::ARRAY => Plain::Object {
            limit: match kind {
                Kind::Retry => options.limit(place),
                _ => None,
            },
        },
        _ => Plain::Other,
    }
}
