//! Signing up with a username and a password, and confirming the account by email.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use crate::store::callback::Start;
use crate::store::failure::Failure;
use crate::store::rules::sign_up::{self, SignUp};
use crate::store::state::Shared;
use crate::web::error::Result;
use crate::web::extract::{Body, Captcha, Params};
use crate::web::{page, redirect, signed_in};

/// POST `/user`: creates an account. Returns 204 if it must be confirmed by email
/// first.
pub(crate) async fn create(
    State(app): State<Shared>,
    start: Start,
    Captcha(solved): Captcha,
    Body(wanted): Body<SignUp>,
) -> Result<Response> {
    wanted.check()?;
    Ok(
        match sign_up::create(&app, &mut app.data(), start, wanted, solved)? {
            Some(signed_in) => signed_in::with_login_url(&app, signed_in),
            None => StatusCode::NO_CONTENT.into_response(),
        },
    )
}

#[derive(Deserialize)]
pub(crate) struct Resend {
    #[serde(default)]
    username: String,
}

/// POST `/user/resend_confirmation_link`: sends another email to an account that is
/// not confirmed yet. The response does not reveal whether there is one.
pub(crate) async fn resend(
    State(app): State<Shared>,
    start: Start,
    Body(body): Body<Resend>,
) -> Result<StatusCode> {
    Failure::unless_given(&[("username", &body.username)])?;
    sign_up::resend(&app, &mut app.data(), &body.username, start);
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
pub(crate) struct ConfirmQuery {
    #[serde(default)]
    key: String,
}

/// GET `/user/confirm`: the link in the email, opened in any browser.
pub(crate) async fn confirm(
    State(app): State<Shared>,
    Params(query): Params<ConfirmQuery>,
) -> Result<Response> {
    Ok(match sign_up::confirm(&app, &mut app.data(), &query.key)? {
        Some(signed_in) => redirect::found(signed_in.url),
        None => page::gone(),
    })
}
