//! A local stand-in for the Login service.
//!
//! It keeps users, sessions, one-time codes and messages in memory and answers
//! the paths below `/api` as the service does, and those below `/cdn` as its CDN.
//! Nothing is really sent: mails and text messages end up in an outbox, at
//! `/outbox` for people and at `/sandbox/outbox.json` for programs. No network is
//! asked either: pages of the sandbox, `/social` and `/sign-in`, stand in for those
//! of social networks and of the service.
//!
//! A test controls it while it runs:
//!
//! | path | what it does |
//! | --- | --- |
//! | POST `/sandbox/options` | changes the options that are given, answers what holds now |
//! | POST `/sandbox/faults` | makes the next requests to a path fail |
//! | DELETE `/sandbox/faults` | takes back the faults that have not come yet |
//! | POST `/sandbox/clock` | sets and advances the time that things expire by |
//! | POST `/sandbox/users` | adds a user |
//! | GET `/sandbox/users.json` | the users, without their passwords |
//! | POST `/sandbox/reset` | forgets everything |
//! | GET `/sandbox/requests.json` | the last 500 requests |
//! | GET `/sandbox/refresh-tokens.json` | how often each refresh token was sent |
//! | GET `/sandbox/outbox.json` | the messages |
//!
//! [`Service`] is all of it without a socket, and compiles to WebAssembly without the feature `server`.
//!
#![cfg_attr(feature = "server", doc = "```no_run")]
#![cfg_attr(not(feature = "server"), doc = "```ignore")]
//! # async fn demo() -> std::io::Result<()> {
//! use sandbox::{Options, Sandbox};
//!
//! let sandbox = Sandbox::start(Options {
//!     app: "http://localhost:8080/".into(),
//!     ..Options::default()
//! })
//! .await?;
//! println!("{}/api", sandbox.url);
//! sandbox.stop().await;
//! # Ok(())
//! # }
//! ```

#![warn(missing_docs)]
#![forbid(unsafe_code)]

mod accounts;
mod ask;
mod authorize;
mod breach;
mod callback;
mod client;
mod clock;
mod consent;
mod control;
mod cors;
mod errors;
mod expiring;
mod extract;
mod faults;
mod journal;
mod operations;
mod options;
mod outbox;
mod page;
mod password;
mod passwordless;
mod profile;
mod refresh_log;
mod refusal;
mod reset;
mod routes;
mod second_factor;
#[cfg(feature = "server")]
mod server;
mod service;
mod settings;
mod sign_in;
mod signup;
mod social;
mod sso;
mod state;
mod switch;
#[cfg(feature = "server")]
mod tls;
mod token_exchange;
mod token_options;
mod tokens;
mod users;
mod wait;

pub use breach::Raw;
pub use clock::Clock;
pub use options::{Https, Options};
#[cfg(feature = "server")]
pub use server::Sandbox;
pub use service::{Answer, Service};
pub use token_options::{AccessTokenForm, ExpiresIn, TokenErrors};
pub use tokens::SIGNING_KEY;

/// The seeded Login project: what JWT calls send as `projectId`.
pub const PROJECT_ID: &str = "c0ffee00-5a4d-4b0c-8e57-1091a5a4db0c";

/// The OAuth client of the seeded project: what OAuth calls send as `client_id`.
pub const CLIENT_ID: u64 = 4242;
