//! Resetting a forgotten password.

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;

use crate::store::failure::Failure;
use crate::store::rules::resets;
use crate::store::state::Shared;
use crate::store::text_or_number::TextOrNumber;
use crate::store::users::check_password;
use crate::web::error::Result;
use crate::web::extract::{Body, Captcha};
use crate::web::start::Project;

#[derive(Deserialize)]
pub(crate) struct Request {
    #[serde(default)]
    username: String,
}

/// POST `/password/reset/request`: sends an email with a link to the page that asks
/// for the new password. The response does not reveal whether the user exists.
pub(crate) async fn request(
    State(app): State<Shared>,
    project: Project,
    Captcha(solved): Captcha,
    Body(body): Body<Request>,
) -> Result<StatusCode> {
    let name = &body.username;
    Failure::unless_given(&[("username", name)])?;
    let page = project.login_url.as_ref().unwrap_or(&app.home);
    resets::request(&app, &mut app.data(), name, page, solved)?;
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
pub(crate) struct Confirm {
    #[serde(default)]
    new_password: String,
    #[serde(default)]
    reset_code: TextOrNumber,
    #[serde(default)]
    user_id: TextOrNumber,
}

/// POST `/password/reset/confirm`: sets the password and signs the user out
/// everywhere.
pub(crate) async fn confirm(
    State(app): State<Shared>,
    _: Project,
    Body(body): Body<Confirm>,
) -> Result<StatusCode> {
    let (TextOrNumber(code), TextOrNumber(user)) = (&body.reset_code, &body.user_id);
    check_password(&body.new_password)?;
    Failure::unless_given(&[("reset_code", code), ("user_id", user)])?;
    resets::confirm(&app, &mut app.data(), code, user, body.new_password)?;
    Ok(StatusCode::NO_CONTENT)
}
