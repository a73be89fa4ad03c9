//! Which modules may import which: reads the imports from the code. A room is a file or a folder at the top of
//! a crate. Unlike most files beside it, this one does not run in a browser.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../www-demo/sandbox/tests/scan/mod.rs"]
mod scan;

#[path = "../xtask/src/quality/pure.rs"]
mod pure;

use std::collections::BTreeMap;

use pure::{NOT_PURE, PURE};
use scan::{House, Module};

/// The crates that give access to JavaScript.
const JAVASCRIPT: [&str; 6] = [
    "gloo_net",
    "js_sys",
    "serde_wasm_bindgen",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
];

fn is_in(module: &str, folder: &str) -> bool {
    match module.strip_prefix(folder) {
        Some(rest) => rest.is_empty() || rest.starts_with("::"),
        None => false,
    }
}

fn is_pure(module: &str) -> bool {
    module != NOT_PURE && PURE.iter().any(|pure| is_in(module, pure))
}

/// Reads a crate without its tests, which may import anything.
fn read(folder: &str) -> House {
    let mut house = House::read(folder);
    house
        .modules
        .retain(|name, _| name.split("::").all(|part| part != "tests"));
    house
}

fn room(module: &str) -> &str {
    module.split_once("::").map_or(module, |(first, _)| first)
}

fn file(module: &str) -> &str {
    module
}

/// Checks that no place, which is a room or a file, imports itself through others. A module and the modules
/// below it count as one module in several files, so what they import of each other does not count.
fn check(folder: &str, place: fn(&str) -> &str) {
    let mut places = BTreeMap::<String, Module>::new();
    for (name, module) in read(folder).modules {
        let imports = module
            .imports
            .into_iter()
            .filter(|other| other != "crate" && !is_in(&name, other) && !is_in(other, &name));
        let here = place(&name).to_owned();
        let others = imports
            .map(|other| place(&other).to_owned())
            .filter(|other| *other != here)
            .collect::<Vec<_>>();
        places.entry(here).or_default().imports.extend(others);
    }
    let imports: usize = places.values().map(|place| place.imports.len()).sum();
    // Guards against a test that passes because no imports were found.
    assert!(imports >= places.len(), "{folder}: {imports} imports");
    let house = House { modules: places };
    let mut done = BTreeMap::new();
    for name in house.modules.keys() {
        if let Some(cycle) = house.cycle(name, &mut done) {
            panic!("{folder}: {}", cycle.join(" imports "));
        }
    }
}

#[test]
fn no_folder_imports_itself_through_others() {
    check("src", room);
    check("xtask/src", room);
}

#[test]
fn no_file_imports_itself_through_others() {
    check("src", file);
    check("xtask/src", file);
    check("tests/model", file);
}

#[test]
fn natively_tested_modules_use_no_javascript() {
    let house = read("src");
    for pure in PURE.into_iter().chain([NOT_PURE]) {
        assert!(house.modules.contains_key(pure), "{pure}");
    }
    for (name, module) in house.modules.iter().filter(|(name, _)| is_pure(name)) {
        for other in &module.imports {
            assert!(is_pure(other), "{name} imports {other}");
        }
        for other in &module.crates {
            assert!(!JAVASCRIPT.contains(&other.as_str()), "{name} uses {other}");
        }
    }
}
