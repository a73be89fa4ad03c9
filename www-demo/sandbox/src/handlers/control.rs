//! The sandbox's own control paths, for tests and for the demo's drawer.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::store::clock;
use crate::store::failure::Failure;
use crate::store::settings::Change;
use crate::store::state::Shared;
use crate::web::control_body::ControlBody;
use crate::web::error::Result;

/// POST `/sandbox/options`: changes the given settings and returns all current settings.
pub(crate) async fn options(
    State(app): State<Shared>,
    ControlBody(change): ControlBody<Change>,
) -> Result<Json<Value>> {
    change.check()?;
    let settings = &mut app.data().settings;
    change.apply(settings);
    Ok(Json(json!(settings)))
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
    ControlBody(change): ControlBody<ClockChange>,
) -> Result<Json<Value>> {
    let set = match &change.set {
        Some(text) => Some(clock::parse(text).ok_or_else(|| {
            Failure::invalid("set: must be a time from 1970 to 9999, such as 2030-01-31T12:00:00Z.")
        })?),
        None => None,
    };
    let by = Duration::from_millis(change.advance_ms.unwrap_or(0));
    if set.unwrap_or_else(|| app.now()).saturating_add(by) > clock::LAST {
        return Err(Failure::invalid("advanceMs: must lead to a time from 1970 to 9999.").into());
    }
    if let Some(to) = set {
        app.clock.set(to);
    }
    app.clock.advance(by);
    Ok(Json(json!({ "now": clock::rfc3339(app.now()) })))
}

/// POST `/sandbox/reset`: deletes all data, and restores the initial settings and the
/// system time.
pub(crate) async fn reset(State(app): State<Shared>) -> StatusCode {
    app.reset();
    StatusCode::NO_CONTENT
}
