//! The handlers: each reads a request, calls the store, and writes the response. No handler uses another.

pub(crate) mod accounts;
pub(crate) mod ask;
pub(crate) mod authorize;
pub(crate) mod client;
pub(crate) mod consent;
pub(crate) mod control;
pub(crate) mod faults;
pub(crate) mod journal;
pub(crate) mod outbox;
pub(crate) mod password;
pub(crate) mod passwordless;
pub(crate) mod profile;
pub(crate) mod project_files;
pub(crate) mod reset;
pub(crate) mod second_factor;
pub(crate) mod signup;
pub(crate) mod social;
pub(crate) mod sso;
pub(crate) mod token_exchange;
