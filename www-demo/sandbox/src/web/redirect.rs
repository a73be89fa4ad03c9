//! Redirects.

use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};

/// Returns a 302, as the service redirects. The response to a form is a 303 instead, from
/// `Redirect::to` of axum.
pub(crate) fn found(url: String) -> Response {
    (StatusCode::FOUND, [(LOCATION, url)]).into_response()
}
