//! Why a call fails for want of an answer of the service.

/// `kind` of `SDKError` (contract, "Results and errors").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// An option is missing or of the wrong type; thrown by the constructor and `updateConfig`.
    Config,
    /// An argument is missing or of the wrong type; nothing was sent.
    Argument,
    /// No answer came.
    Network,
    /// The call took longer than its `timeout`.
    Timeout,
    /// The environment stopped the request, not the caller.
    Aborted,
    /// A success whose body cannot be used.
    Response,
    /// The place that the code runs in lacks something that the call needs.
    Environment,
    /// What came back belongs to no sign-in that began here, or was used; or nobody is signed in.
    State,
    /// The wasm itself failed.
    Internal,
}

impl ErrorKind {
    /// The word that JavaScript sees.
    pub fn name(self) -> &'static str {
        match self {
            ErrorKind::Config => "config",
            ErrorKind::Argument => "argument",
            ErrorKind::Network => "network",
            ErrorKind::Timeout => "timeout",
            ErrorKind::Aborted => "aborted",
            ErrorKind::Response => "response",
            ErrorKind::Environment => "environment",
            ErrorKind::State => "state",
            ErrorKind::Internal => "internal",
        }
    }
}

/// An `SDKError` before it is a JavaScript object. No part of it is a value that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkError {
    /// The reason as a word.
    pub kind: ErrorKind,
    /// The option or argument that it is about.
    pub subject: Option<&'static str>,
    /// The reason as a sentence.
    pub reason: &'static str,
}

impl SdkError {
    /// An error that is about no option or argument in particular.
    pub const fn new(kind: ErrorKind, reason: &'static str) -> Self {
        Self {
            kind,
            subject: None,
            reason,
        }
    }

    /// An argument that cannot be used, and what it must be.
    pub const fn argument(name: &'static str, must: &'static str) -> Self {
        Self {
            kind: ErrorKind::Argument,
            subject: Some(name),
            reason: must,
        }
    }

    /// An option that cannot be used, and what it must be.
    pub const fn option(name: &'static str, must: &'static str) -> Self {
        Self {
            kind: ErrorKind::Config,
            subject: Some(name),
            reason: must,
        }
    }

    /// Something that the environment lacks.
    pub const fn environment(reason: &'static str) -> Self {
        Self::new(ErrorKind::Environment, reason)
    }

    /// `message` of the JavaScript error.
    pub fn message(&self) -> String {
        match self.subject {
            Some(subject) => crate::query::joined(&[subject, ": ", self.reason]),
            None => self.reason.into(),
        }
    }
}
