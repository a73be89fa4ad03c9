//! Faults on demand: the next requests go wrong in a chosen way.
//!
//! All but `delay`, `slowBody`, `wrongType` and `bom` take the place of the answer, so
//! the request has no effect.

use std::convert::Infallible;
use std::time::Duration;

use axum::body::{Body as HttpBody, Bytes};
use axum::extract::{OriginalUri, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use axum::{Json, body};
use futures_util::stream;
use serde::Deserialize;
use serde_json::json;

use crate::breach::Breach;
use crate::errors::{ApiError, Result};
use crate::extract::{Body, Text};
use crate::state::Shared;

const DELAY: Duration = Duration::from_secs(1);
const HUGE: usize = 10 * 1024 * 1024;
const SLOW_PIECES: usize = 8;
/// More than a browser takes; in several headers, as each has a limit of its own.
const HUGE_HEADERS: usize = 512 * 1024;
const HEADERS: usize = 16;
const UNKNOWN_STATUS: u16 = 799;
const DEPTH: usize = 100_000;
const SIGNED_IN: &str = r#"{"login_url":"http://localhost/?token=of.a.fault"}"#;
const PROTO: &str = r#"{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}"#;

/// A fault that waits for its requests.
pub(crate) struct Fault {
    wanted: Wanted,
    left: u32,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    /// The answer comes late.
    Delay,
    /// The answer never comes.
    Hang,
    /// The connection is closed without an answer.
    Cut,
    /// The connection is closed in the middle of the body.
    CutBody,
    /// An error of the server or of something in front of it.
    Status,
    /// A page where JSON is expected.
    Html,
    /// JSON that stops too early, in an answer that is complete.
    Truncated,
    /// A body of 10 MB.
    Huge,
    /// The right body as `text/plain`.
    WrongType,
    /// An error whose code is a number.
    NumericCode,
    /// The right body, a piece at a time.
    SlowBody,
    /// The connection is reset in the middle of the headers.
    ResetHeaders,
    /// Bytes that are not HTTP.
    Garbage,
    /// Half a megabyte of headers.
    HugeHeaders,
    /// A `Content-Length` of half the body.
    WrongLength,
    /// A status that nobody has heard of.
    UnknownStatus,
    /// 200 and not a byte.
    EmptyOk,
    /// JSON that is not an object.
    JsonString,
    JsonNull,
    JsonArray,
    /// JSON that is nested deeper than a parser may like.
    DeepJson,
    /// JSON with the names that a careless copy would pollute prototypes with.
    ProtoJson,
    /// A NUL in the middle of a string.
    NulBytes,
    /// The right body after a byte order mark.
    Bom,
    /// JSON that is not in UTF-8.
    Latin1,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Wanted {
    kind: Kind,
    /// Below `/api`, or from `/cdn` on, up to a slash; every path below `/api`
    /// when left out.
    path: Option<String>,
    times: Option<u32>,
    ms: Option<u64>,
    status: Option<u16>,
    retry_after: Option<Text>,
}

/// POST `/sandbox/faults`.
pub(crate) async fn add(
    State(app): State<Shared>,
    Body(wanted): Body<Wanted>,
) -> Result<StatusCode> {
    let last = match wanted.kind {
        Kind::UnknownStatus => 999,
        _ => 599,
    };
    let is_status = |status| (200..=last).contains(&status);
    if !wanted.status.is_none_or(is_status) {
        return Err(ApiError::invalid(format!("status: must be 200 to {last}.")));
    }
    if let Some(Text(value)) = &wanted.retry_after {
        HeaderValue::from_str(value)
            .map_err(|_| ApiError::invalid("retryAfter: not a header value."))?;
    }
    let left = wanted.times.unwrap_or(1);
    app.data().faults.push(Fault { wanted, left });
    Ok(StatusCode::NO_CONTENT)
}

/// DELETE `/sandbox/faults`.
pub(crate) async fn clear(State(app): State<Shared>) -> StatusCode {
    app.data().faults.clear();
    StatusCode::NO_CONTENT
}

/// The first fault that wants this path; it is used up once more.
fn take(faults: &mut Vec<Fault>, path: &str) -> Option<Wanted> {
    faults.retain(|fault| fault.left > 0);
    let fault = faults.iter_mut().find(|fault| fault.wanted.covers(path))?;
    fault.left -= 1;
    Some(fault.wanted.clone())
}

impl Wanted {
    fn covers(&self, path: &str) -> bool {
        let Some(prefix) = &self.path else {
            return !path.starts_with("/cdn/");
        };
        let prefix = prefix.trim_matches('/');
        let path = path.trim_matches('/');
        match path.strip_prefix(prefix) {
            Some(rest) => prefix.is_empty() || rest.is_empty() || rest.starts_with('/'),
            None => false,
        }
    }

    fn wait(&self) -> Duration {
        self.ms.map_or(DELAY, Duration::from_millis)
    }

    fn status_or(&self, default: StatusCode) -> StatusCode {
        self.status
            .and_then(|status| StatusCode::from_u16(status).ok())
            .unwrap_or(default)
    }
}

/// Puts the next fault in the place of the answer.
pub(crate) async fn inject(State(app): State<Shared>, request: Request, next: Next) -> Response {
    // Nested routers see what is left of the path; this wants all of it.
    let uri = request.extensions().get::<OriginalUri>();
    let path = uri.map_or_else(|| request.uri().path(), |OriginalUri(uri)| uri.path());
    let path = path.strip_prefix("/api").unwrap_or(path);
    let fault = take(&mut app.data().faults, path);
    let Some(fault) = fault else {
        return next.run(request).await;
    };
    match fault.kind {
        Kind::Delay => {
            tokio::time::sleep(fault.wait()).await;
            next.run(request).await
        }
        Kind::Hang => std::future::pending().await,
        Kind::Cut => broken(&fault, Breach::Cut),
        Kind::ResetHeaders => broken(&fault, Breach::ResetHeaders),
        Kind::Garbage => broken(&fault, Breach::Garbage),
        Kind::WrongLength => broken(&fault, Breach::WrongLength),
        Kind::HugeHeaders => huge_headers(&fault),
        Kind::UnknownStatus => unknown_status(&fault),
        Kind::EmptyOk => fault.status_or(StatusCode::OK).into_response(),
        Kind::JsonString => as_json(&fault, r#""a string""#),
        Kind::JsonNull => as_json(&fault, "null"),
        Kind::JsonArray => as_json(&fault, r#"[1, "two", null]"#),
        Kind::DeepJson => as_json(&fault, deep()),
        Kind::ProtoJson => as_json(&fault, PROTO),
        Kind::NulBytes => as_json(&fault, "{\"login_url\":\"http://localhost/\0\"}"),
        Kind::Bom => with_bom(next.run(request).await).await,
        Kind::Latin1 => latin1(&fault),
        Kind::CutBody => cut_body(),
        Kind::Status => status(&fault),
        Kind::Html => {
            let status = fault.status_or(StatusCode::OK);
            (status, Html("<!doctype html><title>Sorry</title><p>Sorry.")).into_response()
        }
        Kind::Truncated => as_json(&fault, r#"{"login_url":"http"#),
        Kind::Huge => as_json(&fault, huge()),
        Kind::WrongType => wrong_type(next.run(request).await),
        Kind::NumericCode => numeric_code(&fault),
        Kind::SlowBody => slow(next.run(request).await, fault.wait()).await,
    }
}

/// An answer that the server writes in its own way.
fn broken(fault: &Wanted, breach: Breach) -> Response {
    let mut response = as_json(fault, SIGNED_IN);
    response.extensions_mut().insert(breach);
    response
}

fn huge_headers(fault: &Wanted) -> Response {
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

fn unknown_status(fault: &Wanted) -> Response {
    let mut response = as_json(fault, SIGNED_IN);
    if let Ok(status) = StatusCode::from_u16(fault.status.unwrap_or(UNKNOWN_STATUS)) {
        *response.status_mut() = status;
    }
    response
}

fn deep() -> String {
    "[".repeat(DEPTH) + &"]".repeat(DEPTH)
}

async fn with_bom(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = body::to_bytes(body, usize::MAX).await else {
        return ApiError::failure().into_response();
    };
    let body = [b"\xef\xbb\xbf", body.as_ref()].concat();
    parts.headers.insert(CONTENT_LENGTH, body.len().into());
    Response::from_parts(parts, HttpBody::from(body))
}

fn latin1(fault: &Wanted) -> Response {
    let body: &[u8] = b"{\"login_url\":\"http://localhost/?name=J\xf6rg\"}";
    let status = fault.status_or(StatusCode::OK);
    let headers = [(CONTENT_TYPE, "application/json; charset=iso-8859-1")];
    (status, headers, body).into_response()
}

fn cut_body() -> Response {
    let pieces = stream::unfold(0, |sent| async move {
        if sent == 0 {
            return Some((Ok(Bytes::from_static(br#"{"login_url":"#)), 1));
        }
        // Lets the server send what it has before the connection goes.
        tokio::task::yield_now().await;
        Some((Err(std::io::Error::other("cut")), sent))
    });
    let headers = [(CONTENT_TYPE, "application/json"), (CONTENT_LENGTH, "1000")];
    (headers, HttpBody::from_stream(pieces)).into_response()
}

fn status(fault: &Wanted) -> Response {
    let status = fault.status_or(StatusCode::INTERNAL_SERVER_ERROR);
    let error = json!({ "code": status.as_str(), "description": "A fault on demand." });
    let mut response = (status, Json(json!({ "error": error }))).into_response();
    let retry_after = fault.retry_after.as_ref();
    if let Some(value) = retry_after.and_then(|Text(value)| HeaderValue::from_str(value).ok()) {
        response.headers_mut().insert(RETRY_AFTER, value);
    }
    response
}

fn as_json(fault: &Wanted, body: impl Into<HttpBody>) -> Response {
    let status = fault.status_or(StatusCode::OK);
    (status, [(CONTENT_TYPE, "application/json")], body.into()).into_response()
}

fn huge() -> String {
    format!(r#"{{"login_url":"{}"}}"#, "a".repeat(HUGE))
}

fn wrong_type(mut response: Response) -> Response {
    let plain = HeaderValue::from_static("text/plain");
    response.headers_mut().insert(CONTENT_TYPE, plain);
    response
}

fn numeric_code(fault: &Wanted) -> Response {
    let status = fault.status_or(StatusCode::UNPROCESSABLE_ENTITY);
    let error = json!({ "code": 0, "description": "A fault on demand." });
    (status, Json(json!({ "error": error }))).into_response()
}

async fn slow(response: Response, over: Duration) -> Response {
    let (mut parts, body) = response.into_parts();
    let Ok(body) = body::to_bytes(body, usize::MAX).await else {
        return ApiError::failure().into_response();
    };
    parts.headers.insert(CONTENT_LENGTH, body.len().into());
    let piece = body.len().div_ceil(SLOW_PIECES).max(1);
    let pause = over / u32::try_from(SLOW_PIECES).unwrap_or(1);
    let pieces = stream::unfold(body, move |mut rest| async move {
        if rest.is_empty() {
            return None;
        }
        tokio::time::sleep(pause).await;
        let next = rest.split_to(piece.min(rest.len()));
        Some((Ok::<_, Infallible>(next), rest))
    });
    Response::from_parts(parts, HttpBody::from_stream(pieces))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covers(prefix: &str, path: &str) -> bool {
        let wanted = Wanted {
            kind: Kind::Cut,
            path: Some(prefix.into()),
            times: None,
            ms: None,
            status: None,
            retry_after: None,
        };
        wanted.covers(path)
    }

    #[test]
    fn a_prefix_ends_at_a_slash() {
        assert!(covers("/login", "/login"));
        assert!(covers("login/", "/login/phone/request"));
        assert!(covers("/", "/login"));
        assert!(!covers("/user", "/users/me"));
        assert!(!covers("/login/phone", "/login"));
    }
}
