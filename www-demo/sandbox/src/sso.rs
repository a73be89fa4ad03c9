//! The SSO session in its cookie, and the calls that use or end it.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::callback::{Project, Start, check_project};
use crate::errors::{ApiError, Result};
use crate::extract::{Bearer, Params};
use crate::sign_in::{self, SignedIn};
use crate::state::{App, Data, Shared, secret};
use crate::tokens;

const COOKIE: &str = "login_sso";

/// How long a session lasts, and a cookie that is to outlive the browser's.
const LIFETIME: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// A user signed in in one browser.
pub(crate) struct Session {
    pub(crate) user: Uuid,
    expires: Duration,
}

/// Starts a session and gives its cookie.
pub(crate) fn open_session(
    app: &App,
    data: &mut Data,
    user: Uuid,
    remember: bool,
) -> Cookie<'static> {
    let now = app.now();
    data.sessions.retain(|_, session| session.expires > now);
    let key = secret();
    let session = Session {
        user,
        expires: now + LIFETIME,
    };
    data.sessions.insert(key.clone(), session);
    cookie(app, key, remember)
}

/// Over http no page of another site can have it: browsers want `Secure` for that.
fn cookie(app: &App, value: String, remember: bool) -> Cookie<'static> {
    let same_site = match app.is_https {
        true => SameSite::None,
        false => SameSite::Lax,
    };
    let mut cookie = Cookie::build((COOKIE, value))
        .path("/")
        .http_only(true)
        .same_site(same_site)
        .secure(app.is_https)
        .build();
    if remember {
        cookie.set_max_age(time::Duration::seconds(LIFETIME.as_secs() as i64));
    }
    cookie
}

/// Takes the cookie away: an empty one that has expired.
fn no_cookie(app: &App) -> CookieJar {
    let mut gone = cookie(app, String::new(), false);
    gone.set_max_age(time::Duration::ZERO);
    CookieJar::new().add(gone)
}

/// The user of the session that the cookie names.
pub(crate) fn session_user(app: &App, data: &Data, cookies: &CookieJar) -> Result<Uuid> {
    cookies
        .get(COOKIE)
        .and_then(|cookie| data.sessions.get(cookie.value()))
        .filter(|session| session.expires > app.now())
        .map(|session| session.user)
        .ok_or_else(ApiError::not_signed_in)
}

/// GET `/jwt/sso`: a code for whoever the cookie says is signed in.
pub(crate) async fn jwt(
    State(app): State<Shared>,
    _: Project,
    cookies: CookieJar,
) -> Result<Json<Value>> {
    let mut data = app.data();
    let user = session_user(&app, &data, &cookies)?;
    let code = tokens::grant(&app, &mut data, user, None);
    Ok(Json(json!({ "code": code })))
}

/// GET `/oauth2/sso`: the redirect URI for whoever the cookie says is signed in.
pub(crate) async fn oauth(
    State(app): State<Shared>,
    start: Start,
    cookies: CookieJar,
) -> Result<SignedIn> {
    resume(&app, &start, &cookies)
}

/// GET `/jwt/sso/redirect`: to the callback, with a token.
pub(crate) async fn redirect(
    State(app): State<Shared>,
    start: Start,
    cookies: CookieJar,
) -> Result<Response> {
    let signed_in = resume(&app, &start, &cookies)?;
    Ok((StatusCode::FOUND, [(LOCATION, signed_in.url)]).into_response())
}

/// Signs in by the cookie. The session stays the one it is.
fn resume(app: &App, start: &Start, cookies: &CookieJar) -> Result<SignedIn> {
    let mut data = app.data();
    let user = session_user(app, &data, cookies)?;
    sign_in::without_session(app, &mut data, user, start)
}

#[derive(Deserialize)]
pub(crate) struct LogoutQuery {
    sessions: Option<String>,
}

/// GET `/oauth2/logout`: ends the user's SSO sessions, with `sessions=all` every
/// token as well.
pub(crate) async fn logout(
    State(app): State<Shared>,
    Bearer(token): Bearer,
    Params(query): Params<LogoutQuery>,
) -> Result<Response> {
    let mut data = app.data();
    let user = tokens::owner(&app, &data, &token)?;
    match query.sessions.as_deref() {
        Some("sso") => data.sessions.retain(|_, session| session.user != user),
        Some("all") => data.sign_out_everywhere(user),
        _ => return Err(ApiError::invalid("sessions: must be sso or all.")),
    }
    Ok((StatusCode::NO_CONTENT, no_cookie(&app)).into_response())
}

#[derive(Deserialize)]
pub(crate) struct ClearQuery {
    #[serde(rename = "projectId")]
    project_id: Option<String>,
}

/// GET `/oauth2/clear_sso`: ends the session of the cookie, if there is one.
pub(crate) async fn clear(
    State(app): State<Shared>,
    Params(query): Params<ClearQuery>,
    cookies: CookieJar,
) -> Result<Response> {
    if let Some(id) = &query.project_id {
        check_project(&app, Some(id))?;
    }
    if let Some(cookie) = cookies.get(COOKIE) {
        app.data().sessions.remove(cookie.value());
    }
    Ok((StatusCode::NO_CONTENT, no_cookie(&app)).into_response())
}
