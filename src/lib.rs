//! The `Api` class of the Login SDK in WebAssembly: sign-up, sign-in, one-time codes, extra fields,
//! password reset, single sign-on and sign-out against the Login service.
//!
//! A call travels one way, each step is one module:
//!
//! | module | step |
//! | --- | --- |
//! | [`api`] | the exported class: one method for each call |
//! | [`instance`] | the options in force of one `Api`, and how a call is made with them |
//! | [`arguments`] | JavaScript arguments → typed values, refused by name |
//! | [`calls`] | every call as data |
//! | [`config`] | the options: checks, merging, the queries that calls share |
//! | [`request`] | (config, call, values) → address, headers, body; [`query`] and [`body`] write them |
//! | [`client`] | one call from its request to its end: one loop for attempts, repeats and rounds |
//! | [`transport`] | one attempt by `fetch`; [`download`] reads its body, [`hooks`] are told of it |
//! | [`cancel`] | what can stop it: signals, tokens, the clock |
//! | [`answer`] | what an answer means; [`retry`] says whether to try again, and when |
//! | [`result`] | what the promise resolves to or rejects with; [`error`] says why |
//!
//! After the sign-in, [`oauth`] leads from an address to tokens, and [`session`] keeps them: a machine without
//! JavaScript by which tabs refresh one at a time, and the browser around it. [`settings`] is `fetchConfig`,
//! [`navigation`] leads the page away, [`js`] is the edge to JavaScript, and [`trap`] is a panic on demand for
//! tests.
//!
//! These know no JavaScript and are tested natively: `calls`, `config` but its `given`, `request`, `query`, `body`,
//! `client`, `answer`, `retry`, [`http_date`], [`names`], `error`; of `oauth` [`oauth::meaning`] and
//! [`oauth::expiry`]; of `session` its machine, `life`, `records` and `later`.
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

pub mod answer;
pub mod api;
pub mod arguments;
pub mod body;
pub mod calls;
pub mod cancel;
pub mod client;
pub mod config;
pub mod download;
pub mod error;
pub mod hooks;
pub mod http_date;
pub mod instance;
pub mod js;
pub mod names;
pub mod navigation;
pub mod oauth;
pub mod query;
pub mod request;
pub mod result;
pub mod retry;
pub mod session;
pub mod settings;
pub mod transport;
pub mod trap;
