//! The session: who is signed in, for how long, and which tab may refresh.
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`life`] | how long an access token is good, under clocks that step |
//! | [`records`] | what the tabs share in the storage, without the tokens themselves |
//! | [`machine`] | one tab: inputs in, outputs out |
//!
//! Nothing of these knows JavaScript, reads a clock or holds a token. Around them stands the browser:
//!
//! | module | what it holds |
//! | --- | --- |
//! | [`shared`] | the machine at work, with its timer, its requests, and who waits or listens |
//! | [`entries`] | the records as entries of a storage |
//! | [`storage`] | memory, a storage of the browser, or an adapter |
//! | [`tokens`] | the tokens themselves, which stay JavaScript strings |
//! | [`lock`] | the Web Lock |
//! | [`wake`] | the events that wake a session |
//! | [`listeners`] | who wants to know of changes |
//! | [`owner`] | in whose name a session sends, and who hears of it |
//! | [`later`] | a value that comes later |

pub mod entries;
pub mod later;
pub mod life;
pub mod listeners;
pub mod lock;
pub mod machine;
pub mod owner;
pub mod records;
pub mod shared;
pub mod storage;
pub mod tokens;
pub mod wake;

pub use life::Now;
pub use machine::{Answer, Input, Limits, Machine, Operation, Output, Reason, Reply, SignIn};
pub use records::{Generation, Holder, Intent, SessionId, Stage, Stored, Tokens, Waiter};
