//! New accounts, and their confirmation by email.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::store::callback::Start;
use crate::store::failure::{Failure, Result};
use crate::store::outbox::{Channel, Message, MessageKind};
use crate::store::rules::sessions::CookieAge;
use crate::store::rules::sign_in::{self, SignedIn};
use crate::store::secret::secret;
use crate::store::state::{App, Data};
use crate::store::users::{User, check_email, check_password, check_username};
use crate::store::waiting::Confirmation;

const LINK_LIFETIME: Duration = Duration::from_secs(24 * 60 * 60);

/// The data of a new account.
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

impl SignUp {
    /// Checks the limits of the username, password and email address.
    pub(crate) fn check(&self) -> Result<()> {
        check_username(&self.username)?;
        check_password(&self.password)?;
        check_email(&self.email)
    }
}

/// Adds an account. Signs the user in, or, if the account must be confirmed first,
/// sends the confirmation email and returns `None`.
pub(crate) fn create(
    app: &App,
    data: &mut Data,
    start: Start,
    wanted: SignUp,
    captcha_solved: bool,
) -> Result<Option<SignedIn>> {
    if data.settings.captcha && !captcha_solved {
        return Err(Failure::captcha_wanted());
    }
    if data.users.by_name(&wanted.username).is_some() {
        return Err(Failure::username_taken());
    }
    if data.users.by_email(&wanted.email).is_some() {
        return Err(Failure::email_taken());
    }
    let mut user = new_user(app, wanted);
    user.confirmed = !data.settings.confirm_mail;
    let confirmed = user.confirmed;
    let id = data.users.add(user);
    if confirmed {
        return sign_in::finish(app, data, id, &start, CookieAge::UntilClosed).map(Some);
    }
    send_link(app, data, id, start);
    Ok(None)
}

fn new_user(app: &App, wanted: SignUp) -> User {
    let mut fields = wanted.fields;
    if let Some(nickname) = wanted.nickname {
        fields.insert("nickname".into(), nickname.into());
    }
    User {
        username: Some(wanted.username),
        email: Some(wanted.email),
        password: Some(wanted.password),
        fields,
        ..User::new(app.now())
    }
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
        kind: MessageKind::Confirm,
        channel: Channel::Mail,
        subject: "Confirm your account".into(),
        text: "Open the link to confirm your account. It works once, for a day.".into(),
        code: None,
        link: Some(link),
    };
    data.outbox.post(now, message);
}

/// Sends another email, if the account is not confirmed yet.
pub(crate) fn resend(app: &App, data: &mut Data, name: &str, start: Start) {
    let waiting = data
        .users
        .by_name_or_email(name)
        .filter(|user| !user.confirmed)
        .map(|user| user.id);
    if let Some(user) = waiting {
        send_link(app, data, user, start);
    }
}

/// Confirms the account that the key in a link belongs to. Returns `None` if the key
/// is not valid.
pub(crate) fn confirm(app: &App, data: &mut Data, key: &str) -> Result<Option<SignedIn>> {
    let link = data
        .confirmations
        .remove(key)
        .filter(|link| link.expires > app.now());
    let Some(Confirmation { user, start, .. }) = link else {
        return Ok(None);
    };
    data.confirmations.retain(|_, other| other.user != user);
    if let Some(known) = data.users.get_mut(user) {
        known.confirmed = true;
    }
    sign_in::without_session(app, data, user, &start).map(Some)
}
