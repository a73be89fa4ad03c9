//! A new password for a forgotten one.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use serde::Deserialize;
use url::Url;
use uuid::Uuid;

use crate::callback::{Project, with_params};
use crate::errors::{ApiError, Result};
use crate::extract::{Body, Captcha, Text};
use crate::outbox::{Channel, Kind, Message};
use crate::state::{App, Data, Shared, secret};
use crate::users::check_password;

const LIFETIME: Duration = Duration::from_secs(60 * 60);

/// A reset code that was sent and not used yet.
pub(crate) struct ResetCode {
    user: Uuid,
    expires: Duration,
}

#[derive(Deserialize)]
pub(crate) struct Request {
    #[serde(default)]
    username: String,
}

/// POST `/password/reset/request`: a mail with a link to the page that asks for
/// the new password. The answer does not tell whether there is such a user.
pub(crate) async fn request(
    State(app): State<Shared>,
    project: Project,
    Captcha(solved): Captcha,
    Body(body): Body<Request>,
) -> Result<StatusCode> {
    ApiError::unless_given(&[("username", &body.username)])?;
    let mut data = app.data();
    if data.settings.captcha && !solved {
        return Err(ApiError::captcha_wanted());
    }
    let known = data
        .users
        .by_name_or_email(&body.username)
        .and_then(|user| Some((user.id, user.email.clone()?)));
    if let Some((user, to)) = known {
        let page = project.login_url.as_ref().unwrap_or(&app.home);
        send_link(&app, &mut data, user, to, page);
    }
    Ok(StatusCode::NO_CONTENT)
}

fn send_link(app: &App, data: &mut Data, user: Uuid, to: String, page: &Url) {
    let now = app.now();
    let code = secret();
    let id = user.to_string();
    let link = with_params(page, &[("reset_code", &code), ("user_id", &id)]);
    let message = Message {
        to,
        kind: Kind::Reset,
        channel: Channel::Mail,
        subject: "Choose a new password".into(),
        text: "Open the link to choose a new password. It works once, for an hour.".into(),
        code: Some(code.clone()),
        link: Some(link),
    };
    data.outbox.post(now, message);
    let reset = ResetCode {
        user,
        expires: now + LIFETIME,
    };
    data.resets.insert(code, reset);
}

#[derive(Deserialize)]
pub(crate) struct Confirm {
    #[serde(default)]
    new_password: String,
    #[serde(default)]
    reset_code: Text,
    #[serde(default)]
    user_id: Text,
}

/// POST `/password/reset/confirm`: sets the password and ends every session.
pub(crate) async fn confirm(
    State(app): State<Shared>,
    _: Project,
    Body(body): Body<Confirm>,
) -> Result<StatusCode> {
    check_password(&body.new_password)?;
    ApiError::unless_given(&[
        ("reset_code", &body.reset_code.0),
        ("user_id", &body.user_id.0),
    ])?;
    let mut data = app.data();
    let id = data
        .resets
        .get(&body.reset_code.0)
        .filter(|reset| reset.expires > app.now())
        .filter(|reset| reset.user.to_string() == body.user_id.0)
        .map(|reset| reset.user);
    let user = id.and_then(|id| data.users.get_mut(id));
    let user = user.ok_or_else(|| ApiError::invalid("The reset code is wrong or has expired."))?;
    user.password = Some(body.new_password);
    let id = user.id;
    let names = [user.username.clone(), user.email.clone()];
    for name in names.into_iter().flatten() {
        data.wrong_passwords.remove(&name.to_lowercase());
    }
    data.resets.retain(|_, reset| reset.user != id);
    data.sign_out_everywhere(id);
    Ok(StatusCode::NO_CONTENT)
}
