//! Sign-in to the end (contract, "Sign-in to the end"): what leads to the service, and what comes back.
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`authorize`] | the address of the authorize page, with PKCE |
//! | [`flow`] | the sign-ins under way |
//! | [`callback`] | the address that comes back; [`handled`] knows a repeat |
//! | [`meaning`] | what an address or a failure means: pure |
//! | [`finish`] | the end of a sign-in, by an address or the result of a call |
//! | [`address`] | the address of a callback: read, and cleaned |
//! | [`token_endpoint`] | codes and refresh tokens for tokens |
//! | [`owner`] | an instance as the owner of a session |
//! | [`expiry`] | how long a token lasts |
//! | [`user`] | who a token belongs to, silent sign-in, sign-out |

pub mod address;
pub mod authorize;
pub mod callback;
pub mod expiry;
pub mod finish;
pub mod flow;
pub mod handled;
pub mod meaning;
pub mod owner;
pub mod pkce;
pub mod token_endpoint;
pub mod user;
