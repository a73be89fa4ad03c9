//! Signing in with a password.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use crate::store::callback::Start;
use crate::store::failure::Failure;
use crate::store::rules::passwords;
use crate::store::rules::sessions::CookieAge;
use crate::store::state::Shared;
use crate::web::error::Result;
use crate::web::extract::{Body, Captcha};
use crate::web::signed_in;

#[derive(Deserialize)]
pub(crate) struct Credentials {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    remember_me: Option<bool>,
}

/// POST `/login`: signs in with a username or email address, and a password.
pub(crate) async fn login(
    State(app): State<Shared>,
    start: Start,
    Captcha(solved): Captcha,
    Body(credentials): Body<Credentials>,
) -> Result<Response> {
    let Credentials {
        username, password, ..
    } = &credentials;
    Failure::unless_given(&[("username", username), ("password", password)])?;
    let mut data = app.data();
    let user = passwords::check(&mut data, username, password, solved)?;
    let age = CookieAge::of(credentials.remember_me.unwrap_or(false));
    let signed_in = passwords::after_check(&app, &mut data, user, &start, age)?;
    Ok(signed_in::with_login_url(&app, signed_in))
}
