//! The steps of a redirect callback: the URL that the user comes back to after a sign-in.
//!
//! The order is fixed: the page's URL is cleaned before anything is sent, and the `state` is checked before anything
//! else in the URL.
//!
//! Uses no JavaScript.

use super::finish::{Finished, NOTHING, SignInEffects, Unfinished, finish};
use crate::error::SdkError;
use crate::mode::Mode;
use crate::oauth::meaning::{
    CallbackOutcome, CallbackParameters, LoginUrl, NoRepeat, Trust, is_issuer,
};

/// What handling a callback needs of the page, besides [`SignInEffects`].
#[allow(async_fn_in_trait, reason = "a page has one thread")]
pub trait CallbackEffects {
    /// A JavaScript value: a URL, the tokens for the app or an error.
    type Value: PartialEq + From<SdkError>;

    /// A pending sign-in.
    type Flow;

    /// Reads the parameters of the URL.
    fn read_url(&self) -> Result<LoginUrl<Self::Value>, Self::Value>;

    /// Returns the pending sign-in with this `state`.
    async fn flow(&self, state: &str) -> Result<Option<Self::Flow>, Self::Value>;

    /// Removes the parameters of the sign-in from the page's URL, if that is the URL of the callback.
    fn clean_page(&self);

    /// Returns the URL.
    fn href(&self) -> Self::Value;

    /// Returns the URL without the parameters of a sign-in.
    fn clean_href(&self) -> Self::Value;

    /// Returns the issuer that the options name, and the one that the URL names.
    fn issuers(&self) -> [Option<String>; 2];

    /// Returns the mode that the options set.
    fn mode(&self) -> Mode;

    /// Returns the last mark that [`CallbackEffects::set_mark`] stored; an empty one if there is none.
    async fn mark(&self) -> Mark<Self::Value>;

    /// Stores a mark in the tab's storage, in place of the last one.
    async fn set_mark(&self, mark: Mark<Self::Value>);

    /// Makes the page handle the URL again at the next call, instead of repeating the result of this one.
    fn forget_result(&self);

    /// Waits until the session has been read. Returns whether somebody is signed in.
    async fn is_signed_in(&self) -> Result<bool, Self::Value>;

    /// Returns the tokens of the session for the app.
    fn shown(&self) -> Self::Value;
}

/// Says that a tab has handled a callback, in case the page is reloaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark<V> {
    /// The URL without the parameters of a sign-in; `None` if the sign-in failed.
    pub clean: Option<V>,
    /// The URL, if it is used up.
    pub original: Option<V>,
}

/// How a callback that this tab has handled ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ending {
    /// Somebody was signed in, or a second factor was asked for.
    Completed,
    /// The sign-in failed, and its code is used up.
    Failed,
}

/// Handles a callback: cleans the page's URL, checks what can be trusted, finishes the sign-in, and marks the URL as
/// handled, in case the page is reloaded.
///
/// # Errors
///
/// An `SDKError` of kind `state` if the URL does not belong to a sign-in that started here or was already used,
/// `response` if it has no parameters of a sign-in; otherwise as [`finish`].
pub async fn handle<S: SignInEffects, C: CallbackEffects<Value = S::Value, Flow = S::Flow>>(
    sign_in: &S,
    callback: &C,
) -> Result<Finished<S::Value>, Unfinished<S::Value>> {
    let read = read_url_and_flow(callback).await;
    // Before any request is sent: its referrer would reveal the URL.
    callback.clean_page();
    let (found, flow) = read?;
    let said = found.parameters();
    let mark = callback.mark().await;
    let ending = ending(&mark, said, &callback.href());
    let is_pending = flow.is_some() && !said.is_used_up(ending.is_some());
    match said.trust(callback.mode(), is_pending) {
        Trust::Refused(reason) => return Err(Unfinished::refused(SdkError::state(reason))),
        Trust::Repeated => {
            // The session may have changed by the next call.
            callback.forget_result();
            return again(callback, said, ending).await;
        }
        Trust::Believed => {}
    }
    let [named, issuer] = callback.issuers();
    if !is_issuer(named.as_deref(), issuer.as_deref()) {
        let reason = "iss is not the issuer that the options name";
        return Err(Unfinished::refused(SdkError::state(reason)));
    }
    let is_challenge = said.outcome() == CallbackOutcome::Challenge;
    let challenged = flow.clone().filter(|_| is_challenge);
    sign_in.challenged().set(challenged);
    let finished = finish(sign_in, found, flow).await;
    let refused = finished.as_ref().err();
    if refused.is_none_or(|refused| refused.is_final) {
        // A URL with a token is not recorded, only its cleaned form: the token is still valid, and such a URL can be
        // handled again without a `state`.
        let mark = Mark {
            clean: finished.is_ok().then(|| callback.clean_href()),
            original: (!said.token).then(|| callback.href()),
        };
        callback.set_mark(mark).await;
    }
    finished
}

/// Reads the parameters of the URL, and the flow that its `state` belongs to.
async fn read_url_and_flow<C: CallbackEffects>(
    callback: &C,
) -> Result<(LoginUrl<C::Value>, Option<C::Flow>), C::Value> {
    let found = callback.read_url()?;
    let flow = match &found.state {
        Some(state) => callback.flow(state).await?,
        None => None,
    };
    Ok((found, flow))
}

/// Handles the callback of a page that is reloaded after this tab has handled it: returns the tokens that the session
/// still has. `ending`: how the callback ended, if this tab has handled it.
async fn again<C: CallbackEffects>(
    callback: &C,
    said: CallbackParameters,
    ending: Option<Ending>,
) -> Result<Finished<C::Value>, Unfinished<C::Value>> {
    if ending == Some(Ending::Completed) && callback.is_signed_in().await? {
        let shown = callback.shown();
        return Ok(match callback.mode() {
            Mode::Oauth => Finished::Tokens(shown),
            Mode::Jwt => Finished::Token(shown),
        });
    }
    let no_repeat = said.no_repeat(callback.mode(), ending.is_some());
    Err(Unfinished::refused(match no_repeat {
        NoRepeat::Nothing => NOTHING,
        NoRepeat::State(reason) => SdkError::state(reason),
    }))
}

/// Returns how the sign-in of the URL `href` ended, if this tab has handled it before, on this page or before a reload.
fn ending<V: PartialEq>(mark: &Mark<V>, said: CallbackParameters, href: &V) -> Option<Ending> {
    let known = match said.are_none() {
        true => &mark.clean,
        false => &mark.original,
    };
    let ending = match mark.clean {
        Some(_) => Ending::Completed,
        None => Ending::Failed,
    };
    (known.as_ref() == Some(href)).then_some(ending)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
