//! The requests that arrived below `/api` and `/cdn`: enough for a test to assert on,
//! and no secrets.

use std::collections::VecDeque;

use serde::Serialize;
use uuid::Uuid;

use crate::store::refresh_log::Digest;

/// How many requests are kept.
const KEPT: usize = 500;

/// A request, without its query and body.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Entry {
    #[serde(skip)]
    id: Uuid,
    method: String,
    path: String,
    /// `None` until there is a response, and stays `None` if there never is one.
    status: Option<u16>,
    at: String,
    /// A digest of the refresh token that the request carried.
    #[serde(rename = "refreshToken", skip_serializing_if = "Option::is_none")]
    refresh_token: Option<Digest>,
}

/// The last requests, oldest first.
#[derive(Default)]
pub(crate) struct Journal {
    entries: VecDeque<Entry>,
}

impl Journal {
    /// Records a request and returns the id for recording its response.
    pub(crate) fn arrived(&mut self, method: &str, path: &str, at: String) -> Uuid {
        if self.entries.len() == KEPT {
            self.entries.pop_front();
        }
        // A random id: after a reset, an index would refer to another request.
        let id = Uuid::new_v4();
        self.entries.push_back(Entry {
            id,
            method: method.to_owned(),
            path: path.to_owned(),
            status: None,
            at,
            refresh_token: None,
        });
        id
    }

    pub(crate) fn carries(&mut self, id: Uuid, token: Digest) {
        if let Some(entry) = self.find(id) {
            entry.refresh_token = Some(token);
        }
    }

    pub(crate) fn answered(&mut self, id: Uuid, status: u16) {
        if let Some(entry) = self.find(id) {
            entry.status = Some(status);
        }
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.entries.iter().cloned().collect()
    }

    fn find(&mut self, id: Uuid) -> Option<&mut Entry> {
        self.entries.iter_mut().rev().find(|entry| entry.id == id)
    }
}
