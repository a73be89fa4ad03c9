//! The table of paths, and what every answer has in common.

use axum::Router;
use axum::body::{self, Body};
use axum::extract::{Request, State};
use axum::http::header::{CONNECTION, HeaderName};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{MethodRouter, get, post};
use uuid::Uuid;

use crate::clock::rfc3339;
use crate::errors::ApiError;
use crate::faults::{self, Cut};
use crate::state::Shared;
use crate::{
    ask, control, cors, journal, outbox, password, passwordless, profile, reset, signup, sso,
};

/// The largest body that is read.
const BODY_LIMIT: usize = 1024 * 1024;

/// All paths.
pub(crate) fn router(app: &Shared) -> Router {
    Router::new()
        .route("/", get(Redirect::to("/outbox")))
        .route("/outbox", get(outbox::html))
        .nest("/sandbox", switches())
        .nest("/api", service(app))
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn_with_state(app.clone(), frame))
        .with_state(app.clone())
}

fn service(app: &Shared) -> Router<Shared> {
    let router = Router::new()
        .route("/user/confirm", get(signup::confirm))
        .route("/otc/code", get(passwordless::code))
        .route("/otc/link", get(passwordless::link))
        .route("/users/me", get(profile::me))
        .route("/users/me/ask", get(ask::list))
        .route("/token/update", post(ask::update))
        .route("/oauth2/user/ask", post(ask::update))
        .route("/password/reset/request", post(reset::request))
        .route("/password/reset/confirm", post(reset::confirm))
        .route("/jwt/sso", get(sso::jwt))
        .route("/jwt/sso/redirect", get(sso::redirect))
        .route("/oauth2/sso", get(sso::oauth))
        .route("/oauth2/logout", get(sso::logout))
        .route("/oauth2/clear_sso", get(sso::clear));
    let router = [
        ("/user", post(signup::create)),
        ("/user/resend_confirmation_link", post(signup::resend)),
        ("/login", post(password::login)),
        ("/login/phone/request", post(passwordless::phone_request)),
        ("/login/phone/confirm", post(passwordless::phone_confirm)),
        ("/login/email/request", post(passwordless::email_request)),
        ("/login/email/confirm", post(passwordless::email_confirm)),
    ]
    .into_iter()
    .fold(router, both_ways);
    router
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(from_fn_with_state(app.clone(), faults::inject))
        .layer(cors::service(app))
        .layer(from_fn(cors::all_or_nothing))
}

/// The same path for JWT and, behind `/oauth2`, for OAuth.
fn both_ways(
    router: Router<Shared>,
    (path, method): (&str, MethodRouter<Shared>),
) -> Router<Shared> {
    router
        .route(path, method.clone())
        .route(&format!("/oauth2{path}"), method)
}

fn switches() -> Router<Shared> {
    Router::new()
        .route("/outbox.json", get(outbox::json))
        .route("/requests.json", get(journal::json))
        .route("/options", post(control::options))
        .route("/reset", post(control::reset))
        .route("/faults", post(faults::add).delete(faults::clear))
        .fallback(not_found)
        .method_not_allowed_fallback(not_allowed)
        .layer(cors::control())
}

async fn not_found() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "404", "No such path.")
}

async fn not_allowed() -> ApiError {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "405",
        "The path does not know this method.",
    )
}

/// Around every answer: the request is read to its end and noted, the answer
/// gets an id and ends the connection.
async fn frame(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let entry = note(&app, &request);
    let mut response = match read_whole(request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    };
    let is_sent = response.extensions().get::<Cut>().is_none();
    if let Some(entry) = entry.filter(|_| is_sent) {
        app.data().journal.answered(entry, response.status());
    }
    let headers = response.headers_mut();
    // Chromium repeats a request by itself, POST included, when a connection that
    // was used before is cut or answers 408.
    headers.insert(CONNECTION, HeaderValue::from_static("close"));
    if let Ok(id) = HeaderValue::from_str(&Uuid::new_v4().to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    response
}

fn note(app: &Shared, request: &Request) -> Option<u64> {
    let path = request.uri().path();
    if !path.starts_with("/api/") {
        return None;
    }
    let at = rfc3339(app.now());
    Some(app.data().journal.arrived(request.method(), path, at))
}

/// Reads the body: closing a connection with unread data in it resets it, and
/// the caller may never see the answer.
async fn read_whole(request: Request) -> Result<Request, ApiError> {
    let (parts, body) = request.into_parts();
    match body::to_bytes(body, BODY_LIMIT).await {
        Ok(body) => Ok(Request::from_parts(parts, Body::from(body))),
        Err(_) => Err(ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "0",
            "The body is too large.",
        )),
    }
}
