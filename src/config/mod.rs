//! The options in force: checks, aliases, merging, OAuth mode, and the finished queries.
//!
//! Knows no JavaScript: [`given`] reads the properties and hands over [`options::Plain`] values.

use core::cell::OnceCell;

use crate::error::{ErrorKind, SdkError};
use options::{Change, MILLISECONDS, Plain, Rule, Text};

pub mod base_url;
pub mod given;
pub mod options;
mod queries;

include!(concat!(env!("OUT_DIR"), "/values.rs"));

/// The longest time that timers keep, in milliseconds; after a longer one they go off at once.
pub const LONGEST_TIMER: f64 = 2_147_483_647.0;

/// The time of a call with all its attempts, in milliseconds, without `timeout`.
pub const TIMEOUT: u32 = 30_000;

/// Where the files of a project lie.
const FILES: &str = "https://cdn.xsolla.net/xsolla-login-widget/projects/";

/// How often a call that may be repeated is, without `retry`.
const RETRIES: u32 = 2;

/// The shortest `state` that the service takes (it answers 010-022 below that).
const STATE_LENGTH: usize = 8;

/// The options of one instance, with the queries that its calls share.
#[derive(Debug, Clone, Default)]
pub struct Config {
    texts: Vec<(Text, Option<String>)>,
    mode: Option<bool>,
    no_link: bool,
    magic_link: Option<bool>,
    debug: Option<bool>,
    timeout: Option<u32>,
    retry: Option<u32>,
    /// `clientId`, if it was given as a number: bodies have it as given.
    client_number: Option<f64>,
    base: Option<String>,
    /// The `state` generated for this instance, once one was needed.
    generated: OnceCell<String>,
}

impl Config {
    /// These options with `changes` over them. The receiver stays as it is.
    ///
    /// # Errors
    ///
    /// `SDKError` `config` that names the option that is missing or wrong.
    pub fn with(&self, changes: &[Change]) -> Result<Config, SdkError> {
        self.over(changes, ErrorKind::Config)
    }

    /// As [`Config::with`], with errors of this kind, but for a missing `projectId`: options of one call do not change it.
    fn over(&self, changes: &[Change], kind: ErrorKind) -> Result<Config, SdkError> {
        let mut next = self.clone();
        let of_one_call = kind == ErrorKind::Argument;
        for turn in [Turn::Others, Turn::Alias, Turn::Uri] {
            for (known, value) in changes {
                if Turn::of(known.rule, value) == turn && !(of_one_call && stays(known.rule)) {
                    next.set(known.rule, value).map_err(|reason| SdkError {
                        kind,
                        subject: Some(known.name),
                        reason,
                    })?;
                }
            }
        }
        match next.text(Text::ProjectId) {
            Some(_) => Ok(next),
            None => Err(SdkError::option("projectId", "a string is required")),
        }
    }

    /// Whether a value that was fetched can be that of an option: one that says nothing has no say.
    pub fn takes(&self, rule: Rule, value: &Plain) -> bool {
        !value.is_cleared() && self.clone().set(rule, value).is_ok()
    }

    /// Whether `value` is only what `getConfig()` shows, given back to `updateConfig`: the mode in
    /// force, or the `state` that was generated. Not a change the caller asked for.
    pub fn ignores(&self, rule: Rule, value: &Plain) -> bool {
        self.text(Text::ProjectId).is_some()
            && match rule {
                Rule::Mode => matches!(value, Plain::Flag(flag) if *flag == self.is_oauth()),
                Rule::State => self.is_generated(value),
                _ => false,
            }
    }

    fn is_generated(&self, value: &Plain) -> bool {
        matches!((value, self.generated()), (Plain::Text(text), Some(state)) if text == state)
    }

    /// Puts a value in its place, or says what it must be.
    fn set(&mut self, rule: Rule, value: &Plain) -> Result<(), &'static str> {
        match rule {
            Rule::Text(text) | Rule::NumberOrText(text) | Rule::ZeroOrOne(text) => {
                let number = match value {
                    Plain::Number(number, _) => Some(*number),
                    _ => None,
                };
                self.put(text, written(rule, value)?);
                if rule == Rule::NumberOrText(Text::ClientId) {
                    self.client_number = number;
                }
            }
            Rule::State => self.put(Text::State, written(rule, value)?),
            Rule::RedirectAlias => self.put(Text::RedirectUri, written(rule, value)?),
            Rule::Base => {
                self.base = match value {
                    Plain::Address { href, page_origin } => {
                        Some(base_url::base(href.as_deref(), page_origin.as_deref())?)
                    }
                    Plain::Host => return Err(base_url::NO_SCHEME),
                    value => cleared(rule, value)?,
                }
            }
            Rule::Mode => self.mode = flag(rule, value)?,
            Rule::NoLink => self.no_link = flag(rule, value)? == Some(true),
            Rule::MagicLink => self.magic_link = flag(rule, value)?,
            Rule::Debug => self.debug = flag(rule, value)?,
            Rule::AnyFlag => drop(flag(rule, value)?),
            Rule::Timeout => {
                self.timeout = match value {
                    Plain::Number(ms, _) => Some(milliseconds(*ms).ok_or(MILLISECONDS)?),
                    value => cleared(rule, value)?,
                }
            }
            Rule::Retry => {
                self.retry = match value {
                    Plain::Flag(false) => Some(0),
                    Plain::Object { limit: None } => None,
                    // Whole attempts: a fraction is cut, what is beyond u32 is its maximum.
                    Plain::Object { limit: Some(limit) } if *limit >= 0.0 => Some(*limit as u32),
                    value => cleared(rule, value)?,
                }
            }
            Rule::AnyText if matches!(value, Plain::Text(_)) => {}
            Rule::AnyObject if matches!(value, Plain::Object { .. }) => {}
            Rule::Hook if matches!(value, Plain::Function) => {}
            Rule::Session => match value {
                Plain::Session { storage: false, .. } => return Err(options::STORAGE),
                Plain::Session {
                    flow_storage: false,
                    ..
                } => return Err(options::FLOW_STORAGE),
                Plain::Session { .. } => {}
                value => cleared(rule, value)?.unwrap_or(()),
            },
            _ => cleared(rule, value)?.unwrap_or(()),
        }
        Ok(())
    }

    fn put(&mut self, text: Text, value: Option<&str>) {
        let value = value.map(String::from);
        match self.texts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, place)) => *place = value,
            None => self.texts.push((text, value)),
        }
    }

    /// An option that goes into a request as text.
    pub fn text(&self, text: Text) -> Option<&str> {
        let (_, value) = self.texts.iter().find(|(known, _)| *known == text)?;
        value.as_deref()
    }

    /// `clientId`, if it was given as a number.
    pub fn client_number(&self) -> Option<f64> {
        self.client_number
    }

    /// `responseType`, or what stands for it.
    pub fn response_type(&self) -> &str {
        self.text(Text::ResponseType).unwrap_or("code")
    }

    /// The option `debug`.
    pub fn debug(&self) -> Option<bool> {
        self.debug
    }

    /// Whether the console shows each attempt.
    pub fn is_logged(&self) -> bool {
        self.debug == Some(true)
    }

    /// Whether the console warns of names that are probably mistyped.
    pub fn warns(&self) -> bool {
        warns(self.debug)
    }

    /// How often a call that may be repeated is.
    pub fn retries(&self) -> u32 {
        self.retry.unwrap_or(RETRIES)
    }

    /// These options with `changes` over them for one call: the project, the address and the mode
    /// stay.
    ///
    /// # Errors
    ///
    /// As [`Config::with`], with kind `argument`.
    pub fn for_one_call(&self, changes: &[Change]) -> Result<Config, SdkError> {
        let mut next = self.over(changes, ErrorKind::Argument)?;
        next.mode = Some(self.is_oauth());
        Ok(next)
    }

    /// These options with the `state` of one flow.
    pub fn for_flow(&self, state: String) -> Config {
        let mut next = self.clone();
        next.mode = Some(self.is_oauth());
        next.put(Text::State, Some(&state));
        next
    }

    /// Whether calls go to the OAuth paths.
    pub fn is_oauth(&self) -> bool {
        self.mode.unwrap_or_else(|| {
            [
                Text::ClientId,
                Text::ResponseType,
                Text::RedirectUri,
                Text::State,
            ]
            .into_iter()
            .all(|text| self.text(text).is_some())
        })
    }

    /// The `state` that was given or generated.
    pub fn state(&self) -> Option<&str> {
        self.text(Text::State).or(self.generated())
    }

    /// The `state` that was generated and not replaced by a given one.
    pub fn generated(&self) -> Option<&str> {
        match self.text(Text::State) {
            Some(_) => None,
            None => self.generated.get().map(String::as_str),
        }
    }

    /// Keeps the `state` that was generated; the first one stays.
    pub fn keep_state(&self, state: String) {
        let _ = self.generated.set(state);
    }

    /// Base of every call, without a slash at its end.
    pub fn base(&self) -> &str {
        self.base.as_deref().unwrap_or(API_URL)
    }

    /// Milliseconds that a call may take, 0 for no limit.
    pub fn timeout(&self) -> u32 {
        self.timeout.unwrap_or(TIMEOUT)
    }
}

/// When a change is made: in one object `redirectUri` wins over its alias where it says anything.
#[derive(PartialEq, Eq)]
enum Turn {
    Others,
    Alias,
    Uri,
}

impl Turn {
    fn of(rule: Rule, value: &Plain) -> Self {
        match rule {
            _ if value.is_cleared() => Turn::Others,
            Rule::RedirectAlias => Turn::Alias,
            Rule::Text(Text::RedirectUri) => Turn::Uri,
            _ => Turn::Others,
        }
    }
}

/// Whether the console warns of names that are probably mistyped: unless `debug` is false.
fn warns(debug: Option<bool>) -> bool {
    debug != Some(false)
}

/// Whether options for one call have no say: on the project, the mode and the address.
fn stays(rule: Rule) -> bool {
    matches!(rule, Rule::Text(Text::ProjectId) | Rule::Mode | Rule::Base)
}

/// The text of an option, none where it is cleared.
fn written(rule: Rule, value: &Plain) -> Result<Option<&str>, &'static str> {
    Ok(match (rule, value) {
        (_, Plain::Cleared) => None,
        (Rule::ZeroOrOne(_), Plain::Flag(flag)) => Some(if *flag { "1" } else { "0" }),
        (Rule::ZeroOrOne(_), Plain::Number(_, digit) | Plain::Text(digit))
            if digit == "1" || digit == "0" =>
        {
            Some(digit)
        }
        (Rule::NumberOrText(_), Plain::Number(number, text)) if number.is_finite() => Some(text),
        (Rule::State, Plain::Text(text)) if text.chars().count() < STATE_LENGTH => {
            return Err(rule.must());
        }
        (Rule::ZeroOrOne(_), _) => return Err(rule.must()),
        (_, Plain::Text(text)) => Some(text),
        _ => return Err(rule.must()),
    })
}

fn flag(rule: Rule, value: &Plain) -> Result<Option<bool>, &'static str> {
    match value {
        Plain::Flag(flag) => Ok(Some(*flag)),
        value => cleared(rule, value),
    }
}

/// Nothing, if that is what an option says.
fn cleared<T>(rule: Rule, value: &Plain) -> Result<Option<T>, &'static str> {
    match value {
        Plain::Cleared => Ok(None),
        _ => Err(rule.must()),
    }
}

/// A timeout as timers take it; `None` if it is none. Beyond the longest timer is no timeout.
pub fn milliseconds(ms: f64) -> Option<u32> {
    match ms {
        ms if ms > LONGEST_TIMER => Some(0),
        ms if ms >= 0.0 => Some(ms as u32),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
