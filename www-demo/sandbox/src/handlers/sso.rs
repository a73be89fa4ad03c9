//! The calls that use or end the SSO session.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::store::callback::Start;
use crate::store::rules::callbacks::check_project_if_named;
use crate::store::rules::sign_in::{self, SignedIn};
use crate::store::rules::{sessions, tokens};
use crate::store::state::{App, Shared};
use crate::web::cookie::{self, SessionKey};
use crate::web::error::Result;
use crate::web::extract::{Bearer, Params};
use crate::web::start::Project;
use crate::web::{redirect, signed_in};

/// GET `/jwt/sso`: returns a code for the user of the session cookie.
pub(crate) async fn jwt(
    State(app): State<Shared>,
    _: Project,
    SessionKey(key): SessionKey,
) -> Result<Json<Value>> {
    let mut data = app.data();
    let user = sessions::user(&app, &data, key.as_deref())?;
    let code = tokens::grant(&app, &mut data, user, None);
    Ok(Json(json!({ "code": code })))
}

/// GET `/oauth2/sso`: returns the redirect URI, with `code` and `state`, for the
/// user of the session cookie.
pub(crate) async fn oauth(
    State(app): State<Shared>,
    start: Start,
    SessionKey(key): SessionKey,
) -> Result<Response> {
    let signed_in = resume(&app, &start, key.as_deref())?;
    Ok(signed_in::with_login_url(&app, signed_in))
}

/// GET `/jwt/sso/redirect`: redirects to the callback, with a token for the user of
/// the session cookie.
pub(crate) async fn redirect(
    State(app): State<Shared>,
    start: Start,
    SessionKey(key): SessionKey,
) -> Result<Response> {
    let signed_in = resume(&app, &start, key.as_deref())?;
    Ok(redirect::found(signed_in.url))
}

/// Signs in with the session cookie. The session itself does not change.
fn resume(app: &App, start: &Start, key: Option<&str>) -> Result<SignedIn> {
    let mut data = app.data();
    let user = sessions::user(app, &data, key)?;
    Ok(sign_in::without_session(app, &mut data, user, start)?)
}

#[derive(Deserialize)]
pub(crate) struct LogoutQuery {
    sessions: Option<String>,
}

/// GET `/oauth2/logout`: ends the user's SSO sessions; with `sessions=all`, also
/// every token.
pub(crate) async fn logout(
    State(app): State<Shared>,
    Bearer(token): Bearer,
    Params(query): Params<LogoutQuery>,
) -> Result<Response> {
    let mut data = app.data();
    let user = tokens::owner(&app, &data, &token)?;
    sessions::end(&mut data, user, query.sessions.as_deref())?;
    Ok((StatusCode::NO_CONTENT, cookie::remove(&app)).into_response())
}

#[derive(Deserialize)]
pub(crate) struct ClearQuery {
    #[serde(rename = "projectId")]
    project_id: Option<String>,
}

/// GET `/oauth2/clear_sso`: ends the session that the cookie names, if there is
/// one.
pub(crate) async fn clear(
    State(app): State<Shared>,
    Params(query): Params<ClearQuery>,
    SessionKey(key): SessionKey,
) -> Result<Response> {
    check_project_if_named(&app, query.project_id.as_deref())?;
    sessions::forget(&mut app.data(), key.as_deref());
    Ok((StatusCode::NO_CONTENT, cookie::remove(&app)).into_response())
}
