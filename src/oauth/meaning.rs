//! Decides what a callback address or a failure of the token endpoint means.
//!
//! Knows no JavaScript. Of codes and tokens it knows only whether they are there.

use crate::session::Answer;

/// Milliseconds that a sign-in may take.
const LIFETIME: f64 = 600_000.0;

/// What the token endpoint says of a code or refresh token that is wrong, used or revoked.
const GRANT_GONE: [&str; 3] = ["010-023", "invalid_grant", "invalid_token"];

/// A reason of kind `state`.
const NO_STATE: &str = "the URL has no state";

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
pub enum Trust {
    /// It may: it belongs to a sign-in that began here, or the project sends no `state`.
    Believed,
    /// Only if this tab has handled it before: see [`Parameters::no_repeat`].
    Repeated,
    /// It may not, for a reason of kind `state`.
    Refused(&'static str),
}

/// Why a callback that may be a repeat is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoRepeat {
    /// The address has nothing of a sign-in.
    Nothing,
    /// A reason of kind `state`.
    State(&'static str),
}

/// Which sign-in the result of a call belongs to.
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
    pub fn trust(self, has_flow: bool, is_oauth: bool) -> Trust {
        if has_flow {
            return Trust::Believed;
        }
        if self.state || self.are_none() {
            return Trust::Repeated;
        }
        match is_oauth || self.code {
            true => Trust::Refused(NO_STATE),
            false => Trust::Believed,
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
}

/// Which sign-in the result of a call belongs to, by the address in it.
///
/// `state` and `has_code`: what that address has; `challenged`: the `state` of a callback that asked for a second
/// factor; `sent`: the `state` of the instance.
#[must_use]
pub fn belongs(
    state: Option<&str>,
    has_code: bool,
    challenged: Option<&str>,
    sent: &str,
) -> Belongs {
    let is = |other: &str| state.is_some_and(|state| same(state, other));
    if challenged.is_some_and(is) {
        return Belongs::ToChallenge;
    }
    let needs_state = state.is_some() || has_code;
    match !needs_state || !sent.is_empty() && is(sent) {
        true => Belongs::ToCall,
        false => Belongs::ToNobody("the state is not the one that was sent"),
    }
}

/// Whether the authorization server is the one that the options name, if they do (RFC 9207).
#[must_use]
pub fn is_issuer(named: Option<&str>, found: Option<&str>) -> bool {
    named.is_none() || named == found
}

/// Whether a sign-in that began then may still end now, in milliseconds of one clock. A start in the future, by less
/// than a lifetime, means that the clock was set back.
#[must_use]
pub fn is_fresh(began: f64, now: f64) -> bool {
    (now - began).abs() < LIFETIME
}

/// What a failed request to the token endpoint means for a session. `status`, `code` and `retry_after` are those of
/// the service's answer, if there was one.
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

/// Whether two texts are the same, in a time that does not tell where they differ.
#[must_use]
pub fn same(one: &str, other: &str) -> bool {
    one.len() == other.len() && are_equal(one.bytes(), other.bytes())
}

fn are_equal(one: impl Iterator<Item = u8>, other: impl Iterator<Item = u8>) -> bool {
    let pairs = one.zip(other);
    pairs.fold(0, |difference, (one, other)| difference | (one ^ other)) == 0
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
