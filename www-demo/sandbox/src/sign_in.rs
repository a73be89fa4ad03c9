//! The end of every sign-in: token or code, SSO cookie, and what is still asked.

use axum::Json;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::Cookie;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::ask;
use crate::callback::{Start, Target, with_params};
use crate::errors::{ApiError, Result};
use crate::sso;
use crate::state::{App, Data};
use crate::tokens;

/// A user signed in, or a step on the way there.
pub(crate) struct SignedIn {
    /// The callback with `token`, or the redirect URI with `code` and `state`.
    pub(crate) url: String,
    /// The SSO cookie; none while something is missing.
    cookie: Option<Cookie<'static>>,
    missing: Missing,
}

/// What a sign-in still lacks.
enum Missing {
    Nothing,
    /// The user has something to tell, with this token to tell it with.
    Fields {
        fields: Vec<Value>,
        token: String,
    },
    /// The second factor of this challenge.
    Factor {
        challenge_id: String,
    },
}

/// Signs the user in. `remember` keeps the SSO session beyond the browser's.
pub(crate) fn finish(
    app: &App,
    data: &mut Data,
    user: Uuid,
    start: &Start,
    remember: bool,
) -> Result<SignedIn> {
    let (url, token) = address(app, data, user, start)?;
    let fields = ask::fields_for(data, user);
    if fields.is_empty() {
        return Ok(SignedIn {
            url,
            cookie: Some(sso::open_session(app, data, user, remember)),
            missing: Missing::Nothing,
        });
    }
    let token = match token {
        Some(token) => token,
        None => tokens::issue(app, data, user, None)?,
    };
    Ok(SignedIn {
        url,
        cookie: None,
        missing: Missing::Fields { fields, token },
    })
}

/// Signs the user in and leaves the SSO session alone: for whoever has one
/// already, and for links that may be opened in any browser.
pub(crate) fn without_session(
    app: &App,
    data: &mut Data,
    user: Uuid,
    start: &Start,
) -> Result<SignedIn> {
    let (url, _) = address(app, data, user, start)?;
    Ok(SignedIn::later(url))
}

/// The address to go to, and the token in it, if it is one.
fn address(
    app: &App,
    data: &mut Data,
    user: Uuid,
    start: &Start,
) -> Result<(String, Option<String>)> {
    let known = data.users.get_mut(user).ok_or_else(ApiError::failure)?;
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

impl SignedIn {
    /// An address to go to, without a session.
    pub(crate) fn later(url: String) -> Self {
        Self {
            url,
            cookie: None,
            missing: Missing::Nothing,
        }
    }

    /// The callback with `challenge_id`: the second factor comes first.
    pub(crate) fn challenged(start: &Start, challenge_id: String) -> Self {
        Self {
            url: start.target.with(&[("challenge_id", &challenge_id)]),
            cookie: None,
            missing: Missing::Factor { challenge_id },
        }
    }

    /// The answer of a call that completes what was asked for.
    pub(crate) fn into_redirect(self) -> Response {
        let answer = json!({ "redirect_url": self.url });
        (cookies(self.cookie), Json(answer)).into_response()
    }

    /// The answer of the calls that name the address `url`.
    pub(crate) fn into_url(self) -> Response {
        self.answer("url")
    }

    /// To the address itself, for a page that a form was sent from. What the user
    /// still has to tell is named in `fields`.
    pub(crate) fn into_location(self, start: &Start) -> Response {
        let url = match &self.missing {
            Missing::Fields { fields, token } => {
                let names: Vec<&str> = fields
                    .iter()
                    .filter_map(|field| field["name"].as_str())
                    .collect();
                let names = names.join(",");
                start.target.with(&[("token", token), ("fields", &names)])
            }
            Missing::Nothing | Missing::Factor { .. } => self.url,
        };
        // The next request must be a GET, whatever this one was.
        let to = (StatusCode::SEE_OTHER, [(LOCATION, url)]);
        (cookies(self.cookie), to).into_response()
    }

    fn answer(self, name: &str) -> Response {
        let mut answer = json!({ name: self.url });
        match self.missing {
            Missing::Nothing => {}
            Missing::Fields { fields, token } => {
                answer["ask_fields"] = fields.into();
                answer["token"] = token.into();
            }
            Missing::Factor { challenge_id } => answer["challenge_id"] = challenge_id.into(),
        }
        (cookies(self.cookie), Json(answer)).into_response()
    }
}

fn cookies(cookie: Option<Cookie<'static>>) -> CookieJar {
    match cookie {
        Some(cookie) => CookieJar::new().add(cookie),
        None => CookieJar::new(),
    }
}

impl IntoResponse for SignedIn {
    fn into_response(self) -> Response {
        self.answer("login_url")
    }
}
