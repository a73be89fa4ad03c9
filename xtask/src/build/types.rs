//! Joins the modules of the declarations in `pkg-template/` into one file. An app finds all types there, and an editor has
//! one file to read.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, Result, ensure};

use super::edit::replace_once;

/// Returns the declarations of the package, as one module.
pub fn joined(template: &Path) -> Result<String> {
    let folder = template.join("types");
    let read = |path: &Path| {
        fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
    };
    let all = read(&folder.join("all.d.ts"))?;
    let named = named(&all);
    let mut forgotten = BTreeSet::new();
    for entry in fs::read_dir(&folder)? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        forgotten.extend(file.strip_suffix(".d.ts").map(str::to_owned));
    }
    forgotten.remove("all");
    for module in &named {
        forgotten.remove(module.name);
    }
    ensure!(
        forgotten.is_empty(),
        "types/all.d.ts does not name {forgotten:?}"
    );
    let modules: Result<Vec<String>> = named
        .iter()
        .map(|module| Ok(module.declared(&read(&folder.join(format!("{}.d.ts", module.name)))?)))
        .collect();
    in_one(&read(&template.join("index.d.ts"))?, &modules?.join("\n"))
}

/// A module that `all.d.ts` names.
struct Module<'a> {
    name: &'a str,
    /// Whether apps see what it exports.
    is_public: bool,
}

impl Module<'_> {
    /// Returns the text of the module without its imports, which name what is now in the same file.
    fn declared(&self, text: &str) -> String {
        let mut declared = String::new();
        let mut is_import = false;
        for line in text.split_inclusive('\n') {
            is_import |= line.starts_with("import ");
            if is_import {
                is_import = !line.trim_end().ends_with(';');
                continue;
            }
            let hidden = line.strip_prefix("export ").filter(|_| !self.is_public);
            declared.push_str(hidden.unwrap_or(line));
        }
        declared
    }
}

/// Returns the modules that `all.d.ts` names, in its order.
fn named(all: &str) -> Vec<Module<'_>> {
    all.lines()
        .filter_map(|line| {
            let (start, rest) = line.split_once("'./")?;
            Some(Module {
                name: rest.strip_suffix(".js';")?,
                is_public: start.starts_with("export "),
            })
        })
        .collect()
}

/// Puts the modules into `index.d.ts`, and in place of the namespace that it imports one that lists their exports: a
/// file cannot import a part of itself.
fn in_one(index: &str, modules: &str) -> Result<String> {
    let mut names: Vec<&str> = Vec::new();
    for name in modules.lines().filter_map(exported) {
        // A constant and its type have the same name.
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let list: String = names.iter().map(|name| format!("    {name},\n")).collect();
    let namespace = format!("declare namespace XsollaLogin {{\n  export {{\n{list}  }};\n}}\n");
    let mut joined = index.to_owned();
    replace_once(
        &mut joined,
        "export * from './types/all.js';\n",
        &format!("\n{modules}"),
    )?;
    replace_once(
        &mut joined,
        "import * as XsollaLogin from './types/all.js';\n",
        &namespace,
    )?;
    Ok(joined)
}

/// Returns the name that a line exports.
fn exported(line: &str) -> Option<&str> {
    let declaration = line.strip_prefix("export ")?;
    let mut words = declaration.split(|c: char| !c.is_alphanumeric() && c != '_');
    let kind = words.next()?;
    let kinds = [
        "class",
        "const",
        "function",
        "interface",
        "namespace",
        "type",
    ];
    kinds.contains(&kind).then(|| words.next())?
}

#[cfg(test)]
mod tests {
    use super::*;

    const INDEX: &str = "// Types.\nexport * from './types/all.js';\n\nimport * as XsollaLogin from './types/all.js';\nexport default XsollaLogin;\n";

    #[test]
    fn modules_are_joined_in_order_without_their_imports() {
        let modules = named("// Order.\nimport './inner.js';\nexport * from './outer.js';\n");
        let inner = modules[0].declared("// Inner.\n\nexport type Open = string;\n");
        assert_eq!(inner, "// Inner.\n\ntype Open = string;\n");
        let outer = modules[1].declared(
            "// Outer.\nimport type {\n  Open,\n} from './inner.js';\n\nexport const Code: Open;\nexport type Code = Open;\n",
        );
        assert_eq!(
            in_one(INDEX, &[inner, outer].join("\n")).unwrap(),
            "// Types.\n\n// Inner.\n\ntype Open = string;\n\n// Outer.\n\nexport const Code: Open;\nexport type Code = Open;\n\n\
             declare namespace XsollaLogin {\n  export {\n    Code,\n  };\n}\nexport default XsollaLogin;\n"
        );
    }

    #[test]
    fn an_index_without_the_modules_is_an_error() {
        in_one("export default XsollaLogin;\n", "").unwrap_err();
    }
}
