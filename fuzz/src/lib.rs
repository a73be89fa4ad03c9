//! Checks that must hold for the crate's pure functions with any input. `tests/properties.rs` runs
//! them with proptest; the targets in `fuzz_targets/` run them with libFuzzer.
//!
//! The expected result is computed here independently, from the documents and with the `url`
//! crate, and never with the code under test.

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

/// The calls that fetch a public file from the CDN, and how the path of each file ends.
const FILES: [(&str, &str); 3] = [
    ("authFile", "/settings/auth"),
    ("socialsFile", "/settings/socials/by_region"),
    ("themeFile", "/settings/widget"),
];

fn file(name: &str) -> Option<&'static str> {
    let mut files = FILES.iter();
    files.find_map(|(known, path)| (*known == name).then_some(*path))
}

/// The call that navigates the page away.
const NAVIGATION: &str = "userAuthSSOWithRedirect";
