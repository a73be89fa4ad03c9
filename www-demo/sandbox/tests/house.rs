//! Which modules of `src/` may import which: checks the files against the rules in the
//! documentation of `src/`.

mod scan;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use scan::{House, Module};

static HOUSE: LazyLock<House> = LazyLock::new(|| House::read("src"));

/// The crates that deal with HTTP.
const HTTP: [&str; 9] = [
    "axum",
    "axum_core",
    "axum_extra",
    "headers",
    "http",
    "hyper",
    "maud",
    "tower",
    "tower_http",
];

/// Returns every import that `is_wrong` matches, as `a imports b`.
fn wrong(is_wrong: impl Fn(&str, &str) -> bool) -> Vec<String> {
    let all = HOUSE.modules.iter();
    all.flat_map(|(name, module)| module.imports.iter().map(move |other| (name, other)))
        .filter(|(name, other)| is_wrong(name, other))
        .map(|(name, other)| format!("{name} imports {other}"))
        .collect()
}

fn is_in(module: &str, folder: &str) -> bool {
    match module.strip_prefix(folder) {
        Some(rest) => rest.is_empty() || rest.starts_with("::"),
        None => false,
    }
}

/// Returns the handler that a module is, or belongs to.
fn handler(module: &str) -> Option<&str> {
    module.strip_prefix("handlers::")?.split("::").next()
}

const NOTHING: [&str; 0] = [];

#[test]
fn the_store_does_not_depend_on_http() {
    let imports = wrong(|name, other| is_in(name, "store") && !is_in(other, "store"));
    assert_eq!(imports, NOTHING);
    let store = |(name, _): &(&String, &Module)| is_in(name, "store");
    let crates = HOUSE.modules.iter().filter(store);
    let http: Vec<String> = crates
        .flat_map(|(name, module)| module.crates.iter().map(move |other| (name, other)))
        .filter(|(_, other)| HTTP.contains(&other.as_str()))
        .map(|(name, other)| format!("{name} uses {other}"))
        .collect();
    assert_eq!(http, NOTHING);
}

#[test]
fn the_data_of_the_store_does_not_depend_on_its_rules() {
    let imports = wrong(|name, other| {
        is_in(name, "store") && !is_in(name, "store::rules") && is_in(other, "store::rules")
    });
    assert_eq!(imports, NOTHING);
}

#[test]
fn a_handler_imports_the_store_and_shared_code_but_no_other_handler() {
    let imports = wrong(|name, other| {
        let allowed = is_in(other, "store") || is_in(other, "web");
        handler(name).is_some_and(|own| !allowed && handler(other) != Some(own))
    });
    assert_eq!(imports, NOTHING);
    // Guards against a test that passes because no imports were found.
    assert!(
        HOUSE.modules["handlers::ask"]
            .imports
            .contains("store::rules::fields")
    );
    assert!(
        HOUSE.modules["handlers::faults"]
            .imports
            .contains("handlers::faults::answers")
    );
}

#[test]
fn code_that_handlers_share_imports_only_the_store() {
    let imports =
        wrong(|name, other| is_in(name, "web") && !is_in(other, "web") && !is_in(other, "store"));
    assert_eq!(imports, NOTHING);
}

#[test]
fn no_module_imports_itself_through_others() {
    let mut done = BTreeMap::new();
    for name in HOUSE.modules.keys() {
        if let Some(cycle) = HOUSE.cycle(name, &mut done) {
            panic!("{}", cycle.join(" imports "));
        }
    }
    let imports: usize = HOUSE.modules.values().map(|m| m.imports.len()).sum();
    println!(
        "{} modules, {imports} imports, no cycle",
        HOUSE.modules.len()
    );
}
