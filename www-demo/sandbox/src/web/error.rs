//! The service's errors over HTTP: `{ "error": { "code", "description", "details"? } }`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

use crate::store::failure::{Failure, Reason};

/// An error in the service's format.
#[derive(Debug)]
pub(crate) struct ApiError {
    status: StatusCode,
    code: &'static str,
    description: String,
    details: Option<Value>,
    captcha: bool,
}

pub(crate) type Result<T, E = ApiError> = std::result::Result<T, E>;

impl ApiError {
    /// Creates an error with this status.
    pub(crate) fn new(
        status: StatusCode,
        code: &'static str,
        description: impl Into<String>,
    ) -> Self {
        Self {
            status,
            code,
            description: description.into(),
            details: None,
            captcha: false,
        }
    }

    pub(crate) fn with_details(mut self, details: Value) -> Self {
        self.details = Some(details);
        self
    }
}

/// Returns the status for this kind of refusal.
fn status_of(reason: Reason) -> StatusCode {
    match reason {
        Reason::Malformed => StatusCode::BAD_REQUEST,
        Reason::Unauthorized => StatusCode::UNAUTHORIZED,
        Reason::Unknown => StatusCode::NOT_FOUND,
        Reason::TooLate => StatusCode::REQUEST_TIMEOUT,
        Reason::Invalid | Reason::CaptchaWanted => StatusCode::UNPROCESSABLE_ENTITY,
        Reason::Broken => StatusCode::IM_A_TEAPOT,
    }
}

impl From<Failure> for ApiError {
    fn from(failure: Failure) -> Self {
        Self {
            captcha: failure.reason == Reason::CaptchaWanted,
            ..Self::new(status_of(failure.reason), failure.code, failure.description)
        }
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut error = json!({ "code": self.code, "description": self.description });
        if let Some(details) = self.details {
            error["details"] = details;
        }
        let mut response = (self.status, Json(json!({ "error": error }))).into_response();
        if self.captcha {
            let on = HeaderValue::from_static("1");
            response.headers_mut().insert("x-captcha-enabled", on);
        }
        response
    }
}
