//! The authorization endpoint, and the sandbox's own sign-in page for users without
//! a session.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use crate::store::callback::Start;
use crate::store::rules::{authorizations, sessions, sign_in};
use crate::store::state::Shared;
use crate::web::cookie::SessionKey;
use crate::web::error::Result;
use crate::web::extract::{FormBody, Params};
use crate::web::{page, redirect, signed_in};

/// GET `/oauth2/auth`: redirects to the redirect URI with `code` and `state` if the
/// session cookie says who is signed in, otherwise to the sign-in page.
pub(crate) async fn start(
    State(app): State<Shared>,
    start: Start,
    SessionKey(key): SessionKey,
) -> Result<Response> {
    let mut data = app.data();
    let location = match sessions::user(&app, &data, key.as_deref()) {
        Ok(user) => sign_in::without_session(&app, &mut data, user, &start)?.url,
        Err(_) => {
            let key = authorizations::wait(&app, &mut data, start);
            format!("{}/sign-in?request={key}", app.url)
        }
    };
    Ok(redirect::found(location))
}

#[derive(Deserialize)]
pub(crate) struct PageQuery {
    #[serde(default)]
    request: String,
}

/// GET `/sign-in`: the page that asks for the username and password.
pub(crate) async fn page(State(app): State<Shared>, Params(query): Params<PageQuery>) -> Response {
    match app.data().authorizations.get(app.now(), &query.request) {
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
    /// `deny` cancels; any other value signs in.
    #[serde(default)]
    decision: String,
}

/// POST `/sign-in`: the form of that page. Redirects to the redirect URI, whether
/// the user signs in or cancels; shows the page again if the credentials are wrong.
pub(crate) async fn submit(
    State(app): State<Shared>,
    FormBody(form): FormBody<SignIn>,
) -> Result<Response> {
    let credentials = (form.decision != "deny").then_some((&*form.username, &*form.password));
    let submitted = authorizations::decide(&app, &mut app.data(), &form.request, credentials)?;
    Ok(signed_in::after_form(&app, submitted, |problem| {
        page::sign_in(&form.request, &form.username, Some(problem))
    }))
}
