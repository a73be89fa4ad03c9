//! Sorts the functions of the wasm by type, and within a type by their bytes, so that functions that begin alike are
//! adjacent. Brotli then finds more repetition, and the list of their types consists of a few runs.

use std::path::Path;

use anyhow::Result;
use wasmparser::{Parser, Payload, TypeRef};

/// Names each function of a wasm by its position in that order, for wasm-opt's `--reorder-functions-by-name`.
pub fn name_by_order(wasm: &Path) -> Result<()> {
    let mut bytes = std::fs::read(wasm)?;
    let Functions {
        imported,
        types,
        bodies,
    } = Functions::of(&bytes)?;
    let mut order: Vec<usize> = (0..bodies.len()).collect();
    order.sort_by_key(|index| (types[*index], bodies[*index]));
    let mut places = vec![0; order.len()];
    for (place, index) in order.into_iter().enumerate() {
        places[index] = place;
    }
    let mut names = leb128(places.len());
    for (index, place) in places.into_iter().enumerate() {
        names.extend(leb128(imported + index));
        names.extend(sized(format!("{place:05}").as_bytes()));
    }
    // https://webassembly.github.io/spec/core/appendix/custom.html#name-section
    let mut section = sized(b"name");
    section.push(1);
    section.extend(sized(&names));
    bytes.push(0);
    bytes.extend(sized(&section));
    Ok(std::fs::write(wasm, bytes)?)
}

/// The functions of a wasm.
#[derive(Default)]
struct Functions<'a> {
    /// The number of imported functions, which come first in the index space.
    imported: usize,
    types: Vec<u32>,
    bodies: Vec<&'a [u8]>,
}

impl<'a> Functions<'a> {
    fn of(wasm: &'a [u8]) -> Result<Self> {
        let mut found = Self::default();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let is_function = matches!(import?.ty, TypeRef::Func(_));
                        found.imported += usize::from(is_function);
                    }
                }
                Payload::FunctionSection(section) => {
                    found.types = section.into_iter().collect::<Result<_, _>>()?;
                }
                Payload::CodeSectionEntry(body) => found.bodies.push(body.as_bytes()),
                _ => {}
            }
        }
        Ok(found)
    }
}

fn sized(bytes: &[u8]) -> Vec<u8> {
    [leb128(bytes.len()), bytes.to_vec()].concat()
}

/// Encodes a number as unsigned LEB128, as wasm does.
pub fn leb128(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (number & 127) as u8;
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 128);
    }
}
