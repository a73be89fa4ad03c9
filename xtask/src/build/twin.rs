//! The twin: the same wasm as JavaScript, for environments where WebAssembly is missing or forbidden.
//!
//! `wasm2js` writes a module that creates one instance when it is imported. The build turns it into a function, as it
//! does with the glue, and makes it safe on pages with a polluted `Object.prototype`.

use std::{fs, path::Path};

use anyhow::{Context, Result};

use super::bundle::terser;
use super::edit::replace_once;
use super::maps::UNMAPPED;
use super::segments::segments;
use crate::command::{npm_tool, run};

/// The passes that lower the wasm to the first version of WebAssembly, the only one that `wasm2js` reads.
const LOWERINGS: [&str; 3] = [
    "--llvm-memory-copy-fill-lowering",
    "--signext-lowering",
    "--llvm-nontrapping-fptoint-lowering",
];

/// Writes the twin of `wasm` to `module` in `js/generated/`. Its function `twin(imports)` creates an instance.
pub fn write(root: &Path, wasm: &Path, module: &Path) -> Result<()> {
    let lowered = module.with_extension("wasm");
    run(npm_tool(root, "wasm-opt")
        .arg(wasm)
        .args([
            "--enable-bulk-memory",
            "--enable-bulk-memory-opt",
            "--enable-sign-ext",
            "--enable-nontrapping-float-to-int",
            "--enable-mutable-globals",
        ])
        .args(LOWERINGS)
        // Keeps the number of segments low: each needs a start address and a string.
        .args(["-Oz", "--skip-pass=memory-packing", "-o"])
        .arg(&lowered))?;
    run(npm_tool(root, "wasm2js")
        .arg(&lowered)
        .args(["-Oz", "-o"])
        .arg(module))?;
    let data = data(&walrus::Module::from_file(&lowered)?)?;
    fs::remove_file(&lowered)?;
    let written = fs::read_to_string(module)?;
    fs::write(module, function(&written, &data)?)?;
    terser(root, module, &["--module"])?;
    let minified = fs::read_to_string(module)?;
    fs::write(module, format!("// @ts-nocheck\n{minified}\n{UNMAPPED}"))?;
    Ok(())
}

/// Turns the module that `wasm2js` has written into a function, so that importing it runs nothing.
fn function(written: &str, data: &str) -> Result<String> {
    let (_, text) = written
        .split_once("\nfunction initActiveSegments(imports) {")
        .context("the twin has no data")?;
    let (_, text) = text
        .split_once("\n}\n")
        .context("the data of the twin has no end")?;
    let (text, _) = text
        .split_once("\nvar retasmFunc = asmFunc(")
        .context("the twin makes no instance")?;
    let mut text = text.to_owned();
    // As base64 the data would be longer, even after Brotli.
    replace_once(
        &mut text,
        "initActiveSegments(imports);",
        "for (const [start, bytes] of segments) {\n  \
         for (let i = 0; i < bytes.length; i++) bufferView[start + i] = bytes.charCodeAt(i);\n }",
    )?;
    // Uses no property descriptors that inherit from `Object.prototype`, where a page may have defined `get`.
    replace_once(
        &mut text,
        "Object.create(Object.prototype, {\n   \"grow\": {\n    \"value\": __wasm_memory_grow\n   }, \n   \
         \"buffer\": {\n    \"get\": function () {\n     return buffer;\n    }\n    \n   }\n  })",
        "{ __proto__: null, get buffer() { return buffer; } }",
    )?;
    replace_once(
        &mut text,
        "   buffer = newBuffer;\n",
        "   buffer = newBuffer;\n   imports.grown();\n",
    )?;
    Ok(format!(
        "// The data: where each piece begins, and its bytes as characters.\n\
         const segments = [{data}];\n\n\
         /** Makes an instance. */\n\
         export default function twin(imports) {{\nvar bufferView;\n{text}\nreturn {{ exports: asmFunc(imports) }};\n}}\n"
    ))
}

/// Returns the data of a wasm as the elements of a JavaScript array: `[start, 'bytes']`.
fn data(module: &walrus::Module) -> Result<String> {
    let segments = segments(module)?;
    let pieces = segments
        .iter()
        .map(|(start, bytes)| format!("[{start}, '{}']", characters(bytes)));
    Ok(pieces.collect::<Vec<_>>().join(", "))
}

/// Encodes bytes as the inside of a single-quoted JavaScript string, one character for each byte.
fn characters(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|&byte| match byte {
            b'\\' | b'\'' => format!("\\{}", char::from(byte)),
            b' '..=b'~' => char::from(byte).to_string(),
            _ => format!("\\x{byte:02x}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_a_character_of_a_string() {
        assert_eq!(characters(b"a'\\\0\xff~"), r"a\'\\\x00\xff~");
    }
}
