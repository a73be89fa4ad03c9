//! The size of a wasm module by section and by function.

use std::{collections::HashMap, fs, path::Path};

use anyhow::{Context, Result};
use wasmparser::{KnownCustom, Name, NameSectionReader, Parser, Payload, TypeRef};

use super::names::demangle;

/// The sizes of a module's parts, in bytes.
#[derive(Debug, Default)]
pub struct Module {
    /// The size of the whole module.
    pub total: usize,
    /// Every section, and the headers around them.
    pub sections: Vec<(String, usize)>,
    /// Every function by its demangled name, or by its index if it has no name.
    pub functions: Vec<(String, usize)>,
    bodies: Vec<Vec<u8>>,
}

impl Module {
    /// Reads a module from a file.
    pub fn read(file: &Path) -> Result<Self> {
        Self::parse(&fs::read(file)?).with_context(|| format!("cannot read {}", file.display()))
    }

    /// Returns the bodies of the functions.
    pub fn code(&self) -> &[Vec<u8>] {
        &self.bodies
    }

    fn parse(bytes: &[u8]) -> Result<Self> {
        let mut module = Self {
            total: bytes.len(),
            ..Self::default()
        };
        let mut imported = 0;
        let mut names = HashMap::new();
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            if let Some((kind, range)) = payload.as_section() {
                module.sections.push((section(kind).into(), range.len()));
            }
            match payload {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                    }
                }
                Payload::CodeSectionEntry(body) => module.bodies.push(body.as_bytes().to_vec()),
                Payload::CustomSection(custom) => {
                    if let KnownCustom::Name(section) = custom.as_known() {
                        names = function_names(section)?;
                    }
                }
                _ => {}
            }
        }
        module.functions = (imported..)
            .zip(&module.bodies)
            .map(|(index, body)| {
                let name = names.get(&index).cloned();
                let name = name.unwrap_or_else(|| format!("function {index}"));
                (name, body.len())
            })
            .collect();
        let sections: usize = module.sections.iter().map(|(_, bytes)| bytes).sum();
        let around = module.total - sections;
        module.sections.push(("headers".into(), around));
        Ok(module)
    }
}

fn function_names(section: NameSectionReader) -> Result<HashMap<u32, String>> {
    let mut names = HashMap::new();
    for name in section {
        let Name::Function(functions) = name? else {
            continue;
        };
        for function in functions {
            let function = function?;
            names.insert(function.index, demangle(function.name));
        }
    }
    Ok(names)
}

/// Returns the name of a section by its ID.
/// <https://webassembly.github.io/spec/core/binary/modules.html#sections>
fn section(kind: u8) -> &'static str {
    match kind {
        1 => "types",
        2 => "imports",
        3 => "functions' types",
        4 => "tables",
        5 => "memory",
        6 => "globals",
        7 => "exports",
        8 => "start",
        9 => "elements",
        10 => "code",
        11 => "data",
        12 => "data count",
        _ => "custom",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A module with one empty function, named `f`.
    const MODULE: &[u8] =
        b"\0asm\x01\0\0\0\x01\x04\x01\x60\0\0\x03\x02\x01\0\x0a\x04\x01\x02\0\x0b\0\x0b\x04name\x01\x04\x01\0\x01f";

    #[test]
    fn the_sections_and_their_headers_add_up_to_all_bytes() {
        let module = Module::parse(MODULE).unwrap();
        let sum: usize = module.sections.iter().map(|(_, bytes)| bytes).sum();
        assert_eq!(sum, MODULE.len());
        assert!(module.sections.contains(&("code".into(), 4)));
    }

    #[test]
    fn a_function_has_its_name_or_its_number() {
        let module = Module::parse(MODULE).unwrap();
        assert_eq!(module.functions, [("f".to_owned(), 2)]);
        let nameless = &MODULE[..MODULE.len() - 13];
        let module = Module::parse(nameless).unwrap();
        assert_eq!(module.functions, [("function 0".to_owned(), 2)]);
    }
}
