//! The middleware around every request.

use axum::body::{self, Body, Bytes};
use axum::extract::{Request, State};
use axum::http::header::HeaderName;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum_extra::headers::{Connection, HeaderMapExt};
use url::form_urlencoded;
use uuid::Uuid;

use crate::store::clock::rfc3339;
use crate::store::refresh_log::Digest;
use crate::store::state::Shared;
use crate::web::breach::Breach;
use crate::web::error::ApiError;

/// The largest request body that is read, in bytes.
const BODY_LIMIT: usize = 1024 * 1024;

/// Wraps every request: reads its whole body and records it. The response gets an
/// id (`x-request-id`) and closes the connection.
pub(crate) async fn around(State(app): State<Shared>, request: Request, next: Next) -> Response {
    let entry = note(&app, &request);
    let (token, mut response) = match read_whole(request).await {
        Ok((parts, body)) => {
            let token = note_refresh_token(&app, entry, &parts, &body);
            let request = Request::from_parts(parts, Body::from(body));
            (token, next.run(request).await)
        }
        Err(error) => (None, error.into_response()),
    };
    let breach = response.extensions().get::<Breach>();
    if breach.is_none_or(|breach| breach.is_answer()) {
        note_answer(&app, entry, token, response.status());
    }
    let headers = response.headers_mut();
    // Chromium retries a request on its own, even a POST, if a reused connection is
    // cut or returns 408.
    headers.typed_insert(Connection::close());
    if let Ok(id) = HeaderValue::from_str(&Uuid::new_v4().to_string()) {
        headers.insert(HeaderName::from_static("x-request-id"), id);
    }
    response
}

fn note(app: &Shared, request: &Request) -> Option<Uuid> {
    let path = request.uri().path();
    if !path.starts_with("/api/") && !path.starts_with("/cdn/") {
        return None;
    }
    let at = rfc3339(app.now());
    Some(
        app.data()
            .journal
            .arrived(request.method().as_str(), path, at),
    )
}

fn note_refresh_token(
    app: &Shared,
    entry: Option<Uuid>,
    parts: &Parts,
    body: &[u8],
) -> Option<Digest> {
    let token = refresh_token(parts, body)?;
    let mut data = app.data();
    data.journal.carries(entry?, token.clone());
    data.refresh_log.arrived(&token);
    Some(token)
}

fn note_answer(app: &Shared, entry: Option<Uuid>, token: Option<Digest>, status: StatusCode) {
    let mut data = app.data();
    if let Some(entry) = entry {
        data.journal.answered(entry, status.as_u16());
    }
    if let Some(token) = token {
        data.refresh_log.answered(&token);
    }
}

/// Reads the whole body. Closing a connection with unread data resets it, and the
/// caller might never see the response.
async fn read_whole(request: Request) -> Result<(Parts, Bytes), ApiError> {
    let (parts, body) = request.into_parts();
    match body::to_bytes(body, BODY_LIMIT).await {
        Ok(body) => Ok((parts, body)),
        Err(_) => Err(ApiError::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "0",
            "The body is too large.",
        )),
    }
}

/// Returns the digest of the refresh token in a request to the token endpoint.
fn refresh_token(parts: &Parts, body: &[u8]) -> Option<Digest> {
    if parts.method != Method::POST || parts.uri.path() != "/api/oauth2/token" {
        return None;
    }
    form_urlencoded::parse(body)
        .find(|(name, _)| name == "refresh_token")
        .map(|(_, token)| Digest::of(&token))
}
