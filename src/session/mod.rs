//! The session: who is signed in, for how long, and which tab may refresh.
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`life`] | how long an access token is good, under clocks that step |
//! | [`records`] | what the tabs share in the storage, without the tokens themselves |
//! | [`machine`] | one tab: inputs in, outputs out |
//!
//! Nothing here knows JavaScript, reads a clock or holds a token. The browser edge keeps the tokens
//! as strings of JavaScript, by the generation that it gave them.

pub mod life;
pub mod machine;
pub mod records;

pub use life::Now;
pub use machine::{Answer, Input, Limits, Machine, Operation, Output, Reason, Reply};
pub use records::{Generation, Holder, Intent, SessionId, Stage, Stored, Tokens, Waiter};
