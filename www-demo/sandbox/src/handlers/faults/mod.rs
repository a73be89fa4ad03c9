//! Faults on demand: the next requests go wrong in a chosen way.
//!
//! `delay` waits, then handles the request. `lateAnswer`, `lostAnswer`, `slowBody`,
//! `wrongType` and `bom` handle it at once, then delay, drop or change the response.
//! `rfcShape` handles it too, and changes only the form of the token endpoint's
//! errors. All others replace the response, so the request has no effect.

mod answers;

use std::time::Duration;

use axum::extract::{OriginalUri, Request, State};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

use crate::store::failure::Failure;
use crate::store::faults::{self, Fault, Kind, Wanted};
use crate::store::state::Shared;
use crate::store::text_or_number::TextOrNumber;
use crate::web::breach::Breach;
use crate::web::control_body::ControlBody;
use crate::web::error::Result;
use crate::web::refusal::AsRfc6749;
use crate::web::wait;

/// POST `/sandbox/faults`.
pub(crate) async fn add(
    State(app): State<Shared>,
    ControlBody(wanted): ControlBody<Wanted>,
) -> Result<StatusCode> {
    wanted.check()?;
    if let Some(TextOrNumber(value)) = &wanted.retry_after {
        HeaderValue::from_str(value)
            .map_err(|_| Failure::invalid("retryAfter: must be a header value, such as 120."))?;
    }
    app.data().faults.push(Fault::new(wanted));
    Ok(StatusCode::NO_CONTENT)
}

/// DELETE `/sandbox/faults`.
pub(crate) async fn clear(State(app): State<Shared>) -> StatusCode {
    app.data().faults.clear();
    StatusCode::NO_CONTENT
}

/// Applies the first fault that covers the path, if there is one.
pub(crate) async fn inject(
    State(app): State<Shared>,
    mut request: Request,
    next: Next,
) -> Response {
    // A nested router sees only the rest of the path; faults match the whole path.
    let uri = request.extensions().get::<OriginalUri>();
    let path = uri.map_or_else(|| request.uri().path(), |OriginalUri(uri)| uri.path());
    let path = path.strip_prefix("/api").unwrap_or(path);
    let fault = faults::take(&mut app.data().faults, path);
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
        Kind::EmptyOk => answers::status_or(&fault, StatusCode::OK).into_response(),
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
            let status = answers::status_or(&fault, StatusCode::OK);
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
