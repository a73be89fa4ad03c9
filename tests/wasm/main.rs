//! The class in a browser. One program, because each one has to be linked, given its glue and opened in a browser, which
//! takes longer than its tests.
#![cfg(target_arch = "wasm32")]

mod answers;
mod arguments;
mod bodies;
mod cancel;
mod leave;
mod options;
mod phases;
mod pollution;
mod repeats;
mod requests;
mod sso;
mod support;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
