//! What can be changed while a sandbox runs.

use std::time::Duration;

use serde::Deserialize;

use crate::store::failure::{Failure, Result};
use crate::store::token_options::{AccessTokenForm, ExpiresIn, TokenErrors};

/// The shortest lifetime of an access token.
pub(crate) const SHORTEST_LIFETIME: Duration = Duration::from_secs(1);

/// What can be changed while a sandbox runs; see [`Options`](crate::Options).
#[derive(Clone)]
pub(crate) struct Settings {
    pub(crate) confirm_mail: bool,
    pub(crate) long_poll: Duration,
    pub(crate) ask_status: u16,
    pub(crate) ask_fields: Vec<String>,
    pub(crate) second_factor: bool,
    pub(crate) social_consent: bool,
    pub(crate) custom_network: bool,
    pub(crate) captcha: bool,
    pub(crate) country: String,
    pub(crate) reuse_detection: bool,
    pub(crate) access_lifetime: Duration,
    pub(crate) access_token: AccessTokenForm,
    pub(crate) expires_in: ExpiresIn,
    pub(crate) token_errors: TokenErrors,
}

/// A change of settings.
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Change {
    confirm_mail: Option<bool>,
    long_poll_ms: Option<u64>,
    ask_status: Option<u16>,
    ask_fields: Option<Vec<String>>,
    second_factor: Option<bool>,
    social_consent: Option<bool>,
    custom_network: Option<bool>,
    captcha: Option<bool>,
    country: Option<String>,
    reuse_detection: Option<bool>,
    access_lifetime_ms: Option<u64>,
    access_token: Option<AccessTokenForm>,
    expires_in: Option<ExpiresIn>,
    token_errors: Option<TokenErrors>,
}

impl Change {
    pub(crate) fn check(&self) -> Result<()> {
        if !matches!(self.ask_status, None | Some(200 | 422)) {
            return Err(Failure::invalid("askStatus: must be 200 or 422."));
        }
        let lifetime = self.access_lifetime_ms.map(Duration::from_millis);
        if lifetime.is_some_and(|lifetime| lifetime < SHORTEST_LIFETIME) {
            return Err(Failure::invalid(
                "accessLifetimeMs: must be an integer, 1000 or more.",
            ));
        }
        Ok(())
    }

    pub(crate) fn apply(self, settings: &mut Settings) {
        let long_poll = self.long_poll_ms.map(Duration::from_millis);
        let access_lifetime = self.access_lifetime_ms.map(Duration::from_millis);
        set(&mut settings.confirm_mail, self.confirm_mail);
        set(&mut settings.long_poll, long_poll);
        set(&mut settings.ask_status, self.ask_status);
        set(&mut settings.ask_fields, self.ask_fields);
        set(&mut settings.second_factor, self.second_factor);
        set(&mut settings.social_consent, self.social_consent);
        set(&mut settings.custom_network, self.custom_network);
        set(&mut settings.captcha, self.captcha);
        set(&mut settings.country, self.country);
        set(&mut settings.reuse_detection, self.reuse_detection);
        set(&mut settings.access_lifetime, access_lifetime);
        set(&mut settings.access_token, self.access_token);
        set(&mut settings.expires_in, self.expires_in);
        set(&mut settings.token_errors, self.token_errors);
    }
}

fn set<T>(setting: &mut T, given: Option<T>) {
    if let Some(value) = given {
        *setting = value;
    }
}
