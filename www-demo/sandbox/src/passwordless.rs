//! Signing in by a code that is sent to a phone number or a mail address.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use crate::ask;
use crate::callback::{Project, Start};
use crate::errors::{ApiError, Result};
use crate::extract::{Body, Params, Text};
use crate::operations::{self, LinkOptions, Operation, Purpose};
use crate::outbox::Channel;
use crate::page;
use crate::sign_in::{self, SignedIn};
use crate::state::{App, Data, Shared};
use crate::users::{User, check_email, check_phone};
use crate::wait;

#[derive(Deserialize)]
pub(crate) struct PhoneRequest {
    #[serde(default)]
    phone_number: String,
    #[serde(flatten)]
    link: LinkOptions,
}

/// POST `/login/phone/request`: sends a code to the number.
pub(crate) async fn phone_request(
    State(app): State<Shared>,
    _: Start,
    Body(body): Body<PhoneRequest>,
) -> Result<Json<Value>> {
    check_phone(&body.phone_number)?;
    request(&app, Channel::Sms, &body.phone_number, &body.link)
}

#[derive(Deserialize)]
pub(crate) struct EmailRequest {
    #[serde(default)]
    email: String,
    #[serde(flatten)]
    link: LinkOptions,
}

/// POST `/login/email/request`: sends a code to the address.
pub(crate) async fn email_request(
    State(app): State<Shared>,
    _: Start,
    Body(body): Body<EmailRequest>,
) -> Result<Json<Value>> {
    check_email(&body.email)?;
    request(&app, Channel::Mail, &body.email.to_lowercase(), &body.link)
}

fn request(app: &App, channel: Channel, login: &str, link: &LinkOptions) -> Result<Json<Value>> {
    let mut data = app.data();
    let id = operations::start(app, &mut data, channel, login, link, Purpose::SignIn)?;
    Ok(Json(json!({ "operation_id": id })))
}

#[derive(Deserialize)]
pub(crate) struct PhoneConfirm {
    #[serde(default)]
    phone_number: String,
    #[serde(flatten)]
    proof: Proof,
}

#[derive(Deserialize)]
pub(crate) struct EmailConfirm {
    #[serde(default)]
    email: String,
    #[serde(flatten)]
    proof: Proof,
}

#[derive(Deserialize)]
struct Proof {
    #[serde(default)]
    operation_id: String,
    #[serde(default)]
    code: Text,
}

/// POST `/login/phone/confirm`: signs in whoever knows the code.
pub(crate) async fn phone_confirm(
    State(app): State<Shared>,
    start: Start,
    Body(body): Body<PhoneConfirm>,
) -> Result<SignedIn> {
    ApiError::unless_given(&[("phone_number", &body.phone_number)])?;
    confirm(&app, &start, Channel::Sms, &body.phone_number, &body.proof)
}

/// POST `/login/email/confirm`: signs in whoever knows the code.
pub(crate) async fn email_confirm(
    State(app): State<Shared>,
    start: Start,
    Body(body): Body<EmailConfirm>,
) -> Result<SignedIn> {
    ApiError::unless_given(&[("email", &body.email)])?;
    let email = body.email.to_lowercase();
    confirm(&app, &start, Channel::Mail, &email, &body.proof)
}

fn confirm(
    app: &App,
    start: &Start,
    channel: Channel,
    login: &str,
    proof: &Proof,
) -> Result<SignedIn> {
    let id = &proof.operation_id;
    ApiError::unless_given(&[("operation_id", id), ("code", &proof.code.0)])?;
    let mut data = app.data();
    let user = match operations::redeem(app, &mut data, id, channel, login, &proof.code.0)? {
        Purpose::SignIn => find_or_add(app, &mut data, channel, login),
        Purpose::AddTo(user) => ask::add_address(&mut data, user, channel, login)?,
    };
    sign_in::finish(app, &mut data, user, start, false)
}

fn find_or_add(app: &App, data: &mut Data, channel: Channel, login: &str) -> Uuid {
    let known = match channel {
        Channel::Mail => data.users.by_email(login),
        Channel::Sms => data.users.by_phone(login),
    };
    if let Some(id) = known.map(|user| user.id) {
        // Whoever reads the code reads the confirmation mail as well.
        if let Some(user) = data.users.get_mut(id) {
            user.confirmed = true;
        }
        return id;
    }
    let mut user = User::new(app.now());
    match channel {
        Channel::Mail => user.email = Some(login.to_owned()),
        Channel::Sms => user.phone = Some(login.to_owned()),
    }
    data.users.add(user)
}

#[derive(Deserialize)]
pub(crate) struct CodeQuery {
    #[serde(default)]
    login: String,
    #[serde(default)]
    operation_id: String,
}

/// GET `/otc/code`: waits for the link to be opened, then gives the code.
pub(crate) async fn code(
    State(app): State<Shared>,
    _: Project,
    Params(query): Params<CodeQuery>,
) -> Result<Json<Value>> {
    ApiError::unless_given(&[
        ("login", &query.login),
        ("operation_id", &query.operation_id),
    ])?;
    let (opened, code, patience) = {
        let data = app.data();
        let operation = data
            .operations
            .get(&query.operation_id)
            .filter(|operation| operation.login == query.login.to_lowercase())
            .filter(|operation| operation.expires > app.now())
            .ok_or_else(ApiError::unknown_operation)?;
        // Held until the end: the wait goes on when the operation is used up.
        let opened = Arc::clone(&operation.opened);
        (opened, operation.code.clone(), data.settings.long_poll)
    };
    let mut link = opened.subscribe();
    match wait::in_time(patience, link.wait_for(|opened| *opened)).await {
        Some(Ok(_)) => Ok(Json(json!({ "code": code }))),
        _ => Err(ApiError::new(
            StatusCode::REQUEST_TIMEOUT,
            "010-050",
            "The link has not been opened yet.",
        )),
    }
}

#[derive(Deserialize)]
pub(crate) struct PushQuery {
    /// The key of the link in the message.
    #[serde(default)]
    state: String,
    #[serde(default)]
    action: String,
    #[serde(default)]
    link_url: String,
}

/// GET `/otc/push`: what opening the link does, as a call. `decline` ends the
/// operation; every other action confirms it.
pub(crate) async fn push(
    State(app): State<Shared>,
    _: Project,
    Params(query): Params<PushQuery>,
) -> Result<StatusCode> {
    Url::parse(&query.link_url).map_err(|_| ApiError::invalid("link_url: not an address."))?;
    let mut data = app.data();
    let now = app.now();
    let found = data.operations.iter().find(|(_, operation)| {
        operation.link_key.as_deref() == Some(query.state.as_str()) && operation.expires > now
    });
    let (id, operation) = found.ok_or_else(ApiError::unknown_operation)?;
    if query.action != "decline" {
        operation.opened.send_replace(true);
        return Ok(StatusCode::NO_CONTENT);
    }
    let id = id.clone();
    data.operations.remove(&id);
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
pub(crate) struct LinkQuery {
    #[serde(default)]
    key: String,
}

/// GET `/otc/link`: the link in the message, opened in any browser.
pub(crate) async fn link(State(app): State<Shared>, Params(query): Params<LinkQuery>) -> Response {
    let data = app.data();
    let is_this = |operation: &&Operation| {
        operation.link_key.as_deref() == Some(query.key.as_str()) && operation.expires > app.now()
    };
    let Some(operation) = data.operations.values().find(is_this) else {
        return page::gone();
    };
    operation.opened.send_replace(true);
    match &operation.link_url {
        // Anywhere else would make the sandbox an open redirect.
        Some(url) if app.origins.contains(&url.origin().ascii_serialization()) => {
            (StatusCode::FOUND, [(LOCATION, url.to_string())]).into_response()
        }
        _ => page::message("Confirmed", "You may close this page."),
    }
}
