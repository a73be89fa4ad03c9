//! The code that is required after the correct password.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use crate::store::failure::Failure;
use crate::store::rules::second_factor;
use crate::store::rules::sessions::CookieAge;
use crate::store::state::Shared;
use crate::web::error::Result;
use crate::web::extract::{Body, Params};
use crate::web::signed_in;

#[derive(Deserialize)]
pub(crate) struct Validate {
    #[serde(default)]
    challenge_id: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    remember_me: bool,
}

/// GET `/otp/validate`: signs in the user who knows the code.
pub(crate) async fn validate(
    State(app): State<Shared>,
    Params(query): Params<Validate>,
) -> Result<Response> {
    let Validate {
        challenge_id: id,
        code,
        remember_me,
    } = &query;
    Failure::unless_given(&[("challenge_id", id), ("code", code)])?;
    let age = CookieAge::of(*remember_me);
    let signed_in = second_factor::validate(&app, &mut app.data(), id, code, age)?;
    Ok(signed_in::with_url(&app, signed_in))
}

#[derive(Deserialize)]
pub(crate) struct Resend {
    #[serde(default)]
    challenge_id: String,
}

/// PUT `/otp/resend`: sends another code; the previous one is no longer valid.
pub(crate) async fn resend(
    State(app): State<Shared>,
    Params(query): Params<Resend>,
    Body(_): Body<Value>,
) -> Result<StatusCode> {
    Failure::unless_given(&[("challenge_id", &query.challenge_id)])?;
    second_factor::resend(&app, &mut app.data(), &query.challenge_id)?;
    Ok(StatusCode::NO_CONTENT)
}
