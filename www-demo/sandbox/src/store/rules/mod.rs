//! The rules: what may happen to the data.

pub(crate) mod accounts;
pub(crate) mod authorizations;
pub(crate) mod callbacks;
pub(crate) mod codes;
pub(crate) mod consents;
pub(crate) mod fields;
pub(crate) mod operations;
pub(crate) mod passwordless;
pub(crate) mod passwords;
pub(crate) mod resets;
pub(crate) mod second_factor;
pub(crate) mod sessions;
pub(crate) mod sign_in;
pub(crate) mod sign_up;
pub(crate) mod social;
pub(crate) mod token_exchange;
pub(crate) mod tokens;
