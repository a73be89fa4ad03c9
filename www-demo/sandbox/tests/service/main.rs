//! The sandbox, over the network as a browser sees it.

mod ask;
mod control;
mod cors;
mod faults;
mod life;
mod oauth;
mod outbox;
mod password;
mod passwordless;
mod projects;
mod reset;
mod signup;
mod sso;
mod support;
