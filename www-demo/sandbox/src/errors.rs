//! The service's errors: `{ "error": { "code", "description", "details"? } }`.

use axum::Json;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};

/// An error as the service words it.
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

    /// A value that breaks a limit.
    pub(crate) fn invalid(description: impl Into<String>) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "0", description)
    }

    /// A request that cannot be read.
    pub(crate) fn unreadable(description: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "0", description)
    }

    pub(crate) fn wrong_password() -> Self {
        Self::unauthorized("003-001", "Wrong username, email or password.")
    }

    pub(crate) fn unconfirmed() -> Self {
        Self::unauthorized("003-007", "The account has not been confirmed yet.")
    }

    pub(crate) fn bad_token() -> Self {
        Self::unauthorized("002-016", "The token is not valid.")
    }

    /// No token, or no SSO session, where one is needed.
    pub(crate) fn not_signed_in() -> Self {
        Self::unauthorized("003-040", "The user is not signed in.")
    }

    pub(crate) fn captcha_wanted() -> Self {
        Self {
            captcha: true,
            ..Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "003-038",
                "Too many attempts. Solve the captcha first.",
            )
        }
    }

    pub(crate) fn wrong_code() -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "003-039",
            "The code is wrong or has expired.",
        )
    }

    pub(crate) fn too_many_codes() -> Self {
        Self::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "003-049",
            "Too many wrong codes. Ask for a new one.",
        )
    }

    pub(crate) fn unknown_operation() -> Self {
        Self::new(StatusCode::NOT_FOUND, "003-061", "No such operation.")
    }

    /// A project or client that the service does not know; the description says which.
    pub(crate) fn unknown_project(description: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "003-019", description)
    }

    /// Fails if a parameter is not there or empty, and names the first such one.
    pub(crate) fn unless_given(parameters: &[(&str, &str)]) -> Result<()> {
        match parameters.iter().find(|(_, value)| value.is_empty()) {
            None => Ok(()),
            Some((name, _)) => Err(Self::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "002-028",
                format!("{name}: missing."),
            )),
        }
    }

    /// Something in the sandbox itself went wrong.
    pub(crate) fn failure() -> Self {
        Self::new(StatusCode::IM_A_TEAPOT, "004-001", "Something went wrong.")
    }

    pub(crate) fn code(&self) -> &'static str {
        self.code
    }

    pub(crate) fn description(&self) -> &str {
        &self.description
    }

    fn unauthorized(code: &'static str, description: &str) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, code, description)
    }

    pub(crate) fn with_details(mut self, details: Value) -> Self {
        self.details = Some(details);
        self
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
