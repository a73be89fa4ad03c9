//! Signing in with a code that is sent to a phone number or an email address.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};
use url::Url;

use crate::store::callback::Start;
use crate::store::failure::Failure;
use crate::store::outbox::Channel;
use crate::store::rules::operations::{self, LinkOptions};
use crate::store::rules::passwordless;
use crate::store::state::{App, Shared};
use crate::store::text_or_number::TextOrNumber;
use crate::store::users::{check_email, check_phone};
use crate::store::waiting::Purpose;
use crate::web::error::Result;
use crate::web::extract::{Body, Params};
use crate::web::start::Project;
use crate::web::{page, redirect, signed_in, wait};

#[derive(Deserialize)]
pub(crate) struct PhoneRequest {
    #[serde(default)]
    phone_number: String,
    #[serde(flatten)]
    link: LinkOptions,
}

/// POST `/login/phone/request`: sends a code to the phone number.
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

/// POST `/login/email/request`: sends a code to the email address.
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
    code: TextOrNumber,
}

/// POST `/login/phone/confirm`: signs in the user who knows the code.
pub(crate) async fn phone_confirm(
    State(app): State<Shared>,
    start: Start,
    Body(body): Body<PhoneConfirm>,
) -> Result<Response> {
    Failure::unless_given(&[("phone_number", &body.phone_number)])?;
    confirm(&app, &start, Channel::Sms, &body.phone_number, &body.proof)
}

/// POST `/login/email/confirm`: signs in the user who knows the code.
pub(crate) async fn email_confirm(
    State(app): State<Shared>,
    start: Start,
    Body(body): Body<EmailConfirm>,
) -> Result<Response> {
    Failure::unless_given(&[("email", &body.email)])?;
    let email = body.email.to_lowercase();
    confirm(&app, &start, Channel::Mail, &email, &body.proof)
}

fn confirm(
    app: &App,
    start: &Start,
    channel: Channel,
    login: &str,
    proof: &Proof,
) -> Result<Response> {
    let (id, code) = (&proof.operation_id, &proof.code.0);
    Failure::unless_given(&[("operation_id", id), ("code", code)])?;
    let data = &mut app.data();
    let signed_in = passwordless::confirm(app, data, start, (channel, login), (id, code))?;
    Ok(signed_in::with_login_url(app, signed_in))
}

#[derive(Deserialize)]
pub(crate) struct CodeQuery {
    #[serde(default)]
    login: String,
    #[serde(default)]
    operation_id: String,
}

/// GET `/otc/code`: waits for the link to be opened, then returns the code.
pub(crate) async fn code(
    State(app): State<Shared>,
    _: Project,
    Params(query): Params<CodeQuery>,
) -> Result<Json<Value>> {
    Failure::unless_given(&[
        ("login", &query.login),
        ("operation_id", &query.operation_id),
    ])?;
    let (opened, code, patience) = {
        let data = app.data();
        let operation = operations::under_way(&app, &data, &query.operation_id, &query.login)?;
        // Keeps the sender alive, so that the wait continues even if the operation
        // is used up.
        let opened = Arc::clone(&operation.opened);
        (opened, operation.code.clone(), data.settings.long_poll)
    };
    let mut link = opened.subscribe();
    match wait::in_time(patience, link.wait_for(|opened| *opened)).await {
        Some(Ok(_)) => Ok(Json(json!({ "code": code }))),
        _ => Err(Failure::link_not_opened().into()),
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

/// GET `/otc/push`: does what opening the link does, as a call. `decline` ends the
/// operation; any other `action` confirms it.
pub(crate) async fn push(
    State(app): State<Shared>,
    _: Project,
    Params(query): Params<PushQuery>,
) -> Result<StatusCode> {
    Url::parse(&query.link_url).map_err(|_| Failure::invalid("link_url: not a URL."))?;
    let mut data = app.data();
    match query.action.as_str() {
        "decline" => operations::decline(&app, &mut data, &query.state)?,
        _ => {
            operations::open_link(&app, &data, &query.state)?;
        }
    }
    Ok(StatusCode::NO_CONTENT)
}

#[derive(Deserialize)]
pub(crate) struct LinkQuery {
    #[serde(default)]
    key: String,
}

/// GET `/otc/link`: the link in the message, opened in any browser.
pub(crate) async fn link(State(app): State<Shared>, Params(query): Params<LinkQuery>) -> Response {
    match operations::open_link(&app, &app.data(), &query.key) {
        Ok(Some(url)) => redirect::found(url.to_string()),
        Ok(None) => page::message("Confirmed", "You may close this page."),
        Err(_) => page::gone(),
    }
}
