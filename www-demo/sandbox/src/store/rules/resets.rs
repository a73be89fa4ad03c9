//! Resetting a forgotten password.

use std::time::Duration;

use url::Url;
use uuid::Uuid;

use crate::store::callback::with_params;
use crate::store::failure::{Failure, Result};
use crate::store::outbox::{Channel, Message, MessageKind};
use crate::store::secret::secret;
use crate::store::state::{App, Data};
use crate::store::waiting::ResetCode;

const LIFETIME: Duration = Duration::from_secs(60 * 60);

/// Sends an email with a link to the page that asks for the new password, if the
/// user exists and has an email address.
pub(crate) fn request(
    app: &App,
    data: &mut Data,
    name: &str,
    page: &Url,
    captcha_solved: bool,
) -> Result<()> {
    if data.settings.captcha && !captcha_solved {
        return Err(Failure::captcha_wanted());
    }
    let known = data
        .users
        .by_name_or_email(name)
        .and_then(|user| Some((user.id, user.email.clone()?)));
    if let Some((user, to)) = known {
        send_link(app, data, user, to, page);
    }
    Ok(())
}

fn send_link(app: &App, data: &mut Data, user: Uuid, to: String, page: &Url) {
    let now = app.now();
    let code = secret();
    let id = user.to_string();
    let link = with_params(page, &[("reset_code", &code), ("user_id", &id)]);
    let message = Message {
        to,
        kind: MessageKind::Reset,
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

/// Sets the password and signs the user out everywhere.
pub(crate) fn confirm(
    app: &App,
    data: &mut Data,
    code: &str,
    user: &str,
    password: String,
) -> Result<()> {
    let id = data
        .resets
        .get(code)
        .filter(|reset| reset.expires > app.now())
        .filter(|reset| reset.user.to_string() == user)
        .map(|reset| reset.user);
    let user = id.and_then(|id| data.users.get_mut(id));
    let user = user.ok_or_else(|| Failure::invalid("The reset code is wrong or has expired."))?;
    user.password = Some(password);
    let id = user.id;
    let names = [user.username.clone(), user.email.clone()];
    for name in names.into_iter().flatten() {
        data.wrong_passwords.remove(&name.to_lowercase());
    }
    data.resets.retain(|_, reset| reset.user != id);
    data.sign_out_everywhere(id);
    Ok(())
}
