//! The `Api` class of the Login SDK in WebAssembly: sign-up, sign-in, one-time codes, extra
//! fields, password reset, single sign-on and sign-out against the Login service.
//!
//! A call travels one way, each step is one module:
//!
//! | module | step |
//! | --- | --- |
//! | [`api`] | the exported class: reads options, starts calls |
//! | [`caller`] | what JavaScript does for the other modules |
//! | [`arguments`] | reads the arguments in either form |
//! | [`calls`] | which request: every call as data |
//! | [`config`] | whose options; [`options`] lists them |
//! | [`request`] | URL, headers, body; [`address`] encodes |
//! | [`message`] | the request as text |
//! | [`job`] | the call under way, from its request to the promise's value |
//! | [`retry`] | whether and when an attempt is repeated |
//! | [`response`] | result or error |
//! | [`error`] | why there is no result |
//! | [`trap`] | for tests: a panic on demand |
//!
//! All but [`api`], [`caller`], [`arguments`] and [`job`] know no JavaScript and are tested natively.
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

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: talc::wasm::WasmDynamicTalc = talc::wasm::new_wasm_dynamic_allocator();

pub mod address;
pub mod api;
pub mod arguments;
pub mod caller;
pub mod calls;
pub mod config;
pub mod error;
pub mod job;
pub mod message;
pub mod options;
pub mod request;
pub mod response;
pub mod retry;
pub mod session;
pub mod trap;
