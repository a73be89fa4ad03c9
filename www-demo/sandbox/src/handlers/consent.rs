//! What a user agrees to: the project's terms, and what an OAuth client may do.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::store::rules::callbacks::{check_client, check_project, check_project_if_named};
use crate::store::rules::{consents, tokens};
use crate::store::state::Shared;
use crate::store::text_or_number::TextOrNumber;
use crate::web::error::Result;
use crate::web::extract::{Bearer, Body};
use crate::web::signed_in;

#[derive(Deserialize)]
pub(crate) struct Agreement {
    #[serde(default)]
    token: String,
    #[serde(default, rename = "projectId")]
    project_id: String,
    accept_consent: Option<bool>,
    consent_id: Option<String>,
}

/// PUT `/social/consent`: continues the sign-in, or returns to the callback with an
/// error if the user declines. `null` (undecided) continues, but the user is asked
/// again the next time.
pub(crate) async fn agreement(
    State(app): State<Shared>,
    Body(body): Body<Agreement>,
) -> Result<Response> {
    check_project(&app, Some(&body.project_id))?;
    let (token, id) = (&body.token, body.consent_id.as_deref());
    let accepted = body.accept_consent;
    let signed_in = consents::decide(&app, &mut app.data(), token, id, accepted)?;
    Ok(signed_in::with_url(&app, signed_in))
}

#[derive(Deserialize)]
pub(crate) struct Scopes {
    #[serde(default)]
    client_id: TextOrNumber,
    #[serde(default)]
    scope: String,
}

/// POST `/oauth2/consent/validate`: returns whether the user has approved these
/// scopes, and which ones are still missing.
pub(crate) async fn validate(
    State(app): State<Shared>,
    Bearer(token): Bearer,
    Body(wanted): Body<Scopes>,
) -> Result<Json<Value>> {
    check_client(&app, Some(&wanted.client_id.0))?;
    let data = app.data();
    let user = tokens::owner(&app, &data, &token)?;
    let refused = consents::refused(&data, user, &wanted.scope)?;
    Ok(Json(json!({
        "approval": refused.is_empty(),
        "refused_scopes": refused,
    })))
}

#[derive(Deserialize)]
pub(crate) struct Approval {
    #[serde(rename = "projectId")]
    project_id: Option<String>,
    #[serde(flatten)]
    scopes: Scopes,
    approval: bool,
}

/// POST `/oauth2/consent`: the user approves these scopes, or withdraws the
/// approval.
pub(crate) async fn approve(
    State(app): State<Shared>,
    Bearer(token): Bearer,
    Body(body): Body<Approval>,
) -> Result<StatusCode> {
    let (scopes, approval) = (body.scopes, body.approval);
    check_project_if_named(&app, body.project_id.as_deref())?;
    check_client(&app, Some(&scopes.client_id.0))?;
    let mut data = app.data();
    let user = tokens::owner(&app, &data, &token)?;
    consents::approve(&mut data, user, &scopes.scope, approval)?;
    Ok(StatusCode::NO_CONTENT)
}
