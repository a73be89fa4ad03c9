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
//! `store` remembers and has the rules, without a word of HTTP; `handlers` read requests and write answers, each by
//! the store and by what they share in `web`; `routes` knows them all. [`Service`] is all of it without a socket, and compiles to WebAssembly without the feature `server`.
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

mod cors;
mod frame;
mod handlers;
mod routes;
#[cfg(feature = "server")]
mod server;
mod service;
mod store;
#[cfg(feature = "server")]
mod tls;
mod web;

#[cfg(feature = "server")]
pub use server::Sandbox;
pub use service::{Answer, Service};
pub use store::clock::Clock;
pub use store::options::{CLIENT_ID, Https, Options, PROJECT_ID};
pub use store::rules::tokens::SIGNING_KEY;
pub use store::token_options::{AccessTokenForm, ExpiresIn, TokenErrors};
pub use web::breach::Raw;
