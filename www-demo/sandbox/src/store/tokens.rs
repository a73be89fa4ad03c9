//! What a user is signed in with, and what stands in for it.

use std::time::Duration;

use uuid::Uuid;

use crate::store::callback::Terms;

/// A token that was given out and not revoked.
pub(crate) struct Issued {
    pub(crate) user: Uuid,
    /// None for a token of a JWT call.
    pub(crate) family: Option<Family>,
}

/// The tokens of one sign-in: what a code was exchanged for, and all that came of it
/// by refreshing.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Family(Uuid);

impl Family {
    pub(crate) fn new() -> Self {
        Self(Uuid::new_v4())
    }
}

/// A code given out in place of a token.
pub(crate) struct Grant {
    pub(crate) user: Uuid,
    /// What the call that started the sign-in said; none for a code of `/jwt/sso`.
    pub(crate) terms: Option<Terms>,
}

/// A refresh token that was given out and not used yet.
pub(crate) struct Refresh {
    pub(crate) user: Uuid,
    pub(crate) family: Family,
}

/// A user signed in in one browser.
pub(crate) struct Session {
    pub(crate) user: Uuid,
    pub(crate) expires: Duration,
}
