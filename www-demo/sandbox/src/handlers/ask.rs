//! The fields that a user must fill in at sign-in.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::store::callback::Start;
use crate::store::outbox::Channel;
use crate::store::rules::operations::{self, LinkOptions};
use crate::store::rules::sessions::CookieAge;
use crate::store::rules::{fields, sign_in, tokens};
use crate::store::state::Shared;
use crate::store::waiting::Purpose;
use crate::web::error::{ApiError, Result};
use crate::web::extract::{Bearer, Body};
use crate::web::signed_in;
use crate::web::start::Project;

/// GET `/users/me/ask`: returns the fields that the user still has to fill in.
pub(crate) async fn list(
    State(app): State<Shared>,
    _: Project,
    Bearer(token): Bearer,
) -> Result<Json<Vec<Value>>> {
    let data = app.data();
    let user = tokens::owner(&app, &data, &token)?;
    Ok(Json(signed_in::describe(&fields::missing(&data, user))))
}

#[derive(Deserialize)]
pub(crate) struct Update {
    #[serde(default)]
    token: String,
    #[serde(default, rename = "updatedFields")]
    fields: Map<String, Value>,
    /// How to confirm `email` and `phone_number`.
    #[serde(default)]
    settings: HashMap<String, LinkOptions>,
}

/// POST `/token/update` and `/oauth2/user/ask`: stores the fields that the user
/// filled in. An email address or phone number must be confirmed by a code before
/// it counts.
pub(crate) async fn update(
    State(app): State<Shared>,
    start: Start,
    Body(update): Body<Update>,
) -> Result<Response> {
    let mut data = app.data();
    let user = tokens::owner(&app, &data, &update.token)?;
    if let Some((channel, login)) = fields::keep(&mut data, user, &update.fields)? {
        let default = LinkOptions::default();
        let link = update.settings.get(channel.field()).unwrap_or(&default);
        let purpose = Purpose::AddTo(user);
        let id = operations::start(&app, &mut data, channel, &login, link, purpose)?;
        return Err(confirm_first(channel, &id, data.settings.ask_status));
    }
    let signed_in = sign_in::finish(&app, &mut data, user, &start, CookieAge::UntilClosed)?;
    Ok(signed_in::with_redirect_url(&app, signed_in))
}

/// Returns the error that says that a code was sent to the email address or phone
/// number.
fn confirm_first(channel: Channel, operation: &str, status: u16) -> ApiError {
    let (code, description) = match channel {
        Channel::Mail => ("003-011", "Confirm the email address."),
        Channel::Sms => ("003-014", "Confirm the phone number."),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    ApiError::new(status, code, description).with_details(json!({ "operation_id": operation }))
}
