//! Finds Rust code that evaluates a string as JavaScript. JavaScript belongs in files, where tsc and the formatter
//! check it.

use std::{fs, path::Path};

use anyhow::{Context, Result};

/// The only line that may evaluate text: it loads the scripts of the browser tests.
const LOADER: (&str, &str) = ("tests/wasm/support.rs", "Self(js_sys::eval(text).unwrap())");

/// How the loader is called: with a file, never with a string.
const LOAD: (&str, &str) = ("Script::of", "Script::of(include_str!(");

/// The names of what evaluates text as JavaScript.
const MAKERS: [&str; 3] = ["inline_js", "eval", "Function::new"];

/// Returns the lines that evaluate text as JavaScript although they may not.
pub fn found(root: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for folder in ["src", "tests", "www-demo/sandbox"] {
        visit(root, Path::new(folder), &mut found)?;
    }
    found.sort();
    Ok(found)
}

fn visit(root: &Path, folder: &Path, found: &mut Vec<String>) -> Result<()> {
    let entries = fs::read_dir(root.join(folder));
    for entry in entries.with_context(|| format!("no {}", folder.display()))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            visit(root, &path, found)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(root.join(&path))?;
            found.extend(in_file(&path.to_string_lossy(), &text));
        }
    }
    Ok(())
}

fn in_file(path: &str, text: &str) -> Vec<String> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| makes(path, line.trim()))
        .map(|(index, line)| format!("{path}:{}: {}", index + 1, line.trim()))
        .collect()
}

fn makes(path: &str, line: &str) -> bool {
    let (call, with_file) = LOAD;
    let is_loader = (path, line) == LOADER;
    line.matches(call).count() > line.matches(with_file).count()
        || !is_loader && MAKERS.iter().any(|maker| names(line, maker))
}

/// Whether the line contains this name, and not as part of a longer word.
fn names(line: &str, name: &str) -> bool {
    let in_word = |character: char| character.is_ascii_alphanumeric();
    line.match_indices(name).any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + name.len()..]);
        !before.ends_with(in_word) && !after.starts_with(in_word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn javascript_of_text_is_found() {
        for line in [
            "Function::new_no_args(\"return 1\");",
            "js_sys::eval(text).unwrap()",
            "use js_sys::{Array, eval};",
            "#[wasm_bindgen(inline_js = \"export let a;\")]",
            "Script::of(\"({})\")",
            "let load = Script::of;",
        ] {
            for path in ["tests/new.rs", LOADER.0] {
                let text = format!("\n    {line}");
                let said = format!("{path}:2: {line}");
                assert_eq!(in_file(path, &text), [said]);
            }
        }
    }

    #[test]
    fn scripts_in_files_are_loaded_in_one_place() {
        let (path, line) = LOADER;
        assert!(in_file(path, line).is_empty());
        assert_eq!(in_file("tests/new.rs", line).len(), 1);
        let load = "Script::of(include_str!(\"scripts/new.js\"))";
        assert!(in_file("tests/new.rs", load).is_empty());
    }

    #[test]
    fn a_longer_word_does_not_count_as_the_name() {
        assert!(in_file("src/new.rs", "// evaluates retrieval").is_empty());
    }
}
