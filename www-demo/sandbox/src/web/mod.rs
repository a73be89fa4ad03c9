//! What handlers share to read a request and to write an answer: nothing here is a route.

pub(crate) mod breach;
pub(crate) mod cookie;
pub(crate) mod error;
pub(crate) mod extract;
pub(crate) mod page;
pub(crate) mod redirect;
pub(crate) mod refusal;
pub(crate) mod signed_in;
pub(crate) mod start;
pub(crate) mod switch;
pub(crate) mod wait;
