//! The fields that a user is asked for at sign-in.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::callback::{Project, Start};
use crate::errors::{ApiError, Result};
use crate::extract::{Bearer, Body};
use crate::operations::{self, LinkOptions, Purpose};
use crate::outbox::Channel;
use crate::sign_in;
use crate::signup;
use crate::state::{App, Data, Shared};
use crate::tokens;
use crate::users::{User, check_email, check_phone, check_username};

/// What the user still has to tell, as the service describes it.
pub(crate) fn fields_for(data: &Data, user: Uuid) -> Vec<Value> {
    wanted(data, user)
        .enumerate()
        .map(|(step, name)| describe(name, step))
        .collect()
}

fn wanted(data: &Data, user: Uuid) -> impl Iterator<Item = &str> {
    let user = data.users.get(user);
    data.settings
        .ask_fields
        .iter()
        .map(String::as_str)
        .filter(move |field| user.is_some_and(|user| user.lacks(field)))
}

fn describe(name: &str, step: usize) -> Value {
    let kind = match name {
        "email" => "email",
        "phone_number" => "phone",
        _ => "text",
    };
    let mut field = json!({
        "name": name,
        "type": kind,
        "required": true,
        "step": step,
        "validation": {},
    });
    if Channel::of_field(name).is_some() {
        field["confirmation_type"] = "code".into();
    }
    field
}

/// GET `/users/me/ask`: what the user still has to tell.
pub(crate) async fn list(
    State(app): State<Shared>,
    _: Project,
    Bearer(token): Bearer,
) -> Result<Json<Vec<Value>>> {
    let data = app.data();
    let user = tokens::owner(&app, &data, &token)?;
    Ok(Json(fields_for(&data, user)))
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

/// POST `/token/update` and `/oauth2/user/ask`: the user tells. An address must
/// be confirmed by a code before it counts.
pub(crate) async fn update(
    State(app): State<Shared>,
    start: Start,
    Body(update): Body<Update>,
) -> Result<Response> {
    let mut data = app.data();
    let user = tokens::owner(&app, &data, &update.token)?;
    let missing = wanted(&data, user).find(|name| !update.fields.contains_key(*name));
    if let Some(name) = missing {
        return Err(ApiError::invalid(format!("{name}: is required.")));
    }
    for (name, value) in &update.fields {
        check(&data, user, name, value)?;
    }
    let known = data.users.get_mut(user).ok_or_else(ApiError::bad_token)?;
    let unconfirmed = store(known, &update.fields);
    if let Some((channel, login)) = unconfirmed {
        return Err(confirm_first(
            &app, &mut data, user, channel, &login, &update,
        )?);
    }
    Ok(sign_in::finish(&app, &mut data, user, &start, false)?.into_redirect())
}

fn check(data: &Data, user: Uuid, name: &str, value: &Value) -> Result<()> {
    let text = value.as_str().unwrap_or_default();
    let owner = match name {
        "email" => {
            check_email(text)?;
            data.users.by_email(text)
        }
        "phone_number" => {
            check_phone(text)?;
            data.users.by_phone(text)
        }
        "username" => {
            check_username(text)?;
            data.users.by_name(text)
        }
        _ if value.is_null() || value.as_str() == Some("") => {
            return Err(ApiError::invalid(format!("{name}: must not be empty.")));
        }
        _ => return Ok(()),
    };
    match owner {
        Some(owner) if owner.id != user => Err(taken(name)),
        _ => Ok(()),
    }
}

fn taken(field: &str) -> ApiError {
    match field {
        "email" => signup::email_taken(),
        "username" => signup::username_taken(),
        _ => ApiError::invalid(format!("{field}: belongs to another user.")),
    }
}

/// Stores what needs no confirmation, and gives the first address that does.
fn store(user: &mut User, fields: &Map<String, Value>) -> Option<(Channel, String)> {
    let mut unconfirmed = None;
    for (name, value) in fields {
        let text = value.as_str().unwrap_or_default().to_owned();
        match name.as_str() {
            "email" => {
                let email = text.to_lowercase();
                if user.email.as_deref() != Some(&email) {
                    unconfirmed.get_or_insert((Channel::Mail, email));
                }
            }
            "phone_number" => {
                if user.phone.as_deref() != Some(&text) {
                    unconfirmed.get_or_insert((Channel::Sms, text));
                }
            }
            "username" => user.username = Some(text),
            _ => {
                user.fields.insert(name.clone(), value.clone());
            }
        }
    }
    unconfirmed
}

/// Sends a code to the address and gives the answer that says so.
fn confirm_first(
    app: &App,
    data: &mut Data,
    user: Uuid,
    channel: Channel,
    login: &str,
    update: &Update,
) -> Result<ApiError> {
    let default = LinkOptions::default();
    let link = update.settings.get(channel.field()).unwrap_or(&default);
    let purpose = Purpose::AddTo(user);
    let id = operations::start(app, data, channel, login, link, purpose)?;
    let (code, description) = match channel {
        Channel::Mail => ("003-011", "Confirm the mail address."),
        Channel::Sms => ("003-014", "Confirm the phone number."),
    };
    let status =
        StatusCode::from_u16(data.settings.ask_status).unwrap_or(StatusCode::UNPROCESSABLE_ENTITY);
    Ok(ApiError::new(status, code, description).with_details(json!({ "operation_id": id })))
}

/// Adds an address whose code was given. Fails when someone else was faster.
pub(crate) fn add_address(
    data: &mut Data,
    user: Uuid,
    channel: Channel,
    login: &str,
) -> Result<Uuid> {
    check(data, user, channel.field(), &login.into())?;
    let known = data.users.get_mut(user).ok_or_else(ApiError::wrong_code)?;
    match channel {
        Channel::Mail => known.email = Some(login.to_owned()),
        Channel::Sms => known.phone = Some(login.to_owned()),
    }
    Ok(user)
}
