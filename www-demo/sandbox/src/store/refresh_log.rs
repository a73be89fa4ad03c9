//! How often each refresh token was sent, so that a test can tell which ones were sent
//! twice.

use serde::Serialize;
use sha2::{Digest as _, Sha256};

/// How many bytes of the hash are shown: enough to tell tokens apart.
const SHOWN: usize = 8;

/// A refresh token as tests see it: the first bytes of its SHA-256, in hexadecimal.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub(crate) struct Digest(String);

impl Digest {
    pub(crate) fn of(token: &str) -> Self {
        let hash = Sha256::digest(token);
        let shown = hash.iter().take(SHOWN);
        Self(shown.map(|byte| format!("{byte:02x}")).collect())
    }
}

/// A refresh token that was sent, whether or not the service knows it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Sent {
    token: Digest,
    /// How many requests contained it, including those that met a fault.
    sent: u32,
    /// How many of those requests got a response.
    answered: u32,
}

/// Every refresh token that was sent, in the order in which they were first sent.
#[derive(Default)]
pub(crate) struct RefreshLog(Vec<Sent>);

impl RefreshLog {
    pub(crate) fn arrived(&mut self, token: &Digest) {
        match self.find(token) {
            Some(known) => known.sent += 1,
            None => self.0.push(Sent {
                token: token.clone(),
                sent: 1,
                answered: 0,
            }),
        }
    }

    pub(crate) fn answered(&mut self, token: &Digest) {
        if let Some(known) = self.find(token) {
            known.answered += 1;
        }
    }

    pub(crate) fn all(&self) -> Vec<Sent> {
        self.0.clone()
    }

    fn find(&mut self, token: &Digest) -> Option<&mut Sent> {
        self.0.iter_mut().find(|known| known.token == *token)
    }
}
