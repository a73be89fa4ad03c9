//! What a user agrees to: the project's terms, and what an OAuth client may do.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::callback::{Start, check_client, check_project};
use crate::errors::{ApiError, Result};
use crate::extract::{Bearer, Body, Text};
use crate::sign_in::{self, SignedIn};
use crate::social;
use crate::state::{App, Data, Shared, secret};
use crate::tokens;

const LIFETIME: Duration = Duration::from_secs(10 * 60);

/// A social sign-in that waits for the terms to be accepted.
pub(crate) struct SocialConsent {
    user: Uuid,
    start: Start,
    /// What the caller may name in `consent_id`.
    id: String,
    /// Whether the user exists for the sake of this sign-in.
    is_new: bool,
}

/// The callback with `consent_token` and `consent_id`. The names are the sandbox's
/// own: a `token` in a callback would be taken for a finished sign-in.
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
    SignedIn::later(start.target.with(&params))
}

#[derive(Deserialize)]
pub(crate) struct Agreement {
    #[serde(default)]
    token: String,
    #[serde(default, rename = "projectId")]
    project_id: String,
    accept_consent: Option<bool>,
    consent_id: Option<String>,
}

/// PUT `/social/consent`: goes on with the sign-in, or back without it. Undecided
/// (`null`) goes on, and asks again the next time.
pub(crate) async fn agreement(
    State(app): State<Shared>,
    Body(body): Body<Agreement>,
) -> Result<Response> {
    check_project(&app, Some(&body.project_id))?;
    let mut data = app.data();
    let now = app.now();
    let waiting = data
        .social_consents
        .get_mut(now, &body.token)
        .ok_or_else(ApiError::bad_token)?;
    if body.consent_id.is_some_and(|id| id != waiting.id) {
        return Err(ApiError::invalid("consent_id: is of another sign-in."));
    }
    let waiting = data
        .social_consents
        .take(now, &body.token)
        .ok_or_else(ApiError::bad_token)?;
    let SocialConsent {
        user,
        start,
        is_new,
        ..
    } = waiting;
    if body.accept_consent == Some(false) {
        if is_new {
            data.users.remove(user);
        }
        let url = social::refusal(&start, &social::failed("The terms were not accepted."));
        return Ok(Json(json!({ "url": url })).into_response());
    }
    let known = data.users.get_mut(user).ok_or_else(ApiError::bad_token)?;
    known.accepted = body.accept_consent == Some(true);
    Ok(sign_in::finish(&app, &mut data, user, &start, false)?.into_url())
}

#[derive(Deserialize)]
pub(crate) struct Scopes {
    #[serde(default)]
    client_id: Text,
    #[serde(default)]
    scope: String,
}

impl Scopes {
    fn each(&self) -> impl Iterator<Item = &str> {
        self.scope.split_whitespace()
    }
}

/// POST `/oauth2/consent/validate`: whether the user agreed to these scopes, and
/// which are left.
pub(crate) async fn validate(
    State(app): State<Shared>,
    Bearer(token): Bearer,
    Body(wanted): Body<Scopes>,
) -> Result<Json<Value>> {
    check_client(&app, Some(&wanted.client_id.0))?;
    let data = app.data();
    let user = tokens::owner(&app, &data, &token)?;
    let user = data.users.get(user).ok_or_else(ApiError::bad_token)?;
    let refused: Vec<&str> = wanted
        .each()
        .filter(|scope| !user.approved.contains(*scope))
        .collect();
    Ok(Json(json!({
        "approval": refused.is_empty(),
        "refused_scopes": refused,
    })))
}

#[derive(Deserialize)]
pub(crate) struct Approval {
    #[serde(flatten)]
    scopes: Scopes,
    approval: bool,
}

/// POST `/oauth2/consent`: the user agrees to these scopes, or no longer does.
pub(crate) async fn approve(
    State(app): State<Shared>,
    Bearer(token): Bearer,
    Body(Approval { scopes, approval }): Body<Approval>,
) -> Result<StatusCode> {
    check_client(&app, Some(&scopes.client_id.0))?;
    let mut data = app.data();
    let user = tokens::owner(&app, &data, &token)?;
    let user = data.users.get_mut(user).ok_or_else(ApiError::bad_token)?;
    for scope in scopes.each() {
        match approval {
            true => user.approved.insert(scope.to_owned()),
            false => user.approved.remove(scope),
        };
    }
    Ok(StatusCode::NO_CONTENT)
}
