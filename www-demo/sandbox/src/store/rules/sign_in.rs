//! The end of every sign-in: the token or code, the SSO session, and what is still
//! missing.

use uuid::Uuid;

use crate::store::callback::{Start, Target, with_params};
use crate::store::failure::{Failure, Result};
use crate::store::rules::fields::{self, Field};
use crate::store::rules::sessions::{self, CookieAge, Opened};
use crate::store::rules::tokens;
use crate::store::state::{App, Data};

/// A finished sign-in, or a step on the way to one.
pub(crate) struct SignedIn {
    /// The callback with `token`, or the redirect URI with `code` and `state`.
    pub(crate) url: String,
    /// The new SSO session; `None` while something is missing.
    pub(crate) session: Option<Opened>,
    pub(crate) missing: Missing,
}

/// What a sign-in still lacks.
pub(crate) enum Missing {
    Nothing,
    /// The user still has to fill in these fields, and submits them with this
    /// token.
    Fields {
        fields: Vec<Field>,
        token: String,
    },
    /// The second factor of this challenge.
    Factor {
        challenge_id: String,
    },
}

impl SignedIn {
    /// Creates a result with this URL and no session.
    pub(crate) fn later(url: String) -> Self {
        Self {
            url,
            session: None,
            missing: Missing::Nothing,
        }
    }

    /// Creates a result whose URL is the callback with `challenge_id`: the second
    /// factor is required first.
    pub(crate) fn challenged(start: &Start, challenge_id: String) -> Self {
        Self {
            url: start.with(&[("challenge_id", &challenge_id)]),
            session: None,
            missing: Missing::Factor { challenge_id },
        }
    }
}

/// What happens after a form on one of the sandbox's own pages was submitted.
pub(crate) enum Submitted {
    /// The sign-in has expired, or was already used.
    Gone,
    /// The page is shown again, because the input is wrong.
    Again(Failure),
    /// The browser goes back to the callback, signed in or with an error.
    Done {
        start: Box<Start>,
        signed_in: SignedIn,
    },
}

impl Submitted {
    /// Creates the result that returns to the callback, with a failure in its
    /// parameters.
    pub(crate) fn done(start: Start, signed_in: Result<SignedIn>) -> Self {
        let signed_in =
            signed_in.unwrap_or_else(|failure| SignedIn::later(start.refused(&failure)));
        Self::Done {
            start: Box::new(start),
            signed_in,
        }
    }
}

/// Signs the user in.
pub(crate) fn finish(
    app: &App,
    data: &mut Data,
    user: Uuid,
    start: &Start,
    age: CookieAge,
) -> Result<SignedIn> {
    let (url, token) = address(app, data, user, start)?;
    let fields = fields::missing(data, user);
    if fields.is_empty() {
        return Ok(SignedIn {
            url,
            session: Some(sessions::open(app, data, user, age)),
            missing: Missing::Nothing,
        });
    }
    let token = match token {
        Some(token) => token,
        None => tokens::issue(app, data, user, None)?,
    };
    Ok(SignedIn {
        url,
        session: None,
        missing: Missing::Fields { fields, token },
    })
}

/// Signs the user in without a new SSO session: for users who already have one, and
/// for links that may be opened in any browser.
pub(crate) fn without_session(
    app: &App,
    data: &mut Data,
    user: Uuid,
    start: &Start,
) -> Result<SignedIn> {
    let (url, _) = address(app, data, user, start)?;
    Ok(SignedIn::later(url))
}

/// Returns the URL to go to, and the token in it, if it contains one.
fn address(
    app: &App,
    data: &mut Data,
    user: Uuid,
    start: &Start,
) -> Result<(String, Option<String>)> {
    let known = data.users.get_mut(user).ok_or_else(Failure::broken)?;
    known.last_login = Some(app.now());
    if start.with_logout {
        data.end_tokens(user);
    }
    match &start.target {
        Target::Token(url) => {
            let token = tokens::issue(app, data, user, start.payload.clone())?;
            Ok((with_params(url, &[("token", &token)]), Some(token)))
        }
        Target::Code { url, state, terms } => {
            let code = tokens::grant(app, data, user, Some(terms.clone()));
            Ok((with_params(url, &[("code", &code), ("state", state)]), None))
        }
    }
}
