//! The fields that a user must fill in at sign-in.

use serde_json::{Map, Value};
use uuid::Uuid;

use crate::store::failure::{Failure, Result};
use crate::store::outbox::Channel;
use crate::store::state::Data;
use crate::store::users::{User, check_email, check_phone, check_username};

/// A field that the user still has to fill in.
pub(crate) struct Field {
    pub(crate) name: String,
    /// The type of its value: `email`, `phone`, `date` or `str`.
    pub(crate) kind: &'static str,
    /// Whether it must be confirmed by a code.
    pub(crate) by_code: bool,
}

impl Field {
    fn new(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind: match name {
                "email" => "email",
                "phone_number" => "phone",
                "bday" => "date",
                _ => "str",
            },
            by_code: Channel::of_field(name).is_some(),
        }
    }
}

/// Returns the fields that the user still has to fill in, in the order of the
/// settings.
pub(crate) fn missing(data: &Data, user: Uuid) -> Vec<Field> {
    wanted(data, user).map(Field::new).collect()
}

fn wanted(data: &Data, user: Uuid) -> impl Iterator<Item = &str> {
    let user = data.users.get(user);
    data.settings
        .ask_fields
        .iter()
        .map(String::as_str)
        .filter(move |field| user.is_some_and(|user| user.lacks(field)))
}

/// Stores the fields that the user filled in. Returns the first email address or
/// phone number that must be confirmed by a code before it counts.
pub(crate) fn keep(
    data: &mut Data,
    user: Uuid,
    fields: &Map<String, Value>,
) -> Result<Option<(Channel, String)>> {
    let missing = wanted(data, user).find(|name| !fields.contains_key(*name));
    if let Some(name) = missing {
        return Err(Failure::invalid(format!("{name}: is required.")));
    }
    for (name, value) in fields {
        check(data, user, name, value)?;
    }
    let known = data.users.get_mut(user).ok_or_else(Failure::bad_token)?;
    Ok(store(known, fields))
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
            return Err(Failure::invalid(format!("{name}: must not be empty.")));
        }
        _ => return Ok(()),
    };
    match owner {
        Some(owner) if owner.id != user => Err(taken(name)),
        _ => Ok(()),
    }
}

fn taken(field: &str) -> Failure {
    match field {
        "email" => Failure::email_taken(),
        "username" => Failure::username_taken(),
        _ => Failure::invalid(format!("{field}: belongs to another user.")),
    }
}

/// Stores the fields that need no confirmation, and returns the first one that
/// does.
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

/// Adds an email address or phone number that was confirmed by its code. Fails if
/// another user has it by now.
pub(crate) fn add_address(
    data: &mut Data,
    user: Uuid,
    channel: Channel,
    login: &str,
) -> Result<Uuid> {
    check(data, user, channel.field(), &login.into())?;
    let known = data.users.get_mut(user).ok_or_else(Failure::wrong_code)?;
    match channel {
        Channel::Mail => known.email = Some(login.to_owned()),
        Channel::Sms => known.phone = Some(login.to_owned()),
    }
    Ok(user)
}
