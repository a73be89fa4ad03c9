//! The exported class: reads options, and starts calls.

use core::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::*;

use crate::arguments::Arguments;
use crate::caller::{Caller, Kinds, is_missing, kind};
use crate::calls::{CALLS, Call, Plan, Query};
use crate::config::Config;
use crate::error::{Kind as ErrorKind, SdkError};
use crate::job::Attempt;
use crate::message;
use crate::options::{self, Change, KINDS, Kind, Plain, Text};
use crate::request;
use crate::trap;

/// The calls of one Login project.
///
/// Nothing of it is borrowed while JavaScript runs, so no order of calls can find it in use.
#[wasm_bindgen]
#[derive(Default)]
pub struct Api {
    config: Cell<Option<Rc<Config>>>,
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
        let changes = changes(options, 0, &base, fetched);
        match base.with(changes) {
            Ok(config) => {
                trap::here("now");
                if let Some(state) = made {
                    config.keep_state(state);
                }
                options.keep(config.text(Text::RedirectUri), config.is_oauth());
                self.config.set(Some(Rc::new(config)));
            }
            Err(error) => options.fail(&error),
        }
    }

    /// Makes the call with the number `index` of `calls::CALLS`. All that is read is read before this
    /// returns. `kinds`: what the first values are, as [`Kinds`] reads it.
    pub fn call(&self, index: usize, caller: &Caller, kinds: f64) {
        if let Err(error) = self.start(index, caller, kinds) {
            caller.fail(&error);
        }
    }

    /// Judges an attempt of that call: ends it, or has another made. `failed`: what [`Caller::again`]
    /// was told last; `retries`: what [`Caller::begin`] was told; `outcome`: one of
    /// [`crate::caller::outcome`]; `status`: that of the answer, 0 where there was none, or a redirect
    /// that the browser kept to itself.
    pub fn judge(
        &self,
        index: usize,
        caller: &Caller,
        failed: u32,
        retries: u32,
        outcome: u8,
        status: u16,
    ) {
        trap::here("closure");
        let Some(call) = CALLS.get(index) else {
            return caller.fail(&SdkError::internal());
        };
        Attempt {
            call,
            caller,
            failed,
            retries,
            outcome,
            status,
        }
        .judge();
    }
}

impl Api {
    fn config(&self) -> Rc<Config> {
        let config = self.config.take().unwrap_or_default();
        self.config.set(Some(Rc::clone(&config)));
        config
    }

    fn start(&self, index: usize, caller: &Caller, kinds: f64) -> Result<(), SdkError> {
        let call = CALLS.get(index).ok_or_else(SdkError::internal)?;
        let shared = self.config();
        let arguments = Arguments::read(call, caller, kinds)?;
        let mut config = Rc::clone(&shared);
        if let Some(place) = arguments.over {
            if !caller.r#override(place) {
                return Ok(());
            }
            let from = arguments.read;
            let changes = changes(caller, from, &shared, false);
            config = Rc::new(shared.for_one_call(changes).map_err(|error| SdkError {
                place: error.place.map(|place| place.saturating_add(from)),
                ..error
            })?);
        }
        need(call, &config)?;
        if request::is_oauth(&config, call, &arguments.values) && config.state().is_none() {
            let state = caller
                .state()
                .ok_or_else(|| environment("there is no crypto.getRandomValues here"))?;
            shared.keep_state(state.clone());
            config.keep_state(state);
        }
        let request = request::build(&config, call, arguments.values);
        if call.plan == Plan::Address {
            caller.tell(&request.url);
            return Ok(());
        }
        if call.plan == Plan::Navigate && arguments.navigate && !caller.can_go() {
            return Err(environment(
                "there is no page to navigate here; pass navigate: false for the address",
            ));
        }
        caller.begin(
            &message::text(&request),
            arguments
                .timeout
                .or(call.timeout)
                .unwrap_or(config.timeout()),
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
        None => Err(SdkError::new(
            ErrorKind::Argument,
            None,
            &[name, ": the option is required"],
        )),
    }
}

fn environment(message: &str) -> SdkError {
    SdkError::new(ErrorKind::Environment, None, &[message])
}

/// The options that have a type, as they were given from the place `from` on; those that say nothing
/// are dropped.
fn changes(options: &Caller, from: usize, config: &Config, fetched: bool) -> Vec<Change> {
    let mut changes = Vec::new();
    let kinds = Kinds::new(options, from, KINDS.len());
    for ((number, kind), (place, given)) in KINDS.iter().copied().enumerate().zip(kinds) {
        if given == kind::UNDEFINED {
            continue;
        }
        let plain = plain(options, place, kind, given);
        let counts = match fetched {
            true => options::may_be_fetched(number) && config.takes(kind, &plain),
            false => !config.ignores(kind, &plain),
        };
        match counts {
            true => changes.push((number, plain)),
            false => options.drop(number),
        }
    }
    changes
}

/// What an option is, without JavaScript.
fn plain(options: &Caller, place: usize, kind: Kind, given: u8) -> Plain {
    match given {
        given if is_missing(given) => Plain::Cleared,
        kind::TEXT if kind == Kind::Base => Plain::Address {
            href: options.href(place),
            page_origin: options.origin(),
        },
        kind::TEXT => Plain::Text(options.text(place)),
        kind::NUMBER | kind::NOT_FINITE => {
            Plain::Number(options.number(place), options.text(place))
        }
        kind::TRUE | kind::FALSE => Plain::Flag(given == kind::TRUE),
        kind::FUNCTION => Plain::Function,
        kind::OBJECT | kind::ARRAY => Plain::Object {
            limit: match kind {
                Kind::Retry => options.limit(place),
                _ => None,
            },
        },
        _ => Plain::Other,
    }
}
