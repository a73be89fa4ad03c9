//! The token endpoint's errors over HTTP, in the service's form or in that of
//! [RFC 6749](https://www.rfc-editor.org/rfc/rfc6749#section-5.2).

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::TypedHeader;
use axum_extra::headers::CacheControl;
use serde_json::json;

use crate::store::rules::token_exchange::Refusal;
use crate::store::token_options::TokenErrors;
use crate::web::error::ApiError;

/// Marks a request whose error must have the form of RFC 6749, whatever the `token_errors` option says.
#[derive(Clone, Copy)]
pub(crate) struct AsRfc6749;

/// Returns the response to a request that gets no tokens.
pub(crate) fn answer(refusal: Refusal, shape: TokenErrors) -> Response {
    match shape {
        TokenErrors::Service => ApiError::from(refusal.failure()).into_response(),
        TokenErrors::Rfc6749 => {
            let error = refusal.rfc6749();
            rfc6749(status_of(error), error, &refusal.failure().description)
        }
    }
}

/// Returns the status that an error of this name usually has.
pub(crate) fn status_of(error: &str) -> StatusCode {
    match error {
        "invalid_client" => StatusCode::UNAUTHORIZED,
        "server_error" => StatusCode::INTERNAL_SERVER_ERROR,
        "temporarily_unavailable" => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// Returns the header that keeps a response with tokens out of caches
/// ([RFC 6749](https://www.rfc-editor.org/rfc/rfc6749#section-5.1)).
pub(crate) fn no_store() -> TypedHeader<CacheControl> {
    TypedHeader(CacheControl::new().with_no_store())
}

/// Returns an error in the form of RFC 6749.
pub(crate) fn rfc6749(status: StatusCode, error: &str, description: &str) -> Response {
    let body = json!({ "error": error, "error_description": description });
    (status, no_store(), Json(body)).into_response()
}
