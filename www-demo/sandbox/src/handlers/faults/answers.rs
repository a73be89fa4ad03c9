//! Responses that replace the real one, or that are made from it.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body as HttpBody, Bytes};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::{Json, body};
use axum_extra::TypedHeader;
use axum_extra::headers::{ContentLength, ContentType, HeaderMapExt};
use futures_util::stream;
use serde_json::json;

use crate::store::failure::Failure;
use crate::store::faults::Wanted;
use crate::store::text_or_number::TextOrNumber;
use crate::web::breach::Breach;
use crate::web::error::ApiError;
use crate::web::{refusal, wait};

const HUGE: usize = 10 * 1024 * 1024;
const SLOW_PIECES: usize = 8;
/// More than a browser accepts. Spread over several headers, because each header
/// has a limit of its own.
const HUGE_HEADERS: usize = 512 * 1024;
const HEADERS: usize = 16;
const UNKNOWN_STATUS: u16 = 799;
const DEPTH: usize = 100_000;
const SIGNED_IN: &str = r#"{"login_url":"http://localhost/?token=of.a.fault"}"#;
pub(super) const PROTO: &str =
    r#"{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}"#;

/// Returns the status that the fault names, or `default`.
pub(super) fn status_or(fault: &Wanted, default: StatusCode) -> StatusCode {
    fault
        .status
        .and_then(|status| StatusCode::from_u16(status).ok())
        .unwrap_or(default)
}

/// Returns a response that the server writes by hand, as `breach` says.
pub(super) fn broken(fault: &Wanted, breach: Breach) -> Response {
    let mut response = as_json(fault, SIGNED_IN);
    response.extensions_mut().insert(breach);
    response
}

/// Drops the response: the connection is closed instead.
pub(super) fn lost(mut response: Response) -> Response {
    response.extensions_mut().insert(Breach::Cut);
    response
}

pub(super) fn huge_headers(fault: &Wanted) -> Response {
    let mut response = as_json(fault, SIGNED_IN);
    for number in 0..HEADERS {
        let name = HeaderName::try_from(format!("x-padding-{number}"));
        let value = HeaderValue::try_from("a".repeat(HUGE_HEADERS / HEADERS));
        if let (Ok(name), Ok(value)) = (name, value) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

pub(super) fn unknown_status(fault: &Wanted) -> Response {
    let mut response = as_json(fault, SIGNED_IN);
    if let Ok(status) = StatusCode::from_u16(fault.status.unwrap_or(UNKNOWN_STATUS)) {
        *response.status_mut() = status;
    }
    response
}

pub(super) fn deep() -> String {
    "[".repeat(DEPTH) + &"]".repeat(DEPTH)
}

pub(super) async fn with_bom(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = body::to_bytes(body, usize::MAX).await else {
        return ApiError::from(Failure::broken()).into_response();
    };
    let body = [b"\xef\xbb\xbf", body.as_ref()].concat();
    parts.headers.typed_insert(ContentLength(body.len() as u64));
    Response::from_parts(parts, HttpBody::from(body))
}

pub(super) fn latin1(fault: &Wanted) -> Response {
    let body: &[u8] = b"{\"login_url\":\"http://localhost/?name=J\xf6rg\"}";
    let status = status_or(fault, StatusCode::OK);
    let headers = [(CONTENT_TYPE, "application/json; charset=iso-8859-1")];
    (status, headers, body).into_response()
}

pub(super) fn cut_body() -> Response {
    let pieces = stream::unfold(0, |sent| async move {
        if sent == 0 {
            return Some((Ok(Bytes::from_static(br#"{"login_url":"#)), 1));
        }
        // Lets the server send the first piece before the connection breaks.
        wait::yield_now().await;
        Some((Err(std::io::Error::other("cut")), sent))
    });
    let headers = [(CONTENT_TYPE, "application/json"), (CONTENT_LENGTH, "1000")];
    (headers, HttpBody::from_stream(pieces)).into_response()
}

pub(super) fn status(fault: &Wanted) -> Response {
    let status = status_or(fault, StatusCode::INTERNAL_SERVER_ERROR);
    let error = json!({ "code": status.as_str(), "description": "A fault on demand." });
    let response = (status, Json(json!({ "error": error }))).into_response();
    with_retry_after(fault, response)
}

fn with_retry_after(fault: &Wanted, mut response: Response) -> Response {
    let retry_after = fault.retry_after.as_ref();
    if let Some(value) =
        retry_after.and_then(|TextOrNumber(value)| HeaderValue::from_str(value).ok())
    {
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    response
}

pub(super) fn as_json(fault: &Wanted, body: impl Into<HttpBody>) -> Response {
    let status = status_or(fault, StatusCode::OK);
    (status, TypedHeader(ContentType::json()), body.into()).into_response()
}

pub(super) fn huge() -> String {
    format!(r#"{{"login_url":"{}"}}"#, "a".repeat(HUGE))
}

pub(super) fn wrong_type(mut response: Response) -> Response {
    response.headers_mut().typed_insert(ContentType::text());
    response
}

pub(super) fn numeric_code(fault: &Wanted) -> Response {
    let status = status_or(fault, StatusCode::UNPROCESSABLE_ENTITY);
    let error = json!({ "code": 0, "description": "A fault on demand." });
    (status, Json(json!({ "error": error }))).into_response()
}

pub(super) fn oauth_error(fault: &Wanted) -> Response {
    let error = fault.error.as_deref().unwrap_or("invalid_grant");
    let status = status_or(fault, refusal::status_of(error));
    let response = refusal::rfc6749(status, error, "A fault on demand.");
    with_retry_after(fault, response)
}

pub(super) async fn slow(response: Response, over: Duration) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = body::to_bytes(body, usize::MAX).await else {
        return ApiError::from(Failure::broken()).into_response();
    };
    parts.headers.typed_insert(ContentLength(body.len() as u64));
    let piece = body.len().div_ceil(SLOW_PIECES).max(1);
    let pause = over / u32::try_from(SLOW_PIECES).unwrap_or(1);
    let pieces = stream::unfold(body, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        wait::sleep(pause).await;
        let next = rest.split_to(piece.min(rest.len()));
        Some((Ok::<_, Infallible>(next), rest))
    });
    Response::from_parts(parts, HttpBody::from_stream(pieces))
}
