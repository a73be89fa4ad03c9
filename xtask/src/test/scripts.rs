//! Where JavaScript may stand in a string of Rust. In a file of its own, tsc and the formatter see it.

use std::{fs, path::Path};

use anyhow::{Context, Result};

/// The one file that may make JavaScript of text.
const SCRIPT: &str = "tests/support/mod.rs";

/// What makes JavaScript of text.
const MAKERS: [&str; 3] = ["inline_js", "js_sys::eval", "Function::new"];

/// The lines that make JavaScript of text where they may not.
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
    let makes = |line: &str| {
        path != SCRIPT
            && path != "tests/support/old.rs"
            && MAKERS.iter().any(|maker| line.contains(maker))
    };
    text.lines()
        .enumerate()
        .filter(|(_, line)| makes(line))
        .map(|(index, line)| format!("{path}:{}: {}", index + 1, line.trim()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn javascript_of_text_is_found() {
        let line = "    Function::new_no_args(\"return 1\");";
        let said = "tests/new.rs:1: Function::new_no_args(\"return 1\");";
        assert_eq!(in_file("tests/new.rs", line), [said]);
        assert!(in_file(SCRIPT, line).is_empty());
    }
}
