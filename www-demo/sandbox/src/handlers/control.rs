//! The sandbox's own control paths, for tests and for the demo's drawer.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::store::clock;
use crate::store::failure::Failure;
use crate::store::settings::{Change, Settings};
use crate::store::state::Shared;
use crate::web::error::Result;
use crate::web::switch::Switch;

/// POST `/sandbox/options`: changes the given settings and returns all current settings.
pub(crate) async fn options(
    State(app): State<Shared>,
    Switch(change): Switch<Change>,
) -> Result<Json<Value>> {
    change.check()?;
    let settings = &mut app.data().settings;
    change.apply(settings);
    Ok(Json(describe(settings)))
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
    /// The new time, in the format of RFC 3339.
    set: Option<String>,
    advance_ms: Option<u64>,
}

/// POST `/sandbox/clock`: sets the clock, then advances it, and returns the new time.
pub(crate) async fn clock(
    State(app): State<Shared>,
    Switch(change): Switch<ClockChange>,
) -> Result<Json<Value>> {
    if let Some(text) = &change.set {
        let to = clock::parse(text)
            .ok_or_else(|| Failure::invalid("set: must be a time such as 2030-01-31T12:00:00Z."))?;
        app.clock.set(to);
    }
    app.clock
        .advance(Duration::from_millis(change.advance_ms.unwrap_or(0)));
    Ok(Json(json!({ "now": clock::rfc3339(app.now()) })))
}

/// POST `/sandbox/reset`: deletes all data, and restores the initial settings and the
/// system time.
pub(crate) async fn reset(State(app): State<Shared>) -> StatusCode {
    app.reset();
    StatusCode::NO_CONTENT
}
