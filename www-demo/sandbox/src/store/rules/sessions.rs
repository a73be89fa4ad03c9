//! SSO sessions: who is signed in, and in which browser.

use std::time::Duration;

use uuid::Uuid;

use crate::store::failure::{Failure, Result};
use crate::store::secret::secret;
use crate::store::state::{App, Data};
use crate::store::tokens::Session;

/// How long a session lasts, and a [remembered](CookieAge::Remembered) cookie.
pub(crate) const LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// How long a browser keeps the cookie of a session.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum CookieAge {
    /// Until the browser is closed.
    UntilClosed,
    /// For [`LIFETIME`], because the user wants to be remembered.
    Remembered,
}

impl CookieAge {
    pub(crate) fn of(remember_me: bool) -> Self {
        if remember_me {
            Self::Remembered
        } else {
            Self::UntilClosed
        }
    }
}

/// A new session, for the cookie.
pub(crate) struct Opened {
    /// The value of the cookie.
    pub(crate) key: String,
    pub(crate) age: CookieAge,
}

/// Starts a session.
pub(crate) fn open(app: &App, data: &mut Data, user: Uuid, age: CookieAge) -> Opened {
    let now = app.now();
    data.sessions.retain(|_, session| session.expires > now);
    let key = secret();
    let session = Session {
        user,
        expires: now + LIFETIME,
    };
    data.sessions.insert(key.clone(), session);
    Opened { key, age }
}

/// Returns the user of the session that the cookie names.
pub(crate) fn user(app: &App, data: &Data, key: Option<&str>) -> Result<Uuid> {
    key.and_then(|key| data.sessions.get(key))
        .filter(|session| session.expires > app.now())
        .map(|session| session.user)
        .ok_or_else(Failure::not_signed_in)
}

/// Ends the user's sessions in every browser; with `all`, also every token. Fails unless `which` is `sso` or `all`.
pub(crate) fn end(data: &mut Data, user: Uuid, which: Option<&str>) -> Result<()> {
    match which {
        Some("sso") => data.sessions.retain(|_, session| session.user != user),
        Some("all") => data.sign_out_everywhere(user),
        _ => return Err(Failure::invalid("sessions: must be sso or all.")),
    }
    Ok(())
}

/// Ends the session that the cookie names, if there is one.
pub(crate) fn forget(data: &mut Data, key: Option<&str>) {
    if let Some(key) = key {
        data.sessions.remove(key);
    }
}
