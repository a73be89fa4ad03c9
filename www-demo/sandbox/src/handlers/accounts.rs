//! The sandbox's users, for tests: a test adds some before it begins, and reads them afterwards.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::store::clock::rfc3339;
use crate::store::failure::Failure;
use crate::store::rules::accounts::{self, Account};
use crate::store::state::Shared;
use crate::store::users::User;
use crate::web::control_body::ControlBody;
use crate::web::error::Result;

/// POST `/sandbox/users`: adds a user, as if they had signed up earlier, without sending an email.
/// Returns the user.
pub(crate) async fn add(
    State(app): State<Shared>,
    ControlBody(account): ControlBody<Account>,
) -> Result<Json<Value>> {
    let mut data = app.data();
    let id = accounts::add(&app, &mut data, account)?;
    let user = data.users.get(id).ok_or_else(Failure::broken)?;
    Ok(Json(describe(user)))
}

/// GET `/sandbox/users.json`: returns all users, oldest first.
pub(crate) async fn json(State(app): State<Shared>) -> Json<Vec<Value>> {
    let data = app.data();
    let mut users: Vec<&User> = data.users.all().collect();
    users.sort_by_key(|user| user.registered);
    Json(users.into_iter().map(describe).collect())
}

/// Leaves out the password.
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
