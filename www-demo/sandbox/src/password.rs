//! Signing in with a password.

use axum::extract::State;
use serde::Deserialize;
use uuid::Uuid;

use crate::callback::Start;
use crate::errors::{ApiError, Result};
use crate::extract::{Body, Captcha};
use crate::second_factor;
use crate::sign_in::{self, SignedIn};
use crate::state::{App, Data, Shared};

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
    let Credentials {
        username, password, ..
    } = &credentials;
    ApiError::unless_given(&[("username", username), ("password", password)])?;
    let mut data = app.data();
    let user = check(&mut data, username, password, solved)?;
    let remember = credentials.remember_me.unwrap_or(false);
    after_check(&app, &mut data, user, &start, remember)
}

/// The user who has this password.
pub(crate) fn check(
    data: &mut Data,
    username: &str,
    password: &str,
    captcha_solved: bool,
) -> Result<Uuid> {
    // Counted by what was typed, so that unknown names behave like known ones.
    let typed = username.to_lowercase();
    let wrong = data.wrong_passwords.get(&typed).copied().unwrap_or(0);
    let wanted = data.settings.captcha || wrong >= WRONG_PASSWORDS;
    if wanted && !captcha_solved {
        return Err(ApiError::captcha_wanted());
    }
    let user = data
        .users
        .by_name_or_email(username)
        .filter(|user| user.password.as_deref() == Some(password))
        .map(|user| (user.id, user.confirmed));
    let Some((user, confirmed)) = user else {
        data.wrong_passwords.insert(typed, wrong.saturating_add(1));
        return Err(ApiError::wrong_password());
    };
    data.wrong_passwords.remove(&typed);
    match confirmed {
        true => Ok(user),
        false => Err(ApiError::unconfirmed()),
    }
}

/// Signs in, or asks for the second factor first.
pub(crate) fn after_check(
    app: &App,
    data: &mut Data,
    user: Uuid,
    start: &Start,
    remember: bool,
) -> Result<SignedIn> {
    let challenge = match data.settings.second_factor {
        true => second_factor::challenge(app, data, user, start),
        false => None,
    };
    match challenge {
        Some(id) => Ok(SignedIn::challenged(start, id)),
        None => sign_in::finish(app, data, user, start, remember),
    }
}
