//! What must hold of the crate's pure functions whatever goes in. `tests/properties.rs` drives
//! these checks with proptest, the targets beside this folder with libFuzzer.
//!
//! What a function should give is worked out a second time here, from the documents and with the
//! `url` crate, and never by the code that is checked.

mod addresses;
mod bodies;
mod meanings;
mod model;
mod options;
mod repeats;
mod requests;
mod retry_after;

pub use addresses::{base, encoding, login_url, with_query};
pub use meanings::meaning;
pub use options::{Given, milliseconds, name, number, options, settings, text};
pub use repeats::{next_round, wait};
pub use requests::{Filling, requests};
pub use retry_after::{date, retry_after};

use url::form_urlencoded;

type Pairs = Vec<(String, String)>;

fn pairs(query: &str) -> Pairs {
    form_urlencoded::parse(query.as_bytes())
        .into_owned()
        .collect()
}

fn decoded(encoded: &str) -> String {
    assert!(!encoded.contains(['+', '&', '=']), "{encoded}");
    form_urlencoded::parse(encoded.as_bytes())
        .next()
        .map_or_else(String::new, |(text, _)| text.into_owned())
}

/// The files that are not the service's own, and the end of their addresses.
const FILES: [(&str, &str); 3] = [
    ("authFile", "/settings/auth"),
    ("socialsFile", "/settings/socials/by_region"),
    ("themeFile", "/settings/widget"),
];

fn file(name: &str) -> Option<&'static str> {
    let mut files = FILES.iter();
    files.find_map(|(known, path)| (*known == name).then_some(*path))
}

/// The call that leads the page away.
const NAVIGATION: &str = "userAuthSSOWithRedirect";
