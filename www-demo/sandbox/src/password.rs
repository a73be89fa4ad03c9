//! Signing in with a password.

use axum::extract::State;
use serde::Deserialize;

use crate::callback::Start;
use crate::errors::{ApiError, Result};
use crate::extract::{Body, Captcha};
use crate::sign_in::{self, SignedIn};
use crate::state::Shared;

/// Wrong passwords in a row, for one name, before a captcha is wanted.
const WRONG_PASSWORDS: u32 = 5;

#[derive(Deserialize)]
pub(crate) struct Credentials {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    remember_me: Option<bool>,
}

/// POST `/login`: signs in with a name or mail address and a password.
pub(crate) async fn login(
    State(app): State<Shared>,
    start: Start,
    Captcha(solved): Captcha,
    Body(credentials): Body<Credentials>,
) -> Result<SignedIn> {
    let mut data = app.data();
    // Counted by what was typed, so that unknown names behave like known ones.
    let typed = credentials.username.to_lowercase();
    let wrong = data.wrong_passwords.get(&typed).copied().unwrap_or(0);
    if wrong >= WRONG_PASSWORDS && !solved {
        return Err(ApiError::captcha_wanted());
    }
    let user = data
        .users
        .by_name_or_email(&credentials.username)
        .filter(|user| user.password.as_deref() == Some(&credentials.password))
        .map(|user| (user.id, user.confirmed));
    let Some((user, confirmed)) = user else {
        data.wrong_passwords.insert(typed, wrong.saturating_add(1));
        return Err(ApiError::wrong_password());
    };
    data.wrong_passwords.remove(&typed);
    if !confirmed {
        return Err(ApiError::unconfirmed());
    }
    let remember = credentials.remember_me.unwrap_or(false);
    sign_in::finish(&app, &mut data, user, &start, remember)
}
