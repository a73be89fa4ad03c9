//! The second factor: a code that is asked for after the right password.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::callback::Start;
use crate::errors::{ApiError, Result};
use crate::extract::{Body, Params};
use crate::operations::{WRONG_CODES, new_code};
use crate::outbox::{Channel, Kind, Message};
use crate::sign_in;
use crate::state::{App, Data, Shared};
use crate::users::User;

/// How long the sign-in can be gone on with.
const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// How long one of its codes is good.
const CODE_LIFETIME: Duration = Duration::from_secs(3 * 60);

/// A sign-in that waits for its second factor.
pub(crate) struct Challenge {
    user: Uuid,
    start: Start,
    code: String,
    code_expires: Duration,
    wrong_codes: u32,
}

/// Sends a code and gives the challenge's id; none for a user without an address
/// to send one to.
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
        kind: Kind::Code,
        channel,
        subject: "Your second step".into(),
        text: format!("Your code is {code}. Good for 3 minutes."),
        code: Some(code.to_owned()),
        link: None,
    }
}

#[derive(Deserialize)]
pub(crate) struct Validate {
    #[serde(default)]
    challenge_id: String,
    #[serde(default)]
    code: String,
    #[serde(default)]
    remember_me: bool,
}

/// GET `/otp/validate`: signs in whoever knows the code.
pub(crate) async fn validate(
    State(app): State<Shared>,
    Params(query): Params<Validate>,
) -> Result<Response> {
    ApiError::unless_given(&[("challenge_id", &query.challenge_id), ("code", &query.code)])?;
    let mut data = app.data();
    let now = app.now();
    let challenge = data
        .challenges
        .get_mut(now, &query.challenge_id)
        .ok_or_else(ApiError::unknown_operation)?;
    if challenge.wrong_codes >= WRONG_CODES {
        return Err(ApiError::too_many_codes());
    }
    if challenge.code_expires <= now {
        return Err(ApiError::wrong_code());
    }
    if challenge.code != query.code {
        challenge.wrong_codes += 1;
        return Err(match challenge.wrong_codes {
            WRONG_CODES.. => ApiError::too_many_codes(),
            _ => ApiError::wrong_code(),
        });
    }
    let challenge = data
        .challenges
        .take(now, &query.challenge_id)
        .ok_or_else(ApiError::unknown_operation)?;
    let Challenge { user, start, .. } = challenge;
    let signed_in = sign_in::finish(&app, &mut data, user, &start, query.remember_me)?;
    Ok(signed_in.into_url())
}

#[derive(Deserialize)]
pub(crate) struct Resend {
    #[serde(default)]
    challenge_id: String,
}

/// PUT `/otp/resend`: another code; the one before it is no longer good.
pub(crate) async fn resend(
    State(app): State<Shared>,
    Params(query): Params<Resend>,
    Body(_): Body<Value>,
) -> Result<StatusCode> {
    ApiError::unless_given(&[("challenge_id", &query.challenge_id)])?;
    let mut data = app.data();
    let data = &mut *data;
    let now = app.now();
    let challenge = data
        .challenges
        .get_mut(now, &query.challenge_id)
        .ok_or_else(ApiError::unknown_operation)?;
    let user = data.users.get(challenge.user);
    let (channel, to) = user.and_then(address).ok_or_else(ApiError::failure)?;
    challenge.code = new_code();
    challenge.code_expires = now + CODE_LIFETIME;
    challenge.wrong_codes = 0;
    data.outbox.post(now, message(channel, to, &challenge.code));
    Ok(StatusCode::NO_CONTENT)
}
