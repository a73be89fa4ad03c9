//! The second factor: a code that is required after the correct password.

use std::time::Duration;

use uuid::Uuid;

use crate::store::callback::Start;
use crate::store::failure::{Failure, Result};
use crate::store::outbox::{Channel, Message, MessageKind};
use crate::store::rules::codes;
use crate::store::rules::sessions::CookieAge;
use crate::store::rules::sign_in::{self, SignedIn};
use crate::store::secret::new_code;
use crate::store::state::{App, Data};
use crate::store::users::User;
use crate::store::waiting::Challenge;

/// How long the sign-in can be continued.
const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// How long each of its codes is valid.
const CODE_LIFETIME: Duration = Duration::from_secs(3 * 60);

/// Sends a code and returns the challenge's id, or `None` for a user without an
/// email address or phone number.
pub(crate) fn challenge(app: &App, data: &mut Data, user: Uuid, start: &Start) -> Option<String> {
    let (channel, to) = address(data.users.get(user)?)?;
    let now = app.now();
    let code = new_code();
    data.outbox.post(now, message(channel, to, &code));
    let challenge = Challenge {
        user,
        start: start.clone(),
        code,
        code_expires: now + CODE_LIFETIME,
        wrong_codes: 0,
    };
    Some(data.challenges.add(now, LIFETIME, challenge))
}

fn address(user: &User) -> Option<(Channel, String)> {
    let mail = user.email.clone().map(|email| (Channel::Mail, email));
    mail.or_else(|| user.phone.clone().map(|phone| (Channel::Sms, phone)))
}

fn message(channel: Channel, to: String, code: &str) -> Message {
    Message {
        to,
        kind: MessageKind::Code,
        channel,
        subject: "Your second step".into(),
        text: format!("Your code is {code}. Good for 3 minutes."),
        code: Some(code.to_owned()),
        link: None,
    }
}

/// Signs in the user who knows the code.
pub(crate) fn validate(
    app: &App,
    data: &mut Data,
    id: &str,
    code: &str,
    age: CookieAge,
) -> Result<SignedIn> {
    let now = app.now();
    let challenge = data
        .challenges
        .get_mut(now, id)
        .ok_or_else(Failure::unknown_operation)?;
    let is_over = challenge.code_expires <= now;
    codes::check(&challenge.code, code, is_over, &mut challenge.wrong_codes)?;
    let challenge = data
        .challenges
        .take(now, id)
        .ok_or_else(Failure::unknown_operation)?;
    let Challenge { user, start, .. } = challenge;
    sign_in::finish(app, data, user, &start, age)
}

/// Sends another code; the previous one is no longer valid.
pub(crate) fn resend(app: &App, data: &mut Data, id: &str) -> Result<()> {
    let now = app.now();
    let challenge = data
        .challenges
        .get_mut(now, id)
        .ok_or_else(Failure::unknown_operation)?;
    let user = data.users.get(challenge.user);
    let (channel, to) = user.and_then(address).ok_or_else(Failure::broken)?;
    challenge.code = new_code();
    challenge.code_expires = now + CODE_LIFETIME;
    challenge.wrong_codes = 0;
    data.outbox.post(now, message(channel, to, &challenge.code));
    Ok(())
}
