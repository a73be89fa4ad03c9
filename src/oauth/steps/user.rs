//! The steps of `getUser` and of a sign-out.
//!
//! Uses no JavaScript.

use crate::error::SdkError;
use crate::session::machine::TokenAnswer;

/// The status of a response that refuses an access token, or sees no session.
pub const UNAUTHORIZED: u16 = 401;

/// What the calls of a signed-in user need of the session and the service.
#[allow(async_fn_in_trait, reason = "a page has one thread")]
pub trait UserEffects {
    /// A JavaScript value: a result or an error.
    type Value: From<SdkError>;

    /// Why a call failed.
    type CallError: Into<Self::Value>;

    /// The tokens of a session.
    type Tokens;

    /// A refresh token.
    type RefreshToken;

    /// Why a refresh failed, and what that means to the session.
    type Failure: Into<(Self::Value, TokenAnswer)>;

    /// When a sign-out started.
    type Begun: Copy;

    /// Returns the refresh token, if there is one.
    fn refresh_token<'a>(&self, tokens: &'a Self::Tokens) -> Option<&'a Self::RefreshToken>;

    /// Returns tokens with a valid access token, refreshed if necessary; `None` if nobody is signed in.
    async fn good(&self) -> Result<Option<Self::Tokens>, Self::Value>;

    /// Asks the service for the user of an access token.
    async fn user(&self, tokens: &Self::Tokens) -> Result<Self::Value, Self::CallError>;

    /// Returns the status of the response, if the service responded with an error.
    fn status(&self, error: &Self::CallError) -> Option<u16>;

    /// Reports to the session that the service has refused an access token.
    fn unauthorized(&self, tokens: &Self::Tokens);

    /// Starts a sign-out. A sign-in that started before this fails.
    fn begin_sign_out(&self) -> Self::Begun;

    /// Returns whether the storage has to be read to know what a sign-out sends.
    fn must_look(&self) -> bool;

    /// Waits until the storage has been read. Returns the tokens of the signed-in user.
    async fn look(&self) -> Result<Option<Self::Tokens>, Self::Value>;

    /// Returns whether somebody has signed in since a sign-out started.
    fn is_overtaken(&self, begun: Self::Begun) -> bool;

    /// Returns the tokens of the signed-in user, as far as this page knows.
    fn held(&self) -> Option<Self::Tokens>;

    /// Returns whether the access token is valid.
    fn has_good(&self) -> bool;

    /// Returns which attempt it would be if a sign-out sent the refresh token; `None` if it may not.
    fn sign_out_attempt(&self) -> Option<u8>;

    /// Signs out on this page and in the storage. Returns whether that was fast enough that no other tab can have sent
    /// the refresh token.
    async fn forget_tokens(&self, begun: Self::Begun) -> Result<bool, Self::Value>;

    /// Returns whether the service responds.
    async fn ping(&self) -> Result<bool, Self::Value>;

    /// Exchanges a refresh token.
    async fn refresh(&self, token: &Self::RefreshToken) -> Result<Self::Tokens, Self::Failure>;

    /// Ends the sessions of the service that `which` names.
    async fn log_out(
        &self,
        tokens: &Self::Tokens,
        which: &'static str,
    ) -> Result<(), Self::CallError>;

    /// Deletes the session cookie of this browser.
    async fn clear_sso(&self) -> Result<(), Self::Value>;
}

/// Returns the user of the session's access token. If the service refuses the token (status 401), refreshes it and
/// tries once more.
///
/// # Errors
///
/// An `SDKError` of kind `state` if nobody is signed in; otherwise the errors of the call. If the refresh fails after a
/// status 401, the error with that status.
pub async fn of_session<U: UserEffects>(session: &U) -> Result<U::Value, U::Value> {
    let mut refused: Option<U::CallError> = None;
    loop {
        let tokens = match session.good().await {
            Ok(Some(tokens)) => tokens,
            Ok(None) => return Err(refused.map_or_else(|| SdkError::NOBODY.into(), Into::into)),
            Err(error) => return Err(refused.map_or(error, Into::into)),
        };
        match session.user(&tokens).await {
            Err(error) if refused.is_none() && session.status(&error) == Some(UNAUTHORIZED) => {
                session.unauthorized(&tokens);
                if session.refresh_token(&tokens).is_none() {
                    return Err(error.into());
                }
                refused = Some(error);
            }
            user => return user.map_err(Into::into),
        }
    }
}

/// Forgets the tokens, then signs out at the service. An access token that has expired is refreshed first, so that the
/// service's session ends as well. If the refresh token cannot be used, only deletes this browser's session cookie: it is
/// missing, in use, used up or no longer accepted, or a failed refresh was too recent. So too if the service refuses the
/// access token (status 401). `which`: the sessions that the
/// service ends. Does nothing if somebody signs in before the tokens are forgotten.
///
/// # Errors
///
/// An `SDKError` of kind `environment` if the storage cannot be cleared; otherwise the errors of the call. In either
/// case, whoever was signed in on this page no longer is.
pub async fn sign_out<U: UserEffects>(session: &U, which: &'static str) -> Result<(), U::Value> {
    let begun = session.begin_sign_out();
    // Waits for the storage only if that decides what is sent: a refresh in progress must find nobody signed in.
    let looked = if session.must_look() {
        session.look().await.map(drop)
    } else {
        Ok(())
    };
    if session.is_overtaken(begun) {
        // The new session stays, and so does the service's cookie, which is its own by now.
        return Ok(());
    }
    let (held, is_good) = (session.held(), session.has_good());
    let attempt = looked.is_ok().then(|| session.sign_out_attempt()).flatten();
    // Even if nobody seems to be signed in: a sign-in may be in progress.
    let forgotten = session.forget_tokens(begun).await;
    let Some(tokens) = held else {
        return looked.and(forgotten).map(drop);
    };
    let attempt = attempt.filter(|_| matches!(forgotten, Ok(true)));
    let usable = if is_good {
        Ok(Some(tokens))
    } else {
        refreshed(session, &tokens, attempt).await
    };
    let notified = match usable {
        Ok(Some(tokens)) => match session.log_out(&tokens, which).await {
            // A token of unknown lifetime counts as valid until the service refuses it.
            Err(error) if session.status(&error) == Some(UNAUTHORIZED) => session.clear_sso().await,
            notified => notified.map_err(Into::into),
        },
        Ok(None) => session.clear_sso().await,
        Err(error) => Err(error),
    };
    forgotten?;
    notified
}

/// Refreshes the tokens of a session that is being signed out of; `None` if that is not possible. `attempt`: which
/// attempt it is to send the refresh token, if it may be sent.
async fn refreshed<U: UserEffects>(
    session: &U,
    tokens: &U::Tokens,
    attempt: Option<u8>,
) -> Result<Option<U::Tokens>, U::Value> {
    let (Some(refresh), Some(attempt)) = (session.refresh_token(tokens), attempt) else {
        return Ok(None);
    };
    // An earlier request got no response: only repeated if the service responds now.
    if attempt != 1 && !session.ping().await? {
        return Ok(None);
    }
    match session.refresh(refresh).await {
        Ok(tokens) => Ok(Some(tokens)),
        Err(failure) => match failure.into() {
            (_, TokenAnswer::GrantGone) => Ok(None),
            (error, _) => Err(error),
        },
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
