//! The `Api` class of the Login SDK in WebAssembly: sign-up, sign-in, one-time codes, extra
//! fields, password reset, single sign-on and sign-out against the Login service.
//!
//! A call travels one way, each step is one module:
//!
//! | module | step |
//! | --- | --- |
//! | [`api`] | the exported class: reads options, starts calls |
//! | [`arguments`] | reads the arguments in either form |
//! | [`calls`] | which request: every call as data |
//! | [`config`] | whose options; [`options`] lists them |
//! | [`request`] | URL, headers, body; [`address`] encodes |
//! | [`transport`] | fetch, abort, timeout |
//! | [`job`] | the call under way, from its request to the promise's value |
//! | [`retry`] | whether and when an attempt is repeated |
//! | [`cancel`] | signals and tokens as one handle |
//! | [`response`] | result or error |
//! | [`settings`] | the files that `fetchConfig` asks for |
//! | [`error`] | the two errors and how they reach JavaScript |
//! | [`host`] | what JavaScript does for the modules above |
//! | [`trap`] | for tests: a panic on demand |
//!
//! [`calls`], [`options`], [`config`], [`address`], [`request`] and [`response`] know no JavaScript and are tested natively.
#![forbid(unsafe_code)]
#![warn(missing_docs)]
#![cfg_attr(
    not(test),
    deny(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::string_slice,
        clippy::arithmetic_side_effects,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable
    )
)]

pub mod address;
pub mod api;
pub mod arguments;
pub mod calls;
pub mod cancel;
pub mod config;
pub mod error;
pub mod host;
pub mod job;
pub mod options;
pub mod request;
pub mod response;
pub mod retry;
pub mod settings;
pub mod transport;
pub mod trap;
