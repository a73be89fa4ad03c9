//! Users that a test adds, without sending an email.

use serde::Deserialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::store::failure::{Failure, Result};
use crate::store::state::{App, Data};
use crate::store::users::{User, Users, check_email, check_password, check_phone, check_username};

/// The user to add.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Account {
    username: Option<String>,
    email: Option<String>,
    phone_number: Option<String>,
    password: Option<String>,
    /// Whether the account may sign in; true if omitted.
    confirmed: Option<bool>,
    #[serde(default)]
    fields: Map<String, Value>,
}

impl Account {
    fn check(&self) -> Result<()> {
        self.username.as_deref().map_or(Ok(()), check_username)?;
        self.email.as_deref().map_or(Ok(()), check_email)?;
        self.phone_number
            .as_deref()
            .map_or(Ok(()), check_phone)
            .map_err(|_| Failure::invalid("phoneNumber: must be + and 5 to 25 digits."))?;
        self.password.as_deref().map_or(Ok(()), check_password)?;
        if [&self.username, &self.email, &self.phone_number] == [&None; 3] {
            return Err(Failure::invalid(
                "username, email or phoneNumber: at least one is required.",
            ));
        }
        Ok(())
    }
}

/// Adds a user, as if they had signed up earlier, and returns the id.
pub(crate) fn add(app: &App, data: &mut Data, account: Account) -> Result<Uuid> {
    account.check()?;
    let users = &data.users;
    let has = |text: &Option<String>, find: fn(&Users, &str) -> bool| {
        text.as_deref().is_some_and(|text| find(users, text))
    };
    if has(&account.username, |users, name| {
        users.by_name(name).is_some()
    }) {
        return Err(Failure::username_taken());
    }
    if has(&account.email, |users, email| {
        users.by_email(email).is_some()
    }) {
        return Err(Failure::email_taken());
    }
    if has(&account.phone_number, |users, phone| {
        users.by_phone(phone).is_some()
    }) {
        return Err(Failure::invalid("phoneNumber: another user has it."));
    }
    let user = User {
        username: account.username,
        email: account.email,
        phone: account.phone_number,
        password: account.password,
        confirmed: account.confirmed.unwrap_or(true),
        fields: account.fields,
        ..User::new(app.now())
    };
    Ok(data.users.add(user))
}
