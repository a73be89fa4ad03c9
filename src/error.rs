//! The two errors and how they reach JavaScript.

use wasm_bindgen::JsValue;

use crate::host;

/// Why a call did not come to an answer of the service: `kind` of `SDKError`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An option is missing or of the wrong type; thrown by the constructor and `updateConfig`.
    Config,
    /// An argument is missing or of the wrong type; nothing was sent.
    Argument,
    /// No answer: offline, DNS, refused, CORS, or a redirect where none may be.
    Network,
    /// The time of the call, its body included, was up.
    Timeout,
    /// The environment, not the caller, stopped the request.
    Aborted,
    /// A success whose body cannot be used.
    Response,
    /// The place that the code runs in lacks something that the call needs.
    Environment,
    /// The wasm itself failed.
    Internal,
}

impl Kind {
    /// The word that JavaScript sees.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Config => "config",
            Kind::Argument => "argument",
            Kind::Network => "network",
            Kind::Timeout => "timeout",
            Kind::Aborted => "aborted",
            Kind::Response => "response",
            Kind::Environment => "environment",
            Kind::Internal => "internal",
        }
    }
}

/// An `SDKError` before JavaScript knows of it. The message never holds a value that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkError {
    /// The reason as a word.
    pub kind: Kind,
    /// The reason as a sentence.
    pub message: String,
}

impl SdkError {
    /// An error whose message is the parts put together.
    pub fn new(kind: Kind, parts: &[&str]) -> Self {
        Self {
            kind,
            message: parts.concat(),
        }
    }

    /// An argument that cannot be used: `<name>: <must>`.
    pub fn argument(name: &str, must: &str) -> Self {
        Self::new(Kind::Argument, &[name, ": ", must])
    }

    /// A state of this crate that is not meant to be.
    pub fn internal() -> Self {
        Self::new(Kind::Internal, &["the wasm failed"])
    }

    /// The `SDKError` that JavaScript sees, with the name of what was thrown as its `cause`.
    pub fn caused_by(&self, cause: &JsValue) -> JsValue {
        host::sdk_error(self.kind.name(), &self.message, cause)
    }
}

impl From<SdkError> for JsValue {
    fn from(error: SdkError) -> JsValue {
        error.caused_by(&JsValue::UNDEFINED)
    }
}
