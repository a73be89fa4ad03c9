//! The steps that finish a sign-in. Parameters that are trusted lead to tokens, to a single token, or to what the
//! service asks for next.
//!
//! Uses no JavaScript.

use core::cell::Cell;

use super::codes::SentCodes;
use crate::error::{ErrorKind, SdkError};
use crate::oauth::meaning::{Belongs, CallbackOutcome, LoginUrl, belongs};

/// The error for a URL that has no parameters of a sign-in.
pub const NOTHING: SdkError = SdkError::new(
    ErrorKind::Response,
    "the URL has no parameters of a sign-in",
);

/// What finishing a sign-in needs of the browser and the service.
#[allow(async_fn_in_trait, reason = "a page has one thread")]
pub trait SignInEffects {
    /// A JavaScript value: a code, a token, a result or an error.
    type Value: Clone + PartialEq + From<SdkError>;

    /// A pending sign-in: its `state`, and its verifier if it has one.
    type Flow: Clone;

    /// What a code is exchanged with: the code itself, and its verifier if it has one.
    type Values;

    /// The tokens of a sign-in.
    type Tokens;

    /// Why an exchange failed. It is final if the code is used up.
    type Failure: Into<Unfinished<Self::Value>>;

    /// Returns what a code is exchanged with, or the error if it is not a valid argument.
    fn values(
        &self,
        code: &Self::Value,
        flow: Option<&Self::Flow>,
    ) -> Result<Self::Values, Self::Value>;

    /// Reads or changes the codes that the page has sent.
    fn codes<T>(&self, with: impl FnOnce(&mut SentCodes<Self::Value>) -> T) -> T;

    /// Exchanges a code for tokens.
    async fn exchange(&self, values: &Self::Values) -> Result<Self::Tokens, Self::Failure>;

    /// Returns the tokens of a sign-in that consist of the token in a URL; `None` if that is not usable.
    fn single(&self, token: Self::Value) -> Option<Self::Tokens>;

    /// Signs in to the session, and returns the tokens for the app. Fails if somebody has signed in or out since the
    /// sign-in started.
    async fn sign_in(&self, tokens: Self::Tokens) -> Result<Self::Value, Self::Value>;

    /// Ends the flow, if there is one: its `state` is used up.
    async fn end(&self, flow: Option<Self::Flow>);

    /// Returns the error of the service that a URL contains.
    fn refusal(&self, found: &LoginUrl<Self::Value>) -> Self::Value;

    /// The flow of the callback that asked for a second factor last, until `completeLogin` finishes it.
    fn challenged(&self) -> &Cell<Option<Self::Flow>>;

    /// Returns the `state` of a flow.
    fn state_of<'a>(&self, flow: &'a Self::Flow) -> &'a str;

    /// Returns the `state` that the instance sends; an empty string if it sends none.
    fn own_state(&self) -> &str;

    /// Reads the URL in the result of a call.
    fn read_url(&self, url: &Self::Value) -> Result<LoginUrl<Self::Value>, Self::Value>;
}

/// How a sign-in finished.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finished<V> {
    /// With the tokens of a code.
    Tokens(V),
    /// With a single token, without OAuth.
    Token(V),
    /// A second factor is required. Contains the `challenge_id`.
    Challenge(V),
    /// The project asks the user for more data first.
    Ask {
        /// The fields that it asks for.
        fields: V,
        /// The user's token, for the call that submits the data.
        token: V,
    },
}

/// Why a sign-in failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unfinished<V> {
    /// What the call rejects with.
    pub error: V,
    /// Whether its code or `state` is used up, so that it cannot be tried again.
    pub is_final: bool,
}

impl<V: From<SdkError>> Unfinished<V> {
    /// Creates the failure of a sign-in that is refused before anything is sent.
    pub fn refused(error: SdkError) -> Self {
        V::from(error).into()
    }
}

impl<V> From<V> for Unfinished<V> {
    fn from(error: V) -> Self {
        Self {
            error,
            is_final: false,
        }
    }
}

/// The result of a call that signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SignInAnswer<V> {
    /// The project asks the user for more data first.
    Ask {
        /// The fields that it asks for.
        fields: V,
        /// The user's token, for the call that submits the data.
        token: V,
    },
    /// An error that the result contains.
    Error(V),
    /// The URL where the sign-in continues.
    Address {
        /// The URL, as in the response.
        url: V,
        /// `challenge_id` of the response.
        challenge: Option<V>,
    },
}

/// Finishes the sign-in of a trusted URL. A flow ends when the sign-in succeeds, or fails for good. A second factor
/// does not end it: [`complete`] needs it.
///
/// # Errors
///
/// The `APIError` in the URL or of the exchange, or an `SDKError`.
pub async fn finish<S: SignInEffects>(
    sign_in: &S,
    found: LoginUrl<S::Value>,
    flow: Option<S::Flow>,
) -> Result<Finished<S::Value>, Unfinished<S::Value>> {
    let nothing = || Unfinished::refused(NOTHING);
    match found.parameters().outcome() {
        CallbackOutcome::Error => Err(sign_in.refusal(&found).into()),
        CallbackOutcome::Challenge => {
            let challenge = found.challenge.ok_or_else(nothing)?;
            Ok(Finished::Challenge(challenge))
        }
        CallbackOutcome::Code => {
            let code = found.code.ok_or_else(nothing)?;
            let values = sign_in.values(&code, flow.as_ref())?;
            let exchanged = exchange(sign_in, code, &values).await;
            let refused = exchanged.as_ref().err();
            if refused.is_none_or(|refused| refused.is_final) {
                sign_in.end(flow).await;
            }
            Ok(Finished::Tokens(exchanged?))
        }
        CallbackOutcome::Token => {
            let tokens = found.token.and_then(|token| sign_in.single(token));
            let shown = sign_in.sign_in(tokens.ok_or_else(nothing)?).await?;
            sign_in.end(flow).await;
            Ok(Finished::Token(shown))
        }
        CallbackOutcome::Nothing => Err(nothing()),
    }
}

/// Exchanges a code for tokens, and signs in to the session with them. `values`: what the code is exchanged with.
///
/// # Errors
///
/// An `SDKError` of kind `state` if this page has already sent the code, or if the session changes during the exchange;
/// otherwise the errors of the call.
pub async fn exchange<S: SignInEffects>(
    sign_in: &S,
    code: S::Value,
    values: &S::Values,
) -> Result<S::Value, Unfinished<S::Value>> {
    // A replay: the service may end the session that the code once started (RFC 6749, 4.1.2).
    if !sign_in.codes(|codes| codes.add(code.clone())) {
        return Err(Unfinished::refused(SdkError::state("the code was used")));
    }
    match sign_in.exchange(values).await {
        Ok(tokens) => {
            let signed_in = sign_in.sign_in(tokens).await;
            signed_in.map_err(|error| Unfinished {
                error,
                is_final: true,
            })
        }
        Err(failure) => {
            let refused: Unfinished<_> = failure.into();
            if !refused.is_final {
                sign_in.codes(|codes| codes.forget(&code));
            }
            Err(refused)
        }
    }
}

/// Finishes the sign-in of a call, from the call's result.
///
/// # Errors
///
/// An `SDKError` of kind `state` if the result belongs to no call of this instance; the `APIError` in the result or its
/// URL; otherwise as [`exchange`].
pub async fn complete<S: SignInEffects>(
    sign_in: &S,
    answer: SignInAnswer<S::Value>,
) -> Result<Finished<S::Value>, S::Value> {
    let (url, challenge) = match answer {
        SignInAnswer::Ask { fields, token } => return Ok(Finished::Ask { fields, token }),
        SignInAnswer::Error(error) => return Err(error),
        SignInAnswer::Address { url, challenge } => (url, challenge),
    };
    let mut found = sign_in.read_url(&url)?;
    found.challenge = found.challenge.or(challenge);
    let challenged = sign_in.challenged().take();
    let belongs = belongs(
        found.state.as_deref(),
        found.code.is_some(),
        challenged.as_ref().map(|flow| sign_in.state_of(flow)),
        sign_in.own_state(),
    );
    let finished = match belongs {
        Belongs::ToChallenge => {
            let is_again = found.parameters().outcome() == CallbackOutcome::Challenge;
            let finished = finish(sign_in, found, challenged.clone()).await;
            let refused = finished.as_ref().err();
            if is_again || refused.is_some_and(|refused| !refused.is_final) {
                sign_in.challenged().set(challenged);
            }
            finished
        }
        Belongs::ToCall => {
            sign_in.challenged().set(challenged);
            finish(sign_in, found, None).await
        }
        Belongs::ToNobody(reason) => {
            sign_in.challenged().set(challenged);
            return Err(SdkError::state(reason).into());
        }
    };
    finished.map_err(|refused| refused.error)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
