//! Why the token endpoint refuses a request, in the service's words and in those of
//! [RFC 6749](https://www.rfc-editor.org/rfc/rfc6749#section-5.2).

use axum::Json;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum_extra::TypedHeader;
use axum_extra::headers::CacheControl;
use serde_json::json;

use crate::errors::ApiError;
use crate::token_options::TokenErrors;

const GRANT_TYPES: &str = "grant_type: must be authorization_code or refresh_token.";

/// Marks a request whose error is to come in the shape of RFC 6749, whatever the
/// option says.
#[derive(Clone, Copy)]
pub(crate) struct AsRfc6749;

/// A reason to give no tokens.
#[derive(Clone, Copy)]
pub(crate) enum Refusal {
    /// The client is not named.
    NoClient,
    UnknownClient,
    NotAForm,
    NoGrantType,
    UnknownGrantType,
    /// The code or the refresh token, whose name this is, is missing.
    Missing(&'static str),
    /// The code or the refresh token is wrong, has expired, was used or was revoked.
    Grant,
    /// Something in the sandbox itself went wrong.
    Failure,
}

impl Refusal {
    pub(crate) fn answer(self, shape: TokenErrors) -> Response {
        match shape {
            TokenErrors::Service => self.api_error().into_response(),
            TokenErrors::Rfc6749 => {
                let error = self.rfc6749();
                rfc6749(status_of(error), error, self.api_error().description())
            }
        }
    }

    fn api_error(self) -> ApiError {
        let bad =
            |code, description: String| ApiError::new(StatusCode::BAD_REQUEST, code, description);
        match self {
            Self::NoClient => bad("010-019", "client_id: missing.".to_owned()),
            Self::UnknownClient => bad("010-019", "The client is not known.".to_owned()),
            Self::NotAForm => bad("0", "The body is not a form.".to_owned()),
            Self::NoGrantType | Self::UnknownGrantType => bad("0", GRANT_TYPES.to_owned()),
            Self::Missing(name) => bad("010-023", format!("{name}: missing.")),
            Self::Grant => bad(
                "010-023",
                "The code or refresh token is wrong, has expired or was used.".to_owned(),
            ),
            Self::Failure => ApiError::failure(),
        }
    }

    fn rfc6749(self) -> &'static str {
        match self {
            Self::NoClient | Self::UnknownClient => "invalid_client",
            Self::NotAForm | Self::NoGrantType | Self::Missing(_) => "invalid_request",
            Self::UnknownGrantType => "unsupported_grant_type",
            Self::Grant => "invalid_grant",
            // The RFC has no name for it here; servers take the authorization endpoint's.
            Self::Failure => "server_error",
        }
    }
}

/// The status that an error of this name usually has.
pub(crate) fn status_of(error: &str) -> StatusCode {
    match error {
        "invalid_client" => StatusCode::UNAUTHORIZED,
        "server_error" => StatusCode::INTERNAL_SERVER_ERROR,
        "temporarily_unavailable" => StatusCode::SERVICE_UNAVAILABLE,
        _ => StatusCode::BAD_REQUEST,
    }
}

/// [RFC 6749](https://www.rfc-editor.org/rfc/rfc6749#section-5.1): nothing keeps what has tokens in it.
pub(crate) fn no_store() -> TypedHeader<CacheControl> {
    TypedHeader(CacheControl::new().with_no_store())
}

/// An error in the shape of RFC 6749.
pub(crate) fn rfc6749(status: StatusCode, error: &str, description: &str) -> Response {
    let body = json!({ "error": error, "error_description": description });
    (status, no_store(), Json(body)).into_response()
}
