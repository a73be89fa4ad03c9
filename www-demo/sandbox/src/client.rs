//! What the service knows of whoever calls it.

use axum::Json;
use axum::extract::State;
use serde_json::{Value, json};

use crate::state::Shared;

/// GET `/client/details`: the country that the caller seems to be in.
pub(crate) async fn details(State(app): State<Shared>) -> Json<Value> {
    let country = &app.data().settings.country;
    Json(match country.is_empty() {
        true => json!({}),
        false => json!({ "geo_ip_country": country }),
    })
}
