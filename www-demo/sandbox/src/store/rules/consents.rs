//! What a user agrees to: the project's terms, and what an OAuth client may do.

use std::time::Duration;

use uuid::Uuid;

use crate::store::callback::Start;
use crate::store::failure::{Failure, Result};
use crate::store::rules::sessions::CookieAge;
use crate::store::rules::sign_in::{self, SignedIn};
use crate::store::secret::secret;
use crate::store::state::{App, Data};
use crate::store::waiting::SocialConsent;

const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// Returns the callback with `consent_token` and `consent_id`. The names are the sandbox's own: a page would
/// take a `token` in the callback for a finished sign-in.
pub(crate) fn ask(app: &App, data: &mut Data, user: Uuid, start: &Start, is_new: bool) -> SignedIn {
    let id = secret();
    let waiting = SocialConsent {
        user,
        start: start.clone(),
        id: id.clone(),
        is_new,
    };
    let token = data.social_consents.add(app.now(), LIFETIME, waiting);
    let params = [("consent_token", token.as_str()), ("consent_id", &id)];
    SignedIn::later(start.with(&params))
}

/// Continues the sign-in, or returns to the callback with an error if the user declines. Undecided (`None`)
/// continues, but the user is asked again the next time.
pub(crate) fn decide(
    app: &App,
    data: &mut Data,
    token: &str,
    id: Option<&str>,
    accepted: Option<bool>,
) -> Result<SignedIn> {
    let now = app.now();
    let waiting = data
        .social_consents
        .get_mut(now, token)
        .ok_or_else(Failure::bad_token)?;
    if id.is_some_and(|id| id != waiting.id) {
        return Err(Failure::invalid("consent_id: is of another sign-in."));
    }
    let waiting = data
        .social_consents
        .take(now, token)
        .ok_or_else(Failure::bad_token)?;
    let SocialConsent {
        user,
        start,
        is_new,
        ..
    } = waiting;
    if accepted == Some(false) {
        if is_new {
            data.users.remove(user);
        }
        let failure = Failure::sign_in_failed("The terms were not accepted.");
        return Ok(SignedIn::later(start.refused(&failure)));
    }
    let known = data.users.get_mut(user).ok_or_else(Failure::bad_token)?;
    known.accepted = accepted == Some(true);
    sign_in::finish(app, data, user, &start, CookieAge::UntilClosed)
}

/// Returns the scopes that the user has not approved. `scopes` is separated by white space (RFC 6749,
/// section 3.3).
pub(crate) fn refused<'a>(data: &Data, user: Uuid, scopes: &'a str) -> Result<Vec<&'a str>> {
    let user = data.users.get(user).ok_or_else(Failure::bad_token)?;
    let is_refused = |scope: &&str| !user.approved.contains(*scope);
    Ok(scopes.split_whitespace().filter(is_refused).collect())
}

/// Records that the user approves these scopes, or withdraws the approval. `scopes` is separated by white
/// space.
pub(crate) fn approve(data: &mut Data, user: Uuid, scopes: &str, approval: bool) -> Result<()> {
    let user = data.users.get_mut(user).ok_or_else(Failure::bad_token)?;
    for scope in scopes.split_whitespace() {
        if approval {
            user.approved.insert(scope.to_owned());
        } else {
            user.approved.remove(scope);
        }
    }
    Ok(())
}
