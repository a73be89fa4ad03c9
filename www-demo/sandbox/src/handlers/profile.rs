//! The signed-in user.

use axum::Json;
use axum::extract::State;
use serde_json::{Map, Value};

use crate::store::clock::rfc3339;
use crate::store::failure::Failure;
use crate::store::rules::tokens;
use crate::store::state::Shared;
use crate::store::users::User;
use crate::web::error::Result;
use crate::web::extract::Bearer;

/// Fields that are always present; `null` until the user fills them in.
const USUAL_FIELDS: [&str; 7] = [
    "nickname",
    "name",
    "first_name",
    "last_name",
    "birthday",
    "gender",
    "picture",
];

/// GET `/users/me`: returns the user that the token belongs to.
pub(crate) async fn me(
    State(app): State<Shared>,
    Bearer(token): Bearer,
) -> Result<Json<Map<String, Value>>> {
    let data = app.data();
    let user = tokens::owner(&app, &data, &token)?;
    let user = data.users.get(user).ok_or_else(Failure::bad_token)?;
    Ok(Json(describe(user)))
}

fn describe(user: &User) -> Map<String, Value> {
    let mut profile: Map<String, Value> = USUAL_FIELDS
        .iter()
        .map(|name| (String::from(*name), Value::Null))
        .collect();
    profile.extend(user.fields.clone());
    let own: [(&str, Value); 6] = [
        ("id", user.id.to_string().into()),
        ("username", user.username.clone().into()),
        ("email", user.email.clone().into()),
        ("phone", user.phone.clone().into()),
        ("registered", rfc3339(user.registered).into()),
        ("last_login", user.last_login.map(rfc3339).into()),
    ];
    profile.extend(own.map(|(name, value)| (name.to_owned(), value)));
    profile
}
