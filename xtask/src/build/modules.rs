//! Writes the generated modules of `js/`.

use std::{fs, path::Path};

use anyhow::Result;

use super::BYTES;
use super::maps::UNMAPPED;
use super::text::{self, Packed};
use super::twin;
use crate::command::{npm_tool, run};

/// Writes the modules that `js/` imports from `generated/`.
pub fn write(root: &Path, to: &Path, glue: &str, wasm: &Path) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    fs::write(
        to.join("version.js"),
        format!("/** The version of this package. */\nexport const version = '{version}';\n"),
    )?;
    let Packed { pieces, frequent } = text::pack(&fs::read(wasm)?);
    let quoted = pieces.iter().map(|text| {
        let text = text.replace('\\', "\\\\").replace('\'', "\\'");
        format!("'{text}'")
    });
    let texts = quoted.collect::<Vec<_>>().join(", ");
    let decoder = decoder(root, to)?;
    fs::write(
        to.join(BYTES),
        format!(
            "export const texts = [{texts}];\nexport const frequent = {frequent:?};\n\
             export const decoder = {decoder:?};\n{UNMAPPED}"
        ),
    )?;
    fs::write(to.join("glue.js"), glue)?;
    twin::write(root, wasm, &to.join("twin.js"))
}

/// Assembles the small wasm that decodes the text of the main one, and returns its bytes.
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
