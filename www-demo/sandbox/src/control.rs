//! The sandbox's own switches, for tests and for the demo's drawer.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::errors::{ApiError, Result};
use crate::extract::Body;
use crate::state::{Settings, Shared};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Change {
    confirm_mail: Option<bool>,
    long_poll_ms: Option<u64>,
    ask_status: Option<u16>,
    ask_fields: Option<Vec<String>>,
    second_factor: Option<bool>,
    social_consent: Option<bool>,
    custom_network: Option<bool>,
    country: Option<String>,
}

/// POST `/sandbox/options`: changes what is given, answers what holds now.
pub(crate) async fn options(
    State(app): State<Shared>,
    Body(change): Body<Change>,
) -> Result<Json<Value>> {
    if !matches!(change.ask_status, None | Some(200 | 422)) {
        return Err(ApiError::invalid("askStatus: must be 200 or 422."));
    }
    let settings = &mut app.data().settings;
    if let Some(confirm_mail) = change.confirm_mail {
        settings.confirm_mail = confirm_mail;
    }
    if let Some(ms) = change.long_poll_ms {
        settings.long_poll = Duration::from_millis(ms);
    }
    if let Some(status) = change.ask_status {
        settings.ask_status = status;
    }
    if let Some(fields) = change.ask_fields {
        settings.ask_fields = fields;
    }
    if let Some(second_factor) = change.second_factor {
        settings.second_factor = second_factor;
    }
    if let Some(social_consent) = change.social_consent {
        settings.social_consent = social_consent;
    }
    if let Some(custom_network) = change.custom_network {
        settings.custom_network = custom_network;
    }
    if let Some(country) = change.country {
        settings.country = country;
    }
    Ok(Json(describe(settings)))
}

fn describe(settings: &Settings) -> Value {
    json!({
        "confirmMail": settings.confirm_mail,
        "longPollMs": u64::try_from(settings.long_poll.as_millis()).unwrap_or(u64::MAX),
        "askStatus": settings.ask_status,
        "askFields": settings.ask_fields,
        "secondFactor": settings.second_factor,
        "socialConsent": settings.social_consent,
        "customNetwork": settings.custom_network,
        "country": settings.country,
    })
}

/// POST `/sandbox/reset`: forgets everything.
pub(crate) async fn reset(State(app): State<Shared>) -> StatusCode {
    app.reset();
    StatusCode::NO_CONTENT
}
