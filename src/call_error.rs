//! Why a call failed.

use wasm_bindgen::prelude::*;

use crate::answer::Refusal;

/// What a call rejects with, and what it stands for. The value alone does not say so: an app may abort a call with any
/// value, even with the error of another call.
#[derive(Debug, Clone)]
pub struct CallError {
    /// What the call rejects with.
    pub value: JsValue,
    /// What it stands for.
    pub cause: Cause,
}

/// Why a call failed, as far as it matters to other calls.
#[derive(Debug, Clone, PartialEq)]
pub enum Cause {
    /// The service responded with an error.
    Refused(Refusal),
    /// There was no response.
    NoResponse,
    /// Anything else: the call was stopped, for example, or the response could not be used.
    Other,
}

impl CallError {
    /// Creates the error of a call that got no response.
    pub fn no_response(value: JsValue) -> Self {
        Self {
            value,
            cause: Cause::NoResponse,
        }
    }

    /// Creates an error that means nothing to other calls.
    pub fn other(value: JsValue) -> Self {
        Self {
            value,
            cause: Cause::Other,
        }
    }

    /// Returns what the service said, if it responded with an error.
    pub fn refusal(&self) -> Option<&Refusal> {
        match &self.cause {
            Cause::Refused(refusal) => Some(refusal),
            Cause::NoResponse | Cause::Other => None,
        }
    }

    /// Returns the HTTP status of the response, if the service responded with an error.
    pub fn status(&self) -> Option<u16> {
        self.refusal().map(|refusal| refusal.status)
    }
}

impl From<CallError> for JsValue {
    fn from(error: CallError) -> Self {
        error.value
    }
}
