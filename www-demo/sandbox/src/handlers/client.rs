//! What the service knows about its caller.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use crate::store::state::Shared;
use crate::web::page;

/// GET `/client/details`: returns the country that the caller seems to be in.
pub(crate) async fn details(State(app): State<Shared>) -> Json<Value> {
    let country = &app.data().settings.country;
    Json(match country.is_empty() {
        true => json!({}),
        false => json!({ "geo_ip_country": country }),
    })
}

/// GET `/game`: a page that stands in for a game's page, whatever host name is requested.
pub(crate) async fn game() -> Response {
    page::message(
        "Game",
        "This page stands in for a game of another host name.",
    )
}
