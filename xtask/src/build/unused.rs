//! Removes what crates put into the wasm for environments and cases that this package does not have.

use anyhow::{Context, Result, ensure};
use walrus::{FunctionId, InstrSeqBuilder, Module};

/// Imports that are replaced with a trap. The first one throws the error that wasm-bindgen reports for a mistake of its
/// caller; a trap ends the same way (`guarded` in `js/load.js`). The second one is never called, because the glue
/// says that `queueMicrotask` does not exist.
const TRAPS: [&str; 2] = ["__wbg___wbindgen_throw_", "__wbg_queueMicrotask_4"];

/// Imports that look for a global object if there is no `globalThis`. They are replaced with "none" (0).
const NOTHING: [&str; 3] = [
    "__wbg_static_accessor_GLOBAL_e",
    "__wbg_static_accessor_SELF_",
    "__wbg_static_accessor_WINDOW_",
];

/// The messages of that error, which are overwritten with zeros.
const TEXTS: [&str; 7] = [
    "attempted to take ownership of Rust value while it was borrowed",
    "null pointer passed to rust",
    "recursive use of an object detected which would lead to unsafe aliasing in rust",
    "closure invoked recursively or after being dropped",
    "FnOnce called more than once",
    "called `Option::unwrap_throw()` on a `None` value",
    "called `Result::unwrap_throw()` on an `Err` value",
];

/// Removes all of this, and returns the names of the removed imports.
pub fn remove(module: &mut Module) -> Result<Vec<String>> {
    let mut gone = Vec::new();
    let mut replace = |start: &str, by: fn(&mut InstrSeqBuilder)| -> Result<()> {
        let (function, name) = imported(module, start)?;
        module.replace_imported_func(function, |(body, _)| by(body))?;
        gone.push(name);
        Ok(())
    };
    for start in TRAPS {
        replace(start, |body| {
            body.unreachable();
        })?;
    }
    for start in NOTHING {
        replace(start, |body| {
            body.i32_const(0);
        })?;
    }
    module.exports.remove("__wbindgen_realloc")?;
    for text in TEXTS {
        blank(module, text.as_bytes());
    }
    Ok(gone)
}

/// Returns the only imported function whose name begins with `start`, and its full name.
fn imported(module: &Module, start: &str) -> Result<(FunctionId, String)> {
    let mut found = module
        .imports
        .iter()
        .filter_map(|import| match import.kind {
            walrus::ImportKind::Function(function) if import.name.starts_with(start) => {
                Some((function, import.name.clone()))
            }
            _ => None,
        });
    let first = found.next().with_context(|| format!("no import {start}"))?;
    ensure!(found.next().is_none(), "more than one import {start}");
    Ok(first)
}

/// Overwrites a text in the wasm's data with zeros, if it occurs.
fn blank(module: &mut Module, text: &[u8]) {
    let segments: Vec<_> = module.data.iter().map(|segment| segment.id()).collect();
    for segment in segments {
        let bytes = &mut module.data.get_mut(segment).value;
        while let Some(at) = bytes.windows(text.len()).position(|part| part == text) {
            bytes[at..at + text.len()].fill(0);
        }
    }
}
