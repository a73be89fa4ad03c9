//! The messages, as a page for people and as JSON for programs.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use crate::store::outbox::Posted;
use crate::store::state::Shared;
use crate::web::error::Result;
use crate::web::extract::Params;
use crate::web::page;

#[derive(Deserialize)]
pub(crate) struct OutboxQuery {
    to: Option<String>,
}

/// GET `/sandbox/outbox.json?to=`.
pub(crate) async fn json(
    State(app): State<Shared>,
    Params(query): Params<OutboxQuery>,
) -> Result<Json<Vec<Posted>>> {
    Ok(Json(app.data().outbox.sent_to(query.to.as_deref())))
}

/// GET `/outbox`, for people.
pub(crate) async fn html(State(app): State<Shared>) -> Response {
    let sent = app.data().outbox.sent_to(None);
    page::outbox(&sent)
}
