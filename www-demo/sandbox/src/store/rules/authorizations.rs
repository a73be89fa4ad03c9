//! Authorizations that are waiting at the sandbox's own sign-in page.

use std::time::Duration;

use crate::store::callback::Start;
use crate::store::failure::{Failure, Result};
use crate::store::rules::passwords;
use crate::store::rules::sessions::CookieAge;
use crate::store::rules::sign_in::Submitted;
use crate::store::state::{App, Data};
use crate::store::waiting::Authorization;

const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// Stores an authorization until the user signs in, and returns its key.
pub(crate) fn wait(app: &App, data: &mut Data, start: Start) -> String {
    let waiting = Authorization { start };
    data.authorizations.add(app.now(), LIFETIME, waiting)
}

/// Handles the form that asks for the username and password. Without `credentials`, the user has
/// cancelled.
pub(crate) fn decide(
    app: &App,
    data: &mut Data,
    key: &str,
    credentials: Option<(&str, &str)>,
) -> Result<Submitted> {
    let now = app.now();
    if data.authorizations.get(now, key).is_none() {
        return Ok(Submitted::Gone);
    }
    let user = match credentials {
        None => None,
        // The page cannot show a captcha, so none is required here. Wrong passwords still count.
        Some((username, password)) => match passwords::check(data, username, password, true) {
            Ok(user) => Some(user),
            Err(failure) => return Ok(Submitted::Again(failure)),
        },
    };
    let Some(Authorization { start }) = data.authorizations.take(now, key) else {
        return Ok(Submitted::Gone);
    };
    let signed_in = match user {
        Some(user) => Ok(passwords::after_check(
            app,
            data,
            user,
            &start,
            CookieAge::UntilClosed,
        )?),
        None => Err(Failure::sign_in_failed("The sign-in was cancelled.")),
    };
    Ok(Submitted::done(start, signed_in))
}
