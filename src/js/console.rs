//! Writes to the console: what `debug` logs, and warnings about names that are probably misspelt. No line
//! contains a secret.

use core::cell::Cell;

use js_sys::Array;
use wasm_bindgen::prelude::*;

use super::object::names_of;
use crate::names;
use crate::query::joined;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = console, js_name = log, catch)]
    fn console_log(line: &str) -> Result<(), JsValue>;

    #[wasm_bindgen(js_namespace = console, js_name = warn, catch)]
    fn console_warn(line: &str) -> Result<(), JsValue>;
}

const PREFIX: &str = "xsolla-login-wasm: ";

/// Logs a line. A console that is missing or throws never fails a call.
pub fn log(parts: &[&str]) {
    let _ = console_log(&joined(&[PREFIX, &joined(parts)]));
}

/// Warns about each name in `given` that is unknown but looks like a known one. Warns once for each name.
///
/// `what`: what the names are, "option" or "argument".
pub fn warn_of_slips(given: &Array, what: &str, known: &[&'static str]) {
    for name in given.iter() {
        let Some(name) = name.as_string() else {
            continue;
        };
        if let Some(meant) = names::meant(&name, known)
            && remember(&name)
        {
            let _ = console_warn(&joined(&[
                PREFIX,
                "unknown ",
                what,
                " '",
                &name,
                "': did you mean '",
                meant,
                "'?",
            ]));
        }
    }
}

/// Does the same for the names of the own properties of `object`, without reading the properties.
pub fn warn_of_slips_in(object: &JsValue, what: &str, known: &[&'static str]) {
    if let Ok(given) = names_of(object) {
        warn_of_slips(&given, what, known);
    }
}

/// Remembers a name. Returns whether it is the first time.
fn remember(name: &str) -> bool {
    thread_local! {
        static WARNED: Cell<Vec<String>> = const { Cell::new(Vec::new()) };
    }
    let mut warned = WARNED.take();
    let is_new = !warned.iter().any(|known| known == name);
    if is_new {
        warned.push(name.into());
    }
    WARNED.set(warned);
    is_new
}
