//! The authorization endpoint, and the sandbox's own page for people whom it does
//! not know yet.

use std::time::Duration;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use serde::Deserialize;

use crate::callback::Start;
use crate::errors::Result;
use crate::extract::{FormBody, Params};
use crate::page;
use crate::password;
use crate::sign_in;
use crate::social;
use crate::sso;
use crate::state::{Data, Shared};

const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// An authorization whose user is still unknown.
pub(crate) struct Authorization {
    start: Start,
}

/// GET `/oauth2/auth`: to the redirect URI with `code` and `state` for whoever the
/// cookie says is signed in, to the sign-in page for everyone else.
pub(crate) async fn start(
    State(app): State<Shared>,
    start: Start,
    cookies: CookieJar,
) -> Result<Response> {
    let mut data = app.data();
    let location = match sso::session_user(&app, &data, &cookies) {
        Ok(user) => sign_in::without_session(&app, &mut data, user, &start)?.url,
        Err(_) => {
            let waiting = Authorization { start };
            let key = data.authorizations.add(app.now(), LIFETIME, waiting);
            format!("{}/sign-in?request={key}", app.url)
        }
    };
    Ok((StatusCode::FOUND, [(LOCATION, location)]).into_response())
}

#[derive(Deserialize)]
pub(crate) struct PageQuery {
    #[serde(default)]
    request: String,
}

/// GET `/sign-in`: the page that asks for name and password.
pub(crate) async fn page(State(app): State<Shared>, Params(query): Params<PageQuery>) -> Response {
    match app.data().authorizations.get_mut(app.now(), &query.request) {
        Some(_) => page::sign_in(&query.request, "", None),
        None => page::gone(),
    }
}

#[derive(Deserialize)]
pub(crate) struct SignIn {
    #[serde(default)]
    request: String,
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    /// `deny` to go back without; anything else signs in.
    #[serde(default)]
    decision: String,
}

/// POST `/sign-in`: the form of that page; back to the redirect URI either way.
pub(crate) async fn submit(
    State(app): State<Shared>,
    FormBody(form): FormBody<SignIn>,
) -> Result<Response> {
    let mut data = app.data();
    let now = app.now();
    if data.authorizations.get_mut(now, &form.request).is_none() {
        return Ok(page::gone());
    }
    if form.decision == "deny" {
        return Ok(cancelled(&mut data, now, &form.request));
    }
    // The page has no captcha to solve, so its tries are not counted against one.
    let user = match password::check(&mut data, &form.username, &form.password, true) {
        Ok(user) => user,
        Err(error) => {
            let page = page::sign_in(&form.request, &form.username, Some(error.description()));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let Some(Authorization { start }) = data.authorizations.take(now, &form.request) else {
        return Ok(page::gone());
    };
    let signed_in = password::after_check(&app, &mut data, user, &start, false)?;
    Ok(signed_in.into_location(&start))
}

fn cancelled(data: &mut Data, now: Duration, request: &str) -> Response {
    match data.authorizations.take(now, request) {
        Some(Authorization { start }) => {
            social::back(&start, &social::failed("The sign-in was cancelled."))
        }
        None => page::gone(),
    }
}
