//! The current options: checks, aliases, merging, OAuth mode, and the queries made from them.
//!
//! Uses no JavaScript: [`given`] reads the properties and turns them into [`options::Plain`] values.

use core::cell::OnceCell;

use crate::error::{ErrorKind, SdkError};
use crate::mode::Mode;
use crate::query::split;
use options::{Change, MILLISECONDS, Plain, Rule, TextOption};

pub mod base_url;
pub mod given;
pub mod options;
mod queries;

include!(concat!(env!("OUT_DIR"), "/values.rs"));

/// The maximum delay of a timer, in milliseconds. With a longer one, a timer fires immediately.
pub const LONGEST_TIMER: f64 = 2_147_483_647.0;

/// The default of `timeout`, in milliseconds: for a call with all its attempts.
pub const TIMEOUT: u32 = 30_000;

/// The base URL of the projects' public files.
const FILES: &str = "https://cdn.xsolla.net/xsolla-login-widget/projects/";

/// The default limit of `retry`.
const RETRIES: u32 = 2;

/// The minimum length of a `state`: the service rejects a shorter one with 010-022.
const STATE_LENGTH: usize = 8;

/// The options of one instance.
#[derive(Debug, Clone, Default)]
pub struct Config {
    texts: Vec<(TextOption, Option<String>)>,
    mode: Option<Mode>,
    no_link: bool,
    magic_link: Option<bool>,
    debug: Option<bool>,
    timeout: Option<u32>,
    retry: Option<u32>,
    /// `clientId`, if it was given as a number: bodies then contain it as a number.
    client_number: Option<f64>,
    base: Option<String>,
    /// The `state` that was generated for this instance, once a call needed one.
    generated: OnceCell<String>,
}

impl Config {
    /// Returns a copy of these options with `changes` applied.
    ///
    /// # Errors
    ///
    /// Returns an `SDKError` of kind `config` that names the option that is missing or wrong.
    pub fn with(&self, changes: &[Change]) -> Result<Config, SdkError> {
        self.over(changes, ErrorKind::Config)
    }

    /// Does the same as [`Config::with`], with errors of this kind; a missing `projectId` is always an error
    /// of kind `config`. With kind `argument`, the changes are for one call and cannot change what [`is_fixed`] keeps.
    fn over(&self, changes: &[Change], kind: ErrorKind) -> Result<Config, SdkError> {
        let mut next = self.clone();
        let of_one_call = kind == ErrorKind::Argument;
        for pass in [Pass::Others, Pass::Alias, Pass::Uri] {
            for (known, value) in changes {
                if Pass::of(known.rule, value) == pass && !(of_one_call && is_fixed(known.rule)) {
                    next.set(known.rule, value).map_err(|reason| SdkError {
                        kind,
                        subject: Some(known.name),
                        reason,
                    })?;
                }
            }
        }
        match next.text(TextOption::ProjectId) {
            Some(_) => Ok(next),
            None => Err(SdkError::option(
                "projectId",
                "is required and must not be empty",
            )),
        }
    }

    /// Returns whether a fetched value can be the value of an option. A fetched value cannot clear an option.
    pub fn takes(&self, rule: Rule, value: &Plain) -> bool {
        !value.is_cleared() && self.clone().set(rule, value).is_ok()
    }

    /// Returns whether `value` only repeats what `getConfig()` returned: the current mode, or the generated
    /// `state`. Passed back to `updateConfig`, it is not a change that the caller asked for.
    pub fn ignores(&self, rule: Rule, value: &Plain) -> bool {
        self.text(TextOption::ProjectId).is_some()
            && match rule {
                Rule::Mode => matches!(value, Plain::Flag(flag) if *flag == self.is_oauth()),
                Rule::State => self.is_generated(value),
                _ => false,
            }
    }

    fn is_generated(&self, value: &Plain) -> bool {
        matches!((value, self.generated()), (Plain::Text(text), Some(state)) if text == state)
    }

    /// Sets an option, or returns what its value must be.
    fn set(&mut self, rule: Rule, value: &Plain) -> Result<(), &'static str> {
        match rule {
            Rule::Text(text) | Rule::NumberOrText(text) | Rule::ZeroOrOne(text) => {
                let number = match value {
                    Plain::Number(number, _) => Some(*number),
                    _ => None,
                };
                self.put(text, text_of(rule, value)?);
                if rule == Rule::NumberOrText(TextOption::ClientId) {
                    self.client_number = number;
                }
            }
            Rule::State => self.put(TextOption::State, text_of(rule, value)?),
            Rule::RedirectAlias => self.put(TextOption::RedirectUri, text_of(rule, value)?),
            Rule::Base => {
                self.base = match value {
                    Plain::Address { href, page_origin } => {
                        Some(base_url::base(href.as_deref(), page_origin.as_deref())?)
                    }
                    Plain::Host => return Err(base_url::NO_SCHEME),
                    value => cleared(rule, value)?,
                }
            }
            Rule::Mode => self.mode = flag(rule, value)?.map(Mode::of_flag),
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
                    // The cast drops a fraction and saturates at the maximum of u32.
                    Plain::Object { limit: Some(limit) } if *limit >= 0.0 => Some(*limit as u32),
                    value => cleared(rule, value)?,
                }
            }
            Rule::AnyText | Rule::Origin | Rule::AnyObject | Rule::Hook => match (rule, value) {
                (Rule::Origin, Plain::Text(text)) if !is_absolute(text) => {
                    return Err(rule.must());
                }
                (Rule::AnyText | Rule::Origin, Plain::Text(_))
                | (Rule::AnyObject, Plain::Object { .. })
                | (Rule::Hook, Plain::Function) => {}
                (_, value) => cleared(rule, value)?.unwrap_or(()),
            },
            Rule::Session => match value {
                Plain::Session { storage: false, .. } => return Err(options::BAD_STORAGE),
                Plain::Session {
                    flow_storage: false,
                    ..
                } => return Err(options::BAD_FLOW_STORAGE),
                Plain::Session { .. } => {}
                value => cleared(rule, value)?.unwrap_or(()),
            },
        }
        Ok(())
    }

    fn put(&mut self, text: TextOption, value: Option<&str>) {
        let value = value.map(String::from);
        match self.texts.iter_mut().find(|(known, _)| *known == text) {
            Some((_, place)) => *place = value,
            None => self.texts.push((text, value)),
        }
    }

    /// Returns an option that is sent as a string.
    pub fn text(&self, text: TextOption) -> Option<&str> {
        let (_, value) = self.texts.iter().find(|(known, _)| *known == text)?;
        value.as_deref()
    }

    /// Returns `clientId`, if it was given as a number.
    pub fn client_number(&self) -> Option<f64> {
        self.client_number
    }

    /// Returns `responseType`, or its default, `code`.
    pub fn response_type(&self) -> &str {
        self.text(TextOption::ResponseType).unwrap_or("code")
    }

    /// Returns the option `debug`.
    pub fn debug(&self) -> Option<bool> {
        self.debug
    }

    /// Returns whether the console shows each attempt.
    pub fn is_logged(&self) -> bool {
        self.debug == Some(true)
    }

    /// Returns whether the console warns about names that are probably misspelt.
    pub fn warns(&self) -> bool {
        warns(self.debug)
    }

    /// Returns how many times a read-only call may be retried.
    pub fn retries(&self) -> u32 {
        self.retry.unwrap_or(RETRIES)
    }

    /// Returns these options with `changes` applied, for one call. The project, the base URL and the mode do
    /// not change.
    ///
    /// # Errors
    ///
    /// Fails as [`Config::with`], with kind `argument`.
    pub fn for_one_call(&self, changes: &[Change]) -> Result<Config, SdkError> {
        let mut next = self.over(changes, ErrorKind::Argument)?;
        next.mode = Some(self.mode());
        Ok(next)
    }

    /// Returns these options with the `state` of one flow. The mode does not change.
    pub fn for_flow(&self, state: String) -> Config {
        let mut next = self.clone();
        next.mode = Some(self.mode());
        next.put(TextOption::State, Some(&state));
        next
    }

    /// Returns the mode of calls that do not choose one themselves.
    pub fn mode(&self) -> Mode {
        self.mode.unwrap_or_else(|| {
            let texts = [
                TextOption::ClientId,
                TextOption::ResponseType,
                TextOption::RedirectUri,
                TextOption::State,
            ];
            Mode::of_flag(texts.into_iter().all(|text| self.text(text).is_some()))
        })
    }

    /// Returns whether [`Config::mode`] is OAuth mode.
    pub fn is_oauth(&self) -> bool {
        self.mode() == Mode::Oauth
    }

    /// Returns the given `state`, otherwise the generated one.
    pub fn state(&self) -> Option<&str> {
        self.text(TextOption::State).or(self.generated())
    }

    /// Returns the generated `state`, unless a given one replaces it.
    pub fn generated(&self) -> Option<&str> {
        match self.text(TextOption::State) {
            Some(_) => None,
            None => self.generated.get().map(String::as_str),
        }
    }

    /// Keeps a generated `state`. Does nothing if one is already kept.
    pub fn keep_state(&self, state: String) {
        let _ = self.generated.set(state);
    }

    /// Returns the base URL of every call, without a trailing slash.
    pub fn base(&self) -> &str {
        self.base.as_deref().unwrap_or(API_URL)
    }

    /// Returns the milliseconds that a call may take; 0 means no limit.
    pub fn timeout(&self) -> u32 {
        self.timeout.unwrap_or(TIMEOUT)
    }
}

/// The passes in which changes are applied. `redirectUri` comes after its alias, so it wins if both are given.
/// Options that are cleared come first, so a cleared `redirectUri` does not undo its alias.
#[derive(PartialEq, Eq)]
enum Pass {
    Others,
    Alias,
    Uri,
}

impl Pass {
    fn of(rule: Rule, value: &Plain) -> Self {
        match rule {
            _ if value.is_cleared() => Pass::Others,
            Rule::RedirectAlias => Pass::Alias,
            Rule::Text(TextOption::RedirectUri) => Pass::Uri,
            _ => Pass::Others,
        }
    }
}

/// Returns whether the console warns about names that are probably misspelt: unless `debug` is false.
fn warns(debug: Option<bool>) -> bool {
    debug != Some(false)
}

/// Returns whether the options for one call cannot change it: the project, the mode and the base URL.
fn is_fixed(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::Text(TextOption::ProjectId) | Rule::Mode | Rule::Base
    )
}

/// Returns the string of an option; `None` if it is cleared.
fn text_of(rule: Rule, value: &Plain) -> Result<Option<&str>, &'static str> {
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

/// Returns whether a URL has the form of an absolute one. Anything else that `postMessage` takes stands for several
/// origins, or for this page's own.
fn is_absolute(url: &str) -> bool {
    split(url, b':').1.starts_with("://")
}

fn flag(rule: Rule, value: &Plain) -> Result<Option<bool>, &'static str> {
    match value {
        Plain::Flag(flag) => Ok(Some(*flag)),
        value => cleared(rule, value),
    }
}

/// Returns `None` if the option is cleared; any other value is an error.
fn cleared<T>(rule: Rule, value: &Plain) -> Result<Option<T>, &'static str> {
    match value {
        Plain::Cleared => Ok(None),
        _ => Err(rule.must()),
    }
}

/// Converts a timeout in milliseconds; 0 means none. Rounds down, but a positive one is at least 1. One above
/// [`LONGEST_TIMER`] becomes 0. Returns `None` if it is negative or NaN.
pub fn milliseconds(ms: f64) -> Option<u32> {
    match ms {
        ms if ms > LONGEST_TIMER => Some(0),
        ms if ms > 0.0 => Some((ms as u32).max(1)),
        0.0 => Some(0),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
