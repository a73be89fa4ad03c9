//! Decides what a callback URL or a failure of the token endpoint means.
//!
//! Uses no JavaScript. Of codes and tokens, it knows only whether they are present.

use crate::answer::Refusal;
use crate::flow::state::constant_time_eq;
use crate::mode::Mode;
use crate::session::machine::TokenAnswer;

/// The error codes of the token endpoint for a code or refresh token that is wrong, used or revoked.
const GRANT_GONE: [&str; 3] = ["010-023", "invalid_grant", "invalid_token"];

/// The reason of an error of kind `state` if the URL has no `state`.
const NO_STATE: &str = "the URL has no state";

/// The sign-in parameters of a URL, not yet trusted. `V` is a JavaScript string.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginUrl<V> {
    /// `state`.
    pub state: Option<String>,
    /// `code`.
    pub code: Option<V>,
    /// `token`.
    pub token: Option<V>,
    /// `challenge_id`.
    pub challenge: Option<V>,
    /// `error_code` or `error`.
    pub error: Option<String>,
    /// `error_description`.
    pub description: Option<V>,
}

impl<V> LoginUrl<V> {
    /// Returns which of the parameters are present.
    #[must_use]
    pub fn parameters(&self) -> CallbackParameters {
        CallbackParameters {
            state: self.state.is_some(),
            code: self.code.is_some(),
            token: self.token.is_some(),
            challenge: self.challenge.is_some(),
            error: self.error.is_some(),
        }
    }
}

/// Which parameters of a sign-in a URL contains.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct CallbackParameters {
    /// `state`.
    pub state: bool,
    /// `code`.
    pub code: bool,
    /// `token`.
    pub token: bool,
    /// `challenge_id`.
    pub challenge: bool,
    /// `error_code` or `error`.
    pub error: bool,
}

/// What a trusted URL leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CallbackOutcome {
    /// The error of the service in the URL.
    Error,
    /// A second factor is asked for.
    Challenge,
    /// A code, which will be exchanged.
    Code,
    /// A token.
    Token,
    /// The URL has no parameters of a sign-in, or only a `state`.
    Nothing,
}

/// Whether a callback URL can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trust {
    /// Yes: it belongs to a sign-in that started here, or the project does not use a `state`.
    Believed,
    /// Only if this tab has handled it before; otherwise refused, as [`CallbackParameters::no_repeat`] says.
    Repeated,
    /// No. Contains the reason, of kind `state`.
    Refused(&'static str),
}

/// Why a callback that could have been a repeat is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRepeat {
    /// The URL has no parameters of a sign-in.
    Nothing,
    /// Contains the reason, of kind `state`.
    State(&'static str),
}

/// Which sign-in the result of a call belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// To a callback that asked for a second factor.
    ToChallenge,
    /// To a call of the instance.
    ToCall,
    /// To neither. Contains the reason, of kind `state`.
    ToNobody(&'static str),
}

impl CallbackParameters {
    /// Returns whether the URL has no parameters of a sign-in.
    #[must_use]
    pub fn are_none(self) -> bool {
        self == Self::default()
    }

    /// Returns what the URL leads to. An error takes precedence over everything else, and a second factor
    /// over a code or token, which is only for a user who has passed it.
    #[must_use]
    pub fn outcome(self) -> CallbackOutcome {
        match self {
            Self { error: true, .. } => CallbackOutcome::Error,
            Self {
                challenge: true, ..
            } => CallbackOutcome::Challenge,
            Self { code: true, .. } => CallbackOutcome::Code,
            Self { token: true, .. } => CallbackOutcome::Token,
            _ => CallbackOutcome::Nothing,
        }
    }

    /// Decides whether the URL can be trusted as a callback. In OAuth mode there is always a `state` (RFC 6749, 10.12).
    /// `has_flow`: whether it belongs to a pending sign-in.
    #[must_use]
    pub fn trust(self, mode: Mode, has_flow: bool) -> Trust {
        if has_flow {
            return Trust::Believed;
        }
        if self.state || self.are_none() {
            return Trust::Repeated;
        }
        if mode == Mode::Oauth || self.code {
            return Trust::Refused(NO_STATE);
        }
        Trust::Believed
    }

    /// Returns whether the URL was used up when this tab handled it: its code was sent. `is_known`: whether this tab
    /// has handled it. The `state` of an instance is good for more callbacks, but each code only for one.
    #[must_use]
    pub fn is_used_up(self, is_known: bool) -> bool {
        is_known && self.outcome() == CallbackOutcome::Code
    }

    /// Returns why a callback without a pending sign-in is refused, when the session has no tokens to resolve to.
    /// `is_known`: whether this tab has handled the URL before.
    #[must_use]
    pub fn no_repeat(self, mode: Mode, is_known: bool) -> NoRepeat {
        if !self.are_none() {
            return NoRepeat::State("the state is unknown, too old, or was used");
        }
        match mode {
            Mode::Jwt if !is_known => NoRepeat::Nothing,
            _ => NoRepeat::State(NO_STATE),
        }
    }
}

/// Decides which sign-in the result of a call belongs to, by the URL in it.
///
/// `state`: the `state` in the URL; `has_code`: whether the URL has a code; `challenged`: the `state` of a
/// callback that asked for a second factor; `sent`: the `state` of the instance, or an empty string.
#[must_use]
pub fn belongs(
    state: Option<&str>,
    has_code: bool,
    challenged: Option<&str>,
    sent: &str,
) -> Belongs {
    let is = |other: &str| state.is_some_and(|state| constant_time_eq(state, other));
    if challenged.is_some_and(is) {
        return Belongs::ToChallenge;
    }
    let needs_state = state.is_some() || has_code;
    if !needs_state || !sent.is_empty() && is(sent) {
        return Belongs::ToCall;
    }
    Belongs::ToNobody("the state is not the one that was sent")
}

/// Returns whether `found`, the `iss` of a callback, equals the option `issuer`, or that option is not set
/// (RFC 9207).
#[must_use]
pub fn is_issuer(named: Option<&str>, found: Option<&str>) -> bool {
    named.is_none() || named == found
}

/// Decides what a failed request to the token endpoint means for a session. `refusal`: what the service said, if it
/// responded.
#[must_use]
pub fn of_failure(was_sent: bool, refusal: Option<&Refusal>) -> TokenAnswer {
    match refusal {
        _ if !was_sent => TokenAnswer::NotSent,
        None => TokenAnswer::NoAnswer,
        Some(refusal) if GRANT_GONE.contains(&refusal.code.as_str()) => TokenAnswer::GrantGone,
        Some(refusal) => TokenAnswer::Failed {
            retry_after: refusal.retry_after,
        },
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
