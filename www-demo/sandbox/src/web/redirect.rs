//! Answers that lead elsewhere.

use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};

/// 302, as the service redirects. A form is answered with 303 instead, by axum's `Redirect::to`.
pub(crate) fn found(url: String) -> Response {
    (StatusCode::FOUND, [(LOCATION, url)]).into_response()
}
