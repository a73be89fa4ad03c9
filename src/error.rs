//! Why a call fails for want of an answer of the service, before JavaScript makes an `SDKError` of it.

use crate::address::joined;

/// `kind` of `SDKError`, but for what JavaScript alone sees: no answer, the clock, the environment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An option is missing or of the wrong type; thrown by the constructor and `updateConfig`.
    Config,
    /// An argument is missing or of the wrong type; nothing was sent.
    Argument,
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
    /// The place of the option or argument that it is about: JavaScript puts its name before the message.
    pub place: Option<usize>,
    /// The reason as a sentence.
    pub message: String,
}

impl SdkError {
    /// An error whose message is the parts put together.
    #[inline(never)]
    pub fn new(kind: Kind, place: Option<usize>, parts: &[&str]) -> Self {
        Self {
            kind,
            place,
            message: joined(parts),
        }
    }

    /// An argument that cannot be used, and what it must be.
    pub fn argument(place: usize, must: &str) -> Self {
        Self::new(Kind::Argument, Some(place), &[must])
    }

    /// A state of this crate that is not meant to be.
    pub fn internal() -> Self {
        Self::new(Kind::Internal, None, &["the wasm failed"])
    }
}
