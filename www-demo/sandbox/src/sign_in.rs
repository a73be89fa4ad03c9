//! The end of every sign-in: token or code, SSO cookie, and what is still asked.

use axum::Json;
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

/// A user signed in.
pub(crate) struct SignedIn {
    /// The callback with `token`, or the redirect URI with `code` and `state`.
    pub(crate) url: String,
    /// The SSO cookie; none while the user still has something to tell.
    cookie: Option<Cookie<'static>>,
    /// What the user still has to tell, with the token to tell it with.
    wanted: Option<(Vec<Value>, String)>,
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
            wanted: None,
        });
    }
    let token = match token {
        Some(token) => token,
        None => tokens::issue(app, data, user, None)?,
    };
    Ok(SignedIn {
        url,
        cookie: None,
        wanted: Some((fields, token)),
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
    Ok(SignedIn {
        url,
        cookie: None,
        wanted: None,
    })
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
        data.tokens.retain(|_, owner| *owner != user);
    }
    match &start.target {
        Target::Token(url) => {
            let token = tokens::issue(app, data, user, start.payload.clone())?;
            Ok((with_params(url, &[("token", &token)]), Some(token)))
        }
        Target::Code { url, state } => {
            let code = tokens::grant(app, data, user);
            Ok((with_params(url, &[("code", &code), ("state", state)]), None))
        }
    }
}

impl SignedIn {
    /// The answer of a call that completes what was asked for.
    pub(crate) fn into_redirect(self) -> Response {
        let answer = json!({ "redirect_url": self.url });
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
        let mut answer = json!({ "login_url": self.url });
        if let Some((fields, token)) = self.wanted {
            answer["ask_fields"] = fields.into();
            answer["token"] = token.into();
        }
        (cookies(self.cookie), Json(answer)).into_response()
    }
}
