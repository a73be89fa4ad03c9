//! Signing up with a name and a password, and confirming the account by mail.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::callback::Start;
use crate::errors::{ApiError, Result};
use crate::extract::{Body, Captcha, Params};
use crate::outbox::{Channel, Kind, Message};
use crate::page;
use crate::sign_in;
use crate::state::{App, Data, Shared, secret};
use crate::users::{User, check_email, check_password, check_username};

const LINK_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// A confirmation link that was sent and not opened yet.
pub(crate) struct Confirmation {
    user: Uuid,
    /// Where the user goes from there: what the call that sent it named.
    start: Start,
    expires: Duration,
}

#[derive(Deserialize)]
pub(crate) struct SignUp {
    #[serde(default)]
    username: String,
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    nickname: Option<String>,
    #[serde(default)]
    fields: Map<String, Value>,
}

/// POST `/user`: a new account; 204 when it must be confirmed by mail first.
pub(crate) async fn create(
    State(app): State<Shared>,
    start: Start,
    Captcha(solved): Captcha,
    Body(body): Body<SignUp>,
) -> Result<Response> {
    check_username(&body.username)?;
    check_password(&body.password)?;
    check_email(&body.email)?;
    let mut data = app.data();
    if data.settings.captcha && !solved {
        return Err(ApiError::captcha_wanted());
    }
    if data.users.by_name(&body.username).is_some() {
        return Err(username_taken());
    }
    if data.users.by_email(&body.email).is_some() {
        return Err(email_taken());
    }
    let mut user = new_user(&app, body);
    user.confirmed = !data.settings.confirm_mail;
    let confirmed = user.confirmed;
    let id = data.users.add(user);
    if confirmed {
        return Ok(sign_in::finish(&app, &mut data, id, &start, false)?.into_response());
    }
    send_link(&app, &mut data, id, start);
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn new_user(app: &App, body: SignUp) -> User {
    let mut fields = body.fields;
    if let Some(nickname) = body.nickname {
        fields.insert("nickname".into(), nickname.into());
    }
    User {
        username: Some(body.username),
        email: Some(body.email),
        password: Some(body.password),
        fields,
        ..User::new(app.now())
    }
}

pub(crate) fn username_taken() -> ApiError {
    taken("003-003", "The username is taken.")
}

pub(crate) fn email_taken() -> ApiError {
    taken("003-004", "The mail address is taken.")
}

fn taken(code: &'static str, description: &str) -> ApiError {
    ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, code, description)
}

fn send_link(app: &App, data: &mut Data, user: Uuid, start: Start) {
    let to = data.users.get(user).and_then(|user| user.email.clone());
    let Some(to) = to else { return };
    let key = secret();
    let link = format!("{}/api/user/confirm?key={key}", app.url);
    let now = app.now();
    let confirmation = Confirmation {
        user,
        start,
        expires: now + LINK_LIFETIME,
    };
    data.confirmations.insert(key, confirmation);
    let message = Message {
        to,
        kind: Kind::Confirm,
        channel: Channel::Mail,
        subject: "Confirm your account".into(),
        text: "Open the link to confirm your account. It works once, for a day.".into(),
        code: None,
        link: Some(link),
    };
    data.outbox.post(now, message);
}

#[derive(Deserialize)]
pub(crate) struct Resend {
    #[serde(default)]
    username: String,
}

/// POST `/user/resend_confirmation_link`: another mail, for an account that
/// waits for it. The answer does not tell whether there is one.
pub(crate) async fn resend(
    State(app): State<Shared>,
    start: Start,
    Body(body): Body<Resend>,
) -> Result<StatusCode> {
    ApiError::unless_given(&[("username", &body.username)])?;
    let mut data = app.data();
    let waiting = data
        .users
        .by_name_or_email(&body.username)
        .filter(|user| !user.confirmed)
        .map(|user| user.id);
    if let Some(user) = waiting {
        send_link(&app, &mut data, user, start);
    }
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
pub(crate) struct ConfirmQuery {
    #[serde(default)]
    key: String,
}

/// GET `/user/confirm`: the link in the mail, opened in any browser.
pub(crate) async fn confirm(
    State(app): State<Shared>,
    Params(query): Params<ConfirmQuery>,
) -> Result<Response> {
    let mut data = app.data();
    let link = data
        .confirmations
        .remove(&query.key)
        .filter(|link| link.expires > app.now());
    let Some(Confirmation { user, start, .. }) = link else {
        return Ok(page::gone());
    };
    data.confirmations.retain(|_, other| other.user != user);
    if let Some(known) = data.users.get_mut(user) {
        known.confirmed = true;
    }
    let signed_in = sign_in::without_session(&app, &mut data, user, &start)?;
    Ok((StatusCode::FOUND, [(LOCATION, signed_in.url)]).into_response())
}
