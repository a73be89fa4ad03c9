//! What the sandbox stores, and its rules. Nothing here uses HTTP.
//!
//! The modules of this folder define what is stored: users, tokens, messages, and whatever is waiting for a user.
//! `state` holds all of it, and `rules` decides what may happen to it.

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
pub(crate) mod text_or_number;
pub(crate) mod token_options;
pub(crate) mod tokens;
pub(crate) mod users;
pub(crate) mod waiting;
