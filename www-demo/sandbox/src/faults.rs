//! Faults on demand: the next requests go wrong in a chosen way.
//!
//! `delay` does the work late; `lateAnswer`, `lostAnswer`, `slowBody`, `wrongType` and
//! `bom` do it at once and then spoil the answer. All others take the place of the
//! answer, so the request has no effect.

mod answers;

use std::time::Duration;

use axum::extract::{OriginalUri, Request, State};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde::Deserialize;

use crate::breach::Breach;
use crate::errors::{ApiError, Result};
use crate::extract::Text;
use crate::refusal::AsRfc6749;
use crate::state::Shared;
use crate::switch::Switch;
use crate::wait;

const DELAY: Duration = Duration::from_secs(1);
const TOKEN_ENDPOINT: &str = "/oauth2/token";

/// A fault that waits for its requests.
pub(crate) struct Fault {
    wanted: Wanted,
    left: u32,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Kind {
    /// Nothing is done for a while; then the right answer comes.
    Delay,
    /// The work is done at once, the right answer comes late.
    LateAnswer,
    /// The work is done at once, and the connection is closed without an answer: at
    /// once, or after `ms`.
    LostAnswer,
    /// Nothing is done, and the answer never comes.
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
    /// An error in the shape of RFC 6749, with the name of `error`.
    OauthError,
    /// Done as usual, but what the token endpoint refuses has the shape of RFC 6749.
    RfcShape,
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
    /// `invalid_grant` when left out.
    error: Option<String>,
}

/// POST `/sandbox/faults`.
pub(crate) async fn add(
    State(app): State<Shared>,
    Switch(wanted): Switch<Wanted>,
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
        if matches!(self.kind, Kind::RfcShape) {
            return path == TOKEN_ENDPOINT;
        }
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
pub(crate) async fn inject(
    State(app): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
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
            wait::sleep(fault.wait()).await;
            next.run(request).await
        }
        Kind::LateAnswer => {
            let response = next.run(request).await;
            wait::sleep(fault.wait()).await;
            response
        }
        Kind::LostAnswer => {
            let response = next.run(request).await;
            wait::sleep(Duration::from_millis(fault.ms.unwrap_or(0))).await;
            answers::lost(response)
        }
        Kind::Hang => std::future::pending().await,
        Kind::Cut => answers::broken(&fault, Breach::Cut),
        Kind::ResetHeaders => answers::broken(&fault, Breach::ResetHeaders),
        Kind::Garbage => answers::broken(&fault, Breach::Garbage),
        Kind::WrongLength => answers::broken(&fault, Breach::WrongLength),
        Kind::HugeHeaders => answers::huge_headers(&fault),
        Kind::UnknownStatus => answers::unknown_status(&fault),
        Kind::EmptyOk => fault.status_or(StatusCode::OK).into_response(),
        Kind::JsonString => answers::as_json(&fault, r#""a string""#),
        Kind::JsonNull => answers::as_json(&fault, "null"),
        Kind::JsonArray => answers::as_json(&fault, r#"[1, "two", null]"#),
        Kind::DeepJson => answers::as_json(&fault, answers::deep()),
        Kind::ProtoJson => answers::as_json(&fault, answers::PROTO),
        Kind::NulBytes => answers::as_json(&fault, "{\"login_url\":\"http://localhost/\0\"}"),
        Kind::Bom => answers::with_bom(next.run(request).await).await,
        Kind::Latin1 => answers::latin1(&fault),
        Kind::CutBody => answers::cut_body(),
        Kind::Status => answers::status(&fault),
        Kind::Html => {
            let status = fault.status_or(StatusCode::OK);
            (status, Html("<!doctype html><title>Sorry</title><p>Sorry.")).into_response()
        }
        Kind::Truncated => answers::as_json(&fault, r#"{"login_url":"http"#),
        Kind::Huge => answers::as_json(&fault, answers::huge()),
        Kind::WrongType => answers::wrong_type(next.run(request).await),
        Kind::NumericCode => answers::numeric_code(&fault),
        Kind::OauthError => answers::oauth_error(&fault),
        Kind::RfcShape => {
            request.extensions_mut().insert(AsRfc6749);
            next.run(request).await
        }
        Kind::SlowBody => answers::slow(next.run(request).await, fault.wait()).await,
    }
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
            error: None,
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
