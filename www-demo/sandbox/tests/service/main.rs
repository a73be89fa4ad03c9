//! The sandbox, over the network as a browser sees it.

mod access_tokens;
mod after_work;
mod ask;
mod authorize;
mod consent;
mod control;
mod cors;
mod families;
mod faults;
mod https;
mod life;
mod oauth;
mod outbox;
mod password;
mod passwordless;
mod projects;
mod reset;
mod second_factor;
mod settings;
mod signup;
mod social;
mod sso;
mod support;
mod token_endpoint;
mod token_errors;
mod token_exchange;
