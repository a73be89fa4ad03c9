//! Sign-in to the end (contract: `docs/guides/session.md`): sends the user to the service, and handles what
//! comes back.
//!
//! | module | what it contains |
//! | --- | --- |
//! | [`authorize`] | builds the URL of the authorize page, with PKCE |
//! | [`pkce`] | the PKCE verifier and its challenge |
//! | [`steps`] | the order of the steps of a sign-in, of `getUser` and of a sign-out, without JavaScript |
//! | [`meaning`] | decides what a callback URL or a failure means, without JavaScript |
//! | [`callback`] | handles a redirect callback; [`handled`] recognises repeated calls |
//! | [`basis`] | the options and the session that a call is based on |
//! | [`finish`] | finishes a sign-in, from a callback URL or the result of a call |
//! | [`address`] | reads and cleans the URL of a callback |
//! | [`token_endpoint`] | exchanges codes and refresh tokens for tokens |
//! | [`owner`] | implements the session's `Owner` trait for an instance |
//! | [`expiry`] | computes when a token expires |
//! | [`silent`] | silent sign-in |
//! | [`user`] | the user of a token, refresh, sign-out |

pub mod address;
pub mod authorize;
pub mod basis;
pub mod callback;
pub mod expiry;
pub mod finish;
pub mod handled;
pub mod meaning;
pub mod owner;
pub mod pkce;
pub mod silent;
pub mod steps;
pub mod token_endpoint;
pub mod user;
