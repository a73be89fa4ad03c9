//! Why a call got no usable response from the service.

/// `kind` of `SDKError` (contract: `docs/errors.md`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// An option is missing or invalid; thrown by the constructor and `updateConfig`.
    Config,
    /// An argument, or an option that the call needs, is missing or invalid; nothing was sent.
    Argument,
    /// There was no response.
    Network,
    /// The call took longer than its `timeout`.
    Timeout,
    /// The environment stopped the request, not the caller.
    Aborted,
    /// The service's response, or the URL of a callback, cannot be used.
    Response,
    /// The environment lacks something that the call needs.
    Environment,
    /// A callback or result does not belong to a sign-in that started here, came too late, or was already used;
    /// nobody is signed in, or the session changed during the call; or there is no usable refresh token.
    State,
    /// The wasm itself failed.
    Internal,
}

impl ErrorKind {
    /// Returns the value of `kind` in JavaScript.
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

/// An `SDKError` before it becomes a JavaScript object. It never contains a value that the caller gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SdkError {
    /// The kind of error.
    pub kind: ErrorKind,
    /// The name of the option or argument, if the error is about one.
    pub subject: Option<&'static str>,
    /// The reason in words.
    pub reason: &'static str,
}

impl SdkError {
    /// The call needs somebody who is signed in.
    pub const NOBODY: Self = Self::state("nobody is signed in");

    /// A sign-out or another sign-in has overtaken the sign-in.
    pub const CHANGED_DURING_SIGN_IN: Self = Self::state("the session changed during the sign-in");

    /// Creates an error that is not about a particular option or argument.
    pub const fn new(kind: ErrorKind, reason: &'static str) -> Self {
        Self {
            kind,
            subject: None,
            reason,
        }
    }

    /// Creates an error about an argument; `must` says what it must be.
    pub const fn argument(name: &'static str, must: &'static str) -> Self {
        Self {
            kind: ErrorKind::Argument,
            subject: Some(name),
            reason: must,
        }
    }

    /// Creates an error about an option; `must` says what it must be.
    pub const fn option(name: &'static str, must: &'static str) -> Self {
        Self {
            kind: ErrorKind::Config,
            subject: Some(name),
            reason: must,
        }
    }

    /// Creates an error about something that the environment lacks.
    pub const fn environment(reason: &'static str) -> Self {
        Self::new(ErrorKind::Environment, reason)
    }

    /// Creates an error of kind `state`.
    pub const fn state(reason: &'static str) -> Self {
        Self::new(ErrorKind::State, reason)
    }

    /// Returns the `message` of the JavaScript error.
    pub fn message(&self) -> String {
        match self.subject {
            Some(subject) => crate::query::joined(&[subject, ": ", self.reason]),
            None => self.reason.into(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_the_name_that_apps_compare() {
        let names = [
            (ErrorKind::Config, "config"),
            (ErrorKind::Argument, "argument"),
            (ErrorKind::Network, "network"),
            (ErrorKind::Timeout, "timeout"),
            (ErrorKind::Aborted, "aborted"),
            (ErrorKind::Response, "response"),
            (ErrorKind::Environment, "environment"),
            (ErrorKind::State, "state"),
            (ErrorKind::Internal, "internal"),
        ];
        for (kind, name) in names {
            assert_eq!(kind.name(), name);
        }
    }

    #[test]
    fn a_message_begins_with_the_argument_or_option_that_it_is_about() {
        let argument = SdkError::argument("email", "must be a string");
        assert_eq!(argument.message(), "email: must be a string");
        let option = SdkError::option("state", "must have at least 8 characters");
        assert_eq!(option.message(), "state: must have at least 8 characters");
        assert_eq!(SdkError::NOBODY.message(), "nobody is signed in");
    }
}
