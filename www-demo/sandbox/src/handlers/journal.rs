//! The requests that arrived, for tests.

use axum::Json;
use axum::extract::State;

use crate::store::journal::Entry;
use crate::store::refresh_log::Sent;
use crate::store::state::Shared;

/// GET `/sandbox/requests.json`.
pub(crate) async fn requests(State(app): State<Shared>) -> Json<Vec<Entry>> {
    Json(app.data().journal.entries())
}

/// GET `/sandbox/refresh-tokens.json`.
pub(crate) async fn refresh_tokens(State(app): State<Shared>) -> Json<Vec<Sent>> {
    Json(app.data().refresh_log.all())
}
