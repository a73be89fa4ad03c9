//! What it means for a sign-in that comes back from the service: an address, or a failure of the token endpoint.
//!
//! Knows no JavaScript. Of codes and tokens it knows only whether they are there.

use super::flow::same;
use crate::session::Answer;

/// Milliseconds that a sign-in may take.
const LIFETIME: f64 = 600_000.0;

/// What the token endpoint says of a code or refresh token that is wrong, used or revoked.
const GRANT_GONE: [&str; 3] = ["010-023", "invalid_grant", "invalid_token"];

/// A reason of kind `state`.
const NO_STATE: &str = "the address has no state";

/// Which parameters of a sign-in stand in an address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Parameters {
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

/// What an address that may be believed leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// The error of the service that stands in it.
    Error,
    /// A second factor is asked for.
    Challenge,
    /// A code, which is exchanged.
    Code,
    /// A token.
    Token,
    /// Nothing of a sign-in.
    Nothing,
}

/// Whether the address of a callback may be believed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callback {
    /// It may: it belongs to a sign-in that began here, or the project sends no `state`.
    Believed,
    /// Only if this tab has handled it before: see [`Parameters::no_repeat`].
    Repeated,
    /// It may not, for a reason of kind `state`.
    Refused(&'static str),
}

/// Why a callback that is said to be a repeat is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRepeat {
    /// The address has nothing of a sign-in.
    Nothing,
    /// A reason of kind `state`.
    State(&'static str),
}

/// Whose the result of a call that signs in is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Belongs {
    /// It answers the second factor of a callback.
    ToChallenge,
    /// It answers a call of the instance.
    ToCall,
    /// Nobody's: a reason of kind `state`.
    ToNobody(&'static str),
}

impl Parameters {
    /// Whether the address says nothing of a sign-in.
    #[must_use]
    pub fn are_none(self) -> bool {
        self == Self::default()
    }

    /// What the address leads to. An error goes before all else that stands there, and a second factor
    /// before what is given to whoever has passed it.
    #[must_use]
    pub fn outcome(self) -> Outcome {
        match self {
            Self { error: true, .. } => Outcome::Error,
            Self {
                challenge: true, ..
            } => Outcome::Challenge,
            Self { code: true, .. } => Outcome::Code,
            Self { token: true, .. } => Outcome::Token,
            _ => Outcome::Nothing,
        }
    }

    /// Whether it may be believed as the address of a callback. `has_flow`: whether its `state` is that of
    /// a sign-in under way; `is_oauth`: whether the project uses OAuth, which always has a `state` (RFC
    /// 6749, 10.12).
    #[must_use]
    pub fn callback(self, has_flow: bool, is_oauth: bool) -> Callback {
        if has_flow {
            return Callback::Believed;
        }
        if self.state || self.are_none() {
            return Callback::Repeated;
        }
        match is_oauth || self.code {
            true => Callback::Refused(NO_STATE),
            false => Callback::Believed,
        }
    }

    /// Why a callback without a sign-in under way is refused, where no session answers it. `is_known`:
    /// whether this tab has handled that address.
    #[must_use]
    pub fn no_repeat(self, is_oauth: bool, is_known: bool) -> NoRepeat {
        match self.are_none() {
            true if !is_oauth && !is_known => NoRepeat::Nothing,
            true => NoRepeat::State(NO_STATE),
            false => NoRepeat::State("the state is unknown, too old, or was used"),
        }
    }

    /// Whose the result of a call is that led to this address. `state`: the address's own; `challenged`:
    /// that of a callback that asked for a second factor; `sent`: that of the instance.
    #[must_use]
    pub fn belongs(self, state: Option<&str>, challenged: Option<&str>, sent: &str) -> Belongs {
        let is = |other: &str| state.is_some_and(|state| same(state, other));
        if challenged.is_some_and(is) {
            return Belongs::ToChallenge;
        }
        let must_say = self.state || self.code;
        match !must_say || !sent.is_empty() && is(sent) {
            true => Belongs::ToCall,
            false => Belongs::ToNobody("the state is not the one that was sent"),
        }
    }
}

/// Whether the authorization server is the one that the options name, if they do (RFC 9207).
#[must_use]
pub fn is_issuer(named: Option<&str>, found: Option<&str>) -> bool {
    named.is_none() || named == found
}

/// Whether a sign-in that began then may still end now, in milliseconds of one clock. One from the future
/// by less than a lifetime is of a clock that was set back.
#[must_use]
pub fn is_fresh(began: f64, now: f64) -> bool {
    (now - began).abs() < LIFETIME
}

/// What a request to the token endpoint has come to that gave no tokens. `status`, `code`, `retry_after`:
/// of the service's answer, if there was one.
#[must_use]
pub fn of_failure(
    was_sent: bool,
    status: Option<f64>,
    code: Option<&str>,
    retry_after: Option<f64>,
) -> Answer {
    match (was_sent, status) {
        (false, _) => Answer::NotSent,
        (true, None) => Answer::NoAnswer,
        (true, Some(_)) if code.is_some_and(|code| GRANT_GONE.contains(&code)) => Answer::GrantGone,
        (true, Some(_)) => Answer::Failed { retry_after },
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
