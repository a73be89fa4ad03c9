//! What arrived below `/api` and `/cdn`: enough for a test to assert on, and no secrets.

use std::collections::VecDeque;

use axum::Json;
use axum::extract::State;
use axum::http::{Method, StatusCode};
use serde::Serialize;

use crate::state::Shared;

/// How many requests are kept.
const KEPT: usize = 500;

/// A request, without its query and body.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entry {
    #[serde(skip)]
    id: u64,
    method: String,
    path: String,
    /// Null until the answer is there, and for good when none was given.
    status: Option<u16>,
    at: String,
}

/// The last requests, oldest first.
#[derive(Default)]
pub(crate) struct Journal {
    entries: VecDeque<Entry>,
    next: u64,
}

impl Journal {
    /// Notes a request and gives the number to note its answer by.
    pub(crate) fn arrived(&mut self, method: &Method, path: &str, at: String) -> u64 {
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        let id = self.next;
        self.next += 1;
        self.entries.push_back(Entry {
            id,
            method: method.to_string(),
            path: path.to_owned(),
            status: None,
            at,
        });
        id
    }

    pub(crate) fn answered(&mut self, id: u64, status: StatusCode) {
        if let Some(entry) = self.entries.iter_mut().rev().find(|entry| entry.id == id) {
            entry.status = Some(status.as_u16());
        }
    }
}

/// GET `/sandbox/requests.json`.
pub(crate) async fn json(State(app): State<Shared>) -> Json<Vec<Entry>> {
    Json(app.data().journal.entries.iter().cloned().collect())
}
