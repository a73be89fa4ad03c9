//! The sandbox's own switches, for tests and for the demo's drawer.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::clock;
use crate::errors::{ApiError, Result};
use crate::state::{SHORTEST_LIFETIME, Settings, Shared};
use crate::switch::Switch;
use crate::token_options::{AccessTokenForm, ExpiresIn, TokenErrors};

/// What POST `/sandbox/options` takes.
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

/// POST `/sandbox/options`: changes what is given, answers what holds now.
pub(crate) async fn options(
    State(app): State<Shared>,
    Switch(change): Switch<Change>,
) -> Result<Json<Value>> {
    change.check()?;
    let settings = &mut app.data().settings;
    change.apply(settings);
    Ok(Json(describe(settings)))
}

impl Change {
    pub(crate) fn check(&self) -> Result<()> {
        if !matches!(self.ask_status, None | Some(200 | 422)) {
            return Err(ApiError::invalid("askStatus: must be 200 or 422."));
        }
        let lifetime = self.access_lifetime_ms.map(Duration::from_millis);
        if lifetime.is_some_and(|lifetime| lifetime < SHORTEST_LIFETIME) {
            return Err(ApiError::invalid("accessLifetimeMs: must be 1000 or more."));
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

fn describe(settings: &Settings) -> Value {
    json!({
        "confirmMail": settings.confirm_mail,
        "longPollMs": milliseconds(settings.long_poll),
        "askStatus": settings.ask_status,
        "askFields": settings.ask_fields,
        "secondFactor": settings.second_factor,
        "socialConsent": settings.social_consent,
        "customNetwork": settings.custom_network,
        "captcha": settings.captcha,
        "country": settings.country,
        "reuseDetection": settings.reuse_detection,
        "accessLifetimeMs": milliseconds(settings.access_lifetime),
        "accessToken": settings.access_token,
        "expiresIn": settings.expires_in,
        "tokenErrors": settings.token_errors,
    })
}

fn milliseconds(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct ClockChange {
    /// The time that it shall be, by RFC 3339.
    set: Option<String>,
    advance_ms: Option<u64>,
}

/// POST `/sandbox/clock`: sets the clock, then advances it, and answers what time it is.
pub(crate) async fn clock(
    State(app): State<Shared>,
    Switch(change): Switch<ClockChange>,
) -> Result<Json<Value>> {
    if let Some(text) = &change.set {
        let to = clock::parse(text)
            .ok_or_else(|| ApiError::invalid("set: not a time such as 2030-01-31T12:00:00Z."))?;
        app.clock.set(to);
    }
    app.clock
        .advance(Duration::from_millis(change.advance_ms.unwrap_or(0)));
    Ok(Json(json!({ "now": clock::rfc3339(app.now()) })))
}

/// POST `/sandbox/reset`: forgets everything.
pub(crate) async fn reset(State(app): State<Shared>) -> StatusCode {
    app.reset();
    StatusCode::NO_CONTENT
}
