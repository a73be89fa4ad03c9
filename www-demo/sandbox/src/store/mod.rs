//! What the sandbox remembers, and its rules. Nothing here knows of HTTP.
//!
//! The modules of this folder are things: users, tokens, messages, what waits for somebody. `state` holds them all,
//! and `rules` says what may happen to them.

pub(crate) mod callback;
pub(crate) mod clock;
pub(crate) mod expiring;
pub(crate) mod failure;
pub(crate) mod faults;
pub(crate) mod journal;
pub(crate) mod options;
pub(crate) mod outbox;
pub(crate) mod refresh_log;
pub(crate) mod rules;
pub(crate) mod secret;
pub(crate) mod settings;
pub(crate) mod state;
pub(crate) mod text;
pub(crate) mod token_options;
pub(crate) mod tokens;
pub(crate) mod users;
pub(crate) mod waiting;
