//! The steps of a silent sign-in, with this browser's single sign-on session.
//!
//! Uses no JavaScript.

use super::finish::{Finished, SignInAnswer, SignInEffects, complete};
use super::user::UNAUTHORIZED;
use crate::error::{ErrorKind, SdkError};

/// The error for a response that is not that of a session.
const NEITHER: SdkError = SdkError::new(
    ErrorKind::Response,
    "the service's response has neither code nor login_url",
);

/// What a silent sign-in needs of the browser and the service.
#[allow(async_fn_in_trait, reason = "a page has one thread")]
pub trait SilentEffects {
    /// A JavaScript value: a response or an error.
    type Value: From<SdkError>;

    /// Why a call failed.
    type CallError: Into<Self::Value>;

    /// Asks the service whether it has a session for this browser.
    async fn ask(&self) -> Result<Self::Value, Self::CallError>;

    /// Returns the status of the response, if the service responded with an error.
    fn status(&self, error: &Self::CallError) -> Option<u16>;

    /// Returns whether a response has a URL that finishes the sign-in.
    fn has_url(&self, response: &Self::Value) -> bool;

    /// Returns whether a response has a one-time code.
    fn has_code(&self, response: &Self::Value) -> bool;

    /// Returns how many times somebody has signed out on this page.
    fn sign_outs(&self) -> u32;

    /// Starts the sign-in. If the session changes from now on, the sign-in fails.
    fn begin_sign_in(&self) -> impl SignInEffects<Value = Self::Value>;

    /// Reads a response with a URL as the result of a call that signs in.
    fn read_answer(&self, response: &Self::Value)
    -> Result<SignInAnswer<Self::Value>, Self::Value>;
}

/// How a silent sign-in ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Silent<V> {
    /// Nobody is signed in, as far as the service can see.
    SignedOut,
    /// With a one-time code. Contains the response.
    Code(V),
    /// As the sign-in of a call.
    Finished(Finished<V>),
}

/// Signs in with the service's session for this browser, if there is one: status 401 says that none is visible. A
/// sign-out meanwhile makes the sign-in fail. Another sign-in is no obstacle until the response has arrived: a page may
/// call this twice at once.
///
/// # Errors
///
/// An `SDKError` of kind `state` if somebody signs out meanwhile, `response` if the response is not that of a session;
/// the errors of the call and of [`complete`].
pub async fn sign_in<S: SilentEffects>(silent: &S) -> Result<Silent<S::Value>, S::Value> {
    let sign_outs = silent.sign_outs();
    let response = match silent.ask().await {
        Err(error) if silent.status(&error) == Some(UNAUTHORIZED) => return Ok(Silent::SignedOut),
        answer => answer.map_err(Into::into)?,
    };
    if !silent.has_url(&response) {
        // Without OAuth, there is only a code.
        return match silent.has_code(&response) {
            true => Ok(Silent::Code(response)),
            false => Err(NEITHER.into()),
        };
    }
    if silent.sign_outs() != sign_outs {
        return Err(SdkError::CHANGED_DURING_SIGN_IN.into());
    }
    let sign_in = silent.begin_sign_in();
    let answer = silent.read_answer(&response)?;
    Ok(Silent::Finished(complete(&sign_in, answer).await?))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
