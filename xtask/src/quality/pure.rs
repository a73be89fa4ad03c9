//! The modules of the crate that use no JavaScript, so that native tests can run them. `tests/house.rs` checks that
//! they use none, and `cargo xtask mutants` mutates them.

/// These modules, each with the modules below it.
pub const PURE: [&str; 20] = [
    "answer",
    "body",
    "calls",
    "client",
    "config",
    "error",
    "flow::state",
    "http_date",
    "mode",
    "names",
    "oauth::expiry",
    "oauth::meaning",
    "oauth::steps",
    "query",
    "request",
    "retry",
    "session::later",
    "session::life",
    "session::machine",
    "session::records",
];

/// The only module below these that uses JavaScript.
pub const NOT_PURE: &str = "config::given";
