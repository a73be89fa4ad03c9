//! SSO sessions: who is signed in, and in which browser.

use std::time::Duration;

use uuid::Uuid;

use crate::store::failure::{Failure, Result};
use crate::store::secret::secret;
use crate::store::state::{App, Data};
use crate::store::tokens::Session;

/// How long a session lasts, and a cookie that is kept after the browser is closed.
pub(crate) const LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A new session, for the cookie.
pub(crate) struct Opened {
    /// The value of the cookie.
    pub(crate) key: String,
    /// Whether the cookie is kept after the browser is closed.
    pub(crate) remember: bool,
}

/// Starts a session.
pub(crate) fn open(app: &App, data: &mut Data, user: Uuid, remember: bool) -> Opened {
    let now = app.now();
    data.sessions.retain(|_, session| session.expires > now);
    let key = secret();
    let session = Session {
        user,
        expires: now + LIFETIME,
    };
    data.sessions.insert(key.clone(), session);
    Opened { key, remember }
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
