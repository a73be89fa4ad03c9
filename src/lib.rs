//! The `Api` class of the Login SDK in WebAssembly: sign-up, sign-in, one-time codes, extra fields,
//! password reset, single sign-on and sign-out against the Login service.
//!
//! A call passes through these modules, one for each step:
//!
//! | module | step |
//! | --- | --- |
//! | [`api`] | the exported class: one method for each call |
//! | [`instance`] | the current options of one `Api`, and how a call is made with them |
//! | [`arguments`] | JavaScript arguments → typed values; an error names the wrong one |
//! | [`calls`] | every call as data |
//! | [`config`] | the options: checks, merging, the queries that calls share; [`names`] finds what a slip means |
//! | [`request`] | (config, call, values) → URL, headers, body; [`query`] and [`body`] write them |
//! | [`client`] | one call from request to result: one loop for attempts, retries and long-poll rounds |
//! | [`transport`] | one attempt with `fetch`; [`download`] reads the body, [`hooks`] are notified |
//! | [`cancel`] | what can stop a call: signals, cancel tokens, the timeout |
//! | [`answer`] | what a response means, with [`http_date`]; [`retry`] decides whether and when to try again |
//! | [`result`] | what the promise resolves to or rejects with; [`call_error`] says why, [`error`] has the kinds of `SDKError` |
//!
//! For a sign-in, [`flow`] keeps its `state` while the user is away, [`oauth`] gets the tokens from the URL that
//! the user returned to, and [`session`] keeps them: a state machine without JavaScript, which makes tabs
//! refresh one at a time, and the code that connects it to the browser. Both are kept in a [`storage`].
//! [`settings`] is `fetchConfig`, [`navigation`] navigates the page, [`js`] is the border with JavaScript, and
//! [`trap`] panics on demand for tests.
//!
//! The modules that `xtask/src/quality/pure.rs` lists use no JavaScript and are tested natively.

// What could panic, since a panic is a trap. Not in Cargo.toml: a package that inherits the workspace's lints cannot add
// any, and these do not apply to tests and tools.
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
pub mod call_error;
pub mod calls;
pub mod cancel;
pub mod client;
pub mod config;
pub mod download;
pub mod error;
pub mod flow;
pub mod hooks;
pub mod http_date;
pub mod instance;
pub mod js;
pub mod mode;
pub mod names;
pub mod navigation;
pub mod oauth;
pub mod query;
pub mod request;
pub mod result;
pub mod retry;
pub mod session;
pub mod settings;
pub mod storage;
pub mod transport;
pub mod trap;
