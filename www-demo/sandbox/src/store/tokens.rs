//! Tokens, the codes that are exchanged for them, and SSO sessions.

use std::time::Duration;

use uuid::Uuid;

use crate::store::callback::Terms;

/// A token that was issued and not revoked.
pub(crate) struct Issued {
    pub(crate) user: Uuid,
    /// `None` for a token from a JWT call.
    pub(crate) family: Option<Family>,
}

/// The tokens of one sign-in: those that the code was exchanged for, and all that
/// came from refreshing them.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Family(Uuid);

impl Family {
    pub(crate) fn new() -> Self {
        Self(Uuid::new_v4())
    }
}

/// A code that was issued instead of a token.
pub(crate) struct Grant {
    pub(crate) user: Uuid,
    /// The conditions of the call that started the sign-in; `None` for a code from
    /// `/jwt/sso`.
    pub(crate) terms: Option<Terms>,
}

/// A refresh token that was issued and not used yet.
pub(crate) struct Refresh {
    pub(crate) user: Uuid,
    pub(crate) family: Family,
}

/// An SSO session: one user in one browser.
pub(crate) struct Session {
    pub(crate) user: Uuid,
    pub(crate) expires: Duration,
}
