//! The steps of a silent sign-in, with this browser's single sign-on session.
//!
//! Uses no JavaScript.

use super::finish::{Finished, SignInAnswer, SignInEffects, complete};
use crate::error::SdkError;
use crate::session::machine::CHANGED_DURING_SIGN_IN;

/// What a silent sign-in needs of the browser and the service.
#[allow(async_fn_in_trait, reason = "a page has one thread")]
pub trait SilentEffects {
    /// What finishes the sign-in.
    type SignIn: SignInEffects<Value = Self::Value>;

    /// A JavaScript value.
    type Value: From<SdkError>;

    /// Asks the service whether it has a session for this browser.
    async fn ask(&self) -> Result<Self::Value, Self::Value>;

    /// Returns what a response or an error of [`SilentEffects::ask`] means.
    fn meaning(
        &self,
        answer: Result<Self::Value, Self::Value>,
    ) -> Result<SsoSession<Self::Value>, Self::Value>;

    /// Returns how many times somebody has signed out on this page.
    fn sign_outs(&self) -> u32;

    /// Starts the sign-in. If the session changes from now on, the sign-in fails.
    fn begin(&self) -> Self::SignIn;

    /// Reads the response of [`SilentEffects::ask`] as the result of a call that signs in.
    fn read(&self, response: Self::Value) -> Result<SignInAnswer<Self::Value>, Self::Value>;
}

/// Whether the service has a session for this browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SsoSession<V> {
    /// No session is visible.
    NotVisible,
    /// A session, without OAuth. Contains the response, which has a code.
    Code(V),
    /// A session. Contains the response, whose URL finishes the sign-in.
    Address(V),
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

/// Signs in with the service's session for this browser, if there is one. A sign-out meanwhile makes the sign-in fail.
/// Another sign-in is no obstacle until the response has arrived: a page may call this twice at once.
///
/// # Errors
///
/// An `SDKError` of kind `state` if somebody signs out meanwhile; the errors of the call and of [`complete`].
pub async fn sign_in<S: SilentEffects>(silent: &S) -> Result<Silent<S::Value>, S::Value> {
    let sign_outs = silent.sign_outs();
    let answer = silent.ask().await;
    let response = match silent.meaning(answer)? {
        SsoSession::NotVisible => return Ok(Silent::SignedOut),
        SsoSession::Code(response) => return Ok(Silent::Code(response)),
        SsoSession::Address(response) => response,
    };
    if silent.sign_outs() != sign_outs {
        return Err(SdkError::state(CHANGED_DURING_SIGN_IN).into());
    }
    let sign_in = silent.begin();
    let finished = complete(&sign_in, silent.read(response)?).await?;
    Ok(Silent::Finished(finished))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
