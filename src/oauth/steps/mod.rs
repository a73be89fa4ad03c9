//! The order of the steps of a sign-in, of `getUser` and of a sign-out.
//!
//! Uses no JavaScript. Traits declare what the steps need of the browser and the service. `oauth` implements them for a
//! browser; the tests implement them with a script, and record the order. The steps compare codes and pass tokens on,
//! but never read them.
//!
//! | module | what it contains |
//! | --- | --- |
//! | [`callback`] | the steps of a redirect callback |
//! | [`finish`] | the steps of a sign-in whose parameters are trusted, and of `completeLogin` |
//! | [`silent`] | the steps of a silent sign-in |
//! | [`user`] | the steps of `getUser` and of a sign-out |
//! | [`codes`] | which codes were sent |

pub mod callback;
pub mod codes;
pub mod finish;
pub mod silent;
pub mod user;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
