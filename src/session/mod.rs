//! The session: who is signed in, for how long, and which tab may refresh.
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`life`] | how long an access token is valid, even if a clock is set |
//! | [`records`] | what the tabs share in the storage, without the tokens themselves |
//! | [`machine`] | one tab: inputs in, outputs out |
//! | [`later`] | a one-shot value and the future that waits for it |
//!
//! These four are pure: they use no JavaScript, read no clock and hold no token. The browser edge is around
//! them:
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`shared`] | runs the machine, with its timer, its requests, its waiting callers and its listeners |
//! | [`entries`] | the records as entries of a storage |
//! | [`tokens`] | the tokens themselves, which stay JavaScript strings |
//! | [`lock`] | the Web Lock |
//! | [`wake`] | the events that wake a session |
//! | [`listeners`] | the listeners for changes |
//! | [`owner`] | the instance that sends requests for a session |

pub mod entries;
pub mod later;
pub mod life;
pub mod listeners;
pub mod lock;
pub mod machine;
pub mod owner;
pub mod records;
pub mod shared;
pub mod tokens;
pub mod wake;

pub use life::Now;
pub use machine::{
    Input, Limits, Machine, Operation, Output, Reason, Removal, Reply, SignInOutcome, TokenAnswer,
};
pub use records::{
    CallerId, Generation, Holder, Intent, Kept, SessionId, Stage, Stored, TokenFacts,
};
