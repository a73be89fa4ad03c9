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
use crate::store::faults::{self, Fault, FaultKind, Wanted};
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
        FaultKind::Delay => {
            wait::sleep(fault.wait()).await;
            next.run(request).await
        }
        FaultKind::LateAnswer => {
            let response = next.run(request).await;
            wait::sleep(fault.wait()).await;
            response
        }
        FaultKind::LostAnswer => {
            let response = next.run(request).await;
            wait::sleep(Duration::from_millis(fault.ms.unwrap_or(0))).await;
            answers::lost(response)
        }
        FaultKind::Hang => std::future::pending().await,
        FaultKind::Cut => answers::broken(&fault, Breach::Cut),
        FaultKind::ResetHeaders => answers::broken(&fault, Breach::ResetHeaders),
        FaultKind::Garbage => answers::broken(&fault, Breach::Garbage),
        FaultKind::WrongLength => answers::broken(&fault, Breach::WrongLength),
        FaultKind::HugeHeaders => answers::huge_headers(&fault),
        FaultKind::UnknownStatus => answers::unknown_status(&fault),
        FaultKind::EmptyOk => answers::status_or(&fault, StatusCode::OK).into_response(),
        FaultKind::JsonString => answers::as_json(&fault, r#""a string""#),
        FaultKind::JsonNull => answers::as_json(&fault, "null"),
        FaultKind::JsonArray => answers::as_json(&fault, r#"[1, "two", null]"#),
        FaultKind::DeepJson => answers::as_json(&fault, answers::deep()),
        FaultKind::ProtoJson => answers::as_json(&fault, answers::PROTO),
        FaultKind::NulBytes => answers::as_json(&fault, "{\"login_url\":\"http://localhost/\0\"}"),
        FaultKind::Bom => answers::with_bom(next.run(request).await).await,
        FaultKind::Latin1 => answers::latin1(&fault),
        FaultKind::CutBody => answers::cut_body(),
        FaultKind::Status => answers::status(&fault),
        FaultKind::Html => {
            let status = answers::status_or(&fault, StatusCode::OK);
            (status, Html("<!doctype html><title>Sorry</title><p>Sorry.")).into_response()
        }
        FaultKind::Truncated => answers::as_json(&fault, r#"{"login_url":"http"#),
        FaultKind::Huge => answers::as_json(&fault, answers::huge()),
        FaultKind::WrongType => answers::wrong_type(next.run(request).await),
        FaultKind::NumericCode => answers::numeric_code(&fault),
        FaultKind::OauthError => answers::oauth_error(&fault),
        FaultKind::RfcShape => {
            request.extensions_mut().insert(AsRfc6749);
            next.run(request).await
        }
        FaultKind::SlowBody => answers::slow(next.run(request).await, fault.wait()).await,
    }
}
