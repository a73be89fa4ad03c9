//! What handlers share to read requests and write responses. It contains no routes.

pub(crate) mod breach;
pub(crate) mod control_body;
pub(crate) mod cookie;
pub(crate) mod error;
pub(crate) mod extract;
pub(crate) mod page;
pub(crate) mod redirect;
pub(crate) mod refusal;
pub(crate) mod signed_in;
pub(crate) mod start;
pub(crate) mod wait;
