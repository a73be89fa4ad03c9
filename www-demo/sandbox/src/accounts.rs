//! The sandbox's own view of its users: a test adds some before it begins, and looks at them afterwards.

use axum::Json;
use axum::extract::State;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::clock::rfc3339;
use crate::errors::{ApiError, Result};
use crate::signup::{email_taken, username_taken};
use crate::state::Shared;
use crate::switch::Switch;
use crate::users::{User, Users, check_email, check_password, check_phone, check_username};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(crate) struct Account {
    username: Option<String>,
    email: Option<String>,
    phone_number: Option<String>,
    password: Option<String>,
    /// Whether the account may sign in; it may when this is left out.
    confirmed: Option<bool>,
    #[serde(default)]
    fields: Map<String, Value>,
}

impl Account {
    fn check(&self) -> Result<()> {
        self.username.as_deref().map_or(Ok(()), check_username)?;
        self.email.as_deref().map_or(Ok(()), check_email)?;
        self.phone_number.as_deref().map_or(Ok(()), check_phone)?;
        self.password.as_deref().map_or(Ok(()), check_password)?;
        if [&self.username, &self.email, &self.phone_number] == [&None; 3] {
            return Err(ApiError::invalid(
                "username, email or phoneNumber: one of them is needed.",
            ));
        }
        Ok(())
    }
}

/// POST `/sandbox/users`: a user who signed up before, without any mail. Answers the user.
pub(crate) async fn add(
    State(app): State<Shared>,
    Switch(account): Switch<Account>,
) -> Result<Json<Value>> {
    account.check()?;
    let mut data = app.data();
    let users = &data.users;
    let has = |text: &Option<String>, find: fn(&Users, &str) -> bool| {
        text.as_deref().is_some_and(|text| find(users, text))
    };
    if has(&account.username, |users, name| {
        users.by_name(name).is_some()
    }) {
        return Err(username_taken());
    }
    if has(&account.email, |users, email| {
        users.by_email(email).is_some()
    }) {
        return Err(email_taken());
    }
    if has(&account.phone_number, |users, phone| {
        users.by_phone(phone).is_some()
    }) {
        return Err(ApiError::invalid("phoneNumber: another user has it."));
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
    let answer = describe(&user);
    data.users.add(user);
    Ok(Json(answer))
}

/// GET `/sandbox/users.json`: in the order in which they came.
pub(crate) async fn json(State(app): State<Shared>) -> Json<Vec<Value>> {
    let data = app.data();
    let mut users: Vec<&User> = data.users.all().collect();
    users.sort_by_key(|user| user.registered);
    Json(users.into_iter().map(describe).collect())
}

/// Without the password.
fn describe(user: &User) -> Value {
    let mut answer = json!({
        "id": user.id,
        "confirmed": user.confirmed,
        "fields": user.fields,
        "registered": rfc3339(user.registered),
    });
    let told = [
        ("username", user.username.clone()),
        ("email", user.email.clone()),
        ("phoneNumber", user.phone.clone()),
        (
            "network",
            user.social.as_ref().map(|social| social.provider.clone()),
        ),
        ("lastLogin", user.last_login.map(rfc3339)),
    ];
    for (name, value) in told {
        if let Some(value) = value {
            answer[name] = value.into();
        }
    }
    answer
}
