//! A local stand-in for the Login service.
//!
//! It keeps users, sessions, one-time codes and messages in memory. Paths below
//! `/api` respond as the service does, and paths below `/cdn` as its CDN. Nothing is
//! really sent: emails and text messages end up in an outbox, at `/outbox` for people
//! and at `/sandbox/outbox.json` for programs. No social network is contacted either:
//! the sandbox's pages `/social` and `/sign-in` stand in for the pages of social
//! networks and of the service.
//!
//! A test controls it while it runs:
//!
//! | path | what it does |
//! | --- | --- |
//! | POST `/sandbox/options` | changes the given settings and returns all current settings |
//! | POST `/sandbox/faults` | makes the next requests to a path fail |
//! | DELETE `/sandbox/faults` | removes the faults that have not occurred yet |
//! | POST `/sandbox/clock` | sets and advances the clock that decides when things expire |
//! | POST `/sandbox/users` | adds a user without sending an email |
//! | GET `/sandbox/users.json` | returns the users, without their passwords |
//! | POST `/sandbox/reset` | deletes all data, and restores the initial settings and the system time |
//! | GET `/sandbox/requests.json` | returns the last 500 requests |
//! | GET `/sandbox/refresh-tokens.json` | returns how often each refresh token was sent |
//! | GET `/sandbox/outbox.json` | returns the messages |
//!
//! `store` holds the data and the rules, and does not use HTTP. `handlers` read requests and write responses; each uses
//! only the store and what handlers share in `web`. `routes` lists them all. [`Service`] is all of this without a
//! socket; without the feature `server`, it compiles to WebAssembly.
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
