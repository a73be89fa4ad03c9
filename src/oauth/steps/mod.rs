//! In which order a sign-in and a sign-out happen.
//!
//! Uses no JavaScript. Each file has a trait that declares what its steps need of the browser and the service. `oauth`
//! implements it for a browser; the tests implement it with a script, and record the order. The steps only pass codes
//! and tokens on.
//!
//! | module | order of the steps |
//! | --- | --- |
//! | [`callback`] | of a redirect callback |
//! | [`finish`] | of a sign-in whose parameters are trusted, and of `completeLogin` |
//! | [`silent`] | of a silent sign-in |
//! | [`user`] | of `getUser` and of a sign-out |
//! | [`codes`] | remembers which codes were sent |

pub mod callback;
pub mod codes;
pub mod finish;
pub mod silent;
pub mod user;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
