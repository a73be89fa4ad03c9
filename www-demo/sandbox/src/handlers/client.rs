//! What the service knows of whoever calls it.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde_json::{Value, json};

use crate::store::state::Shared;
use crate::web::page;

/// GET `/client/details`: the country that the caller seems to be in.
pub(crate) async fn details(State(app): State<Shared>) -> Json<Value> {
    let country = &app.data().settings.country;
    Json(match country.is_empty() {
        true => json!({}),
        false => json!({ "geo_ip_country": country }),
    })
}

/// GET `/game`: a page in the place of a game's, under whatever host name it is asked for.
pub(crate) async fn game() -> Response {
    page::message(
        "Game",
        "This page stands in for a game of another host name.",
    )
}
