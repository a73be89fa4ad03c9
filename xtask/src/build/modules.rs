//! Writes the generated modules of `js/`.

use std::{fs, path::Path};

use anyhow::Result;

use super::BYTES;
use super::glue::Bound;
use super::maps::UNMAPPED;
use super::text::{self, Packed};
use super::twin;
use crate::command::{npm_tool, run};

/// Writes the modules that `js/` imports from `generated/`.
pub fn write(root: &Path, to: &Path, bound: &Bound, wasm: &Path) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    fs::write(
        to.join("version.js"),
        format!("/** The version of this package. */\nexport const version = '{version}';\n"),
    )?;
    let Packed {
        frequent,
        tokens,
        before,
        streams,
        after,
    } = text::pack(&fs::read(wasm)?)?;
    let streams = streams.each_ref().map(|pieces| list(pieces));
    let decoder = decoder(root, to)?;
    fs::write(
        to.join(BYTES),
        format!(
            "export const tokens = {};\nexport const before = {};\nexport const streams = [{}];\n\
             export const after = {};\nexport const frequent = {frequent:?};\n\
             export const decoder = {decoder:?};\n{UNMAPPED}",
            quoted(&tokens),
            list(&before),
            streams.join(", "),
            list(&after),
        ),
    )?;
    fs::write(to.join("glue.js"), &bound.glue)?;
    fs::write(to.join("api.js"), &bound.facade)?;
    twin::write(root, wasm, &to.join("twin.js"))
}

/// Returns a JavaScript array of strings.
fn list(texts: &[String]) -> String {
    let texts: Vec<_> = texts.iter().map(|text| quoted(text)).collect();
    format!("[{}]", texts.join(", "))
}

/// Returns a JavaScript string.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('\'', "\\'");
    format!("'{text}'")
}

/// Assembles the small wasm that restores the main one from its text, and returns its bytes.
fn decoder(root: &Path, folder: &Path) -> Result<Vec<u8>> {
    let wasm = folder.join("unpack.wasm");
    run(npm_tool(root, "wasm-as")
        .arg(root.join("js/unpack.wat"))
        .arg("-o")
        .arg(&wasm))?;
    run(npm_tool(root, "wasm-opt")
        .arg(&wasm)
        .arg("-Oz")
        .arg("-o")
        .arg(&wasm))?;
    let bytes = fs::read(&wasm)?;
    fs::remove_file(wasm)?;
    Ok(bytes)
}
