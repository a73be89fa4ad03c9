//! Writes the bills of materials, in CycloneDX format: one for each npm package, with the crates that are compiled into
//! its wasm, and one for the npm packages that build and test them.
//!
//! The npm packages themselves have no dependencies. `tests/release/sbom.mjs` compares the bills with the lock files.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use crate::{
    command::{cargo, run, shown},
    setup,
};

/// The name, without `.json`, of the file that the tool writes beside each manifest of the workspace.
const WRITTEN: &str = "sbom.cdx";

/// The crates that are shipped, with the npm packages that contain them.
const SHIPPED: [(&str, &str); 2] = [
    ("xsolla-login", "xsolla-login-wasm"),
    ("sandbox-wasm", "xsolla-login-sandbox"),
];

/// Writes the bills of materials to `folder`, and checks them.
pub fn write(root: &Path, folder: &Path) -> Result<()> {
    crates(root, folder)?;
    npm_packages(root, folder)?;
    run(Command::new("node")
        .args(["--test-reporter=dot", "tests/release/sbom.mjs"])
        .arg(folder)
        .current_dir(root))
    .context("the bills of materials are not what they should be")
}

/// Writes the bills of the crates in the wasm, without those that only the build or the tests use.
fn crates(root: &Path, folder: &Path) -> Result<()> {
    run(Command::new(setup::cargo_cyclonedx(root)?)
        .args(["cyclonedx", "--quiet", "--format", "json"])
        .args(["--spec-version", "1.5", "--no-build-deps"])
        .args(["--target", "wasm32-unknown-unknown"])
        .args(["--override-filename", WRITTEN])
        .current_dir(root))?;
    let mut metadata = cargo();
    metadata.args(["metadata", "--no-deps", "--locked", "--format-version=1"]);
    let members = json_of(metadata.current_dir(root))?;
    let members = members["packages"].as_array().context("no workspace")?;
    for member in members {
        let manifest = member["manifest_path"].as_str().context("no manifest")?;
        let written = Path::new(manifest).with_file_name(format!("{WRITTEN}.json"));
        let text = fs::read_to_string(&written)?;
        fs::remove_file(written)?;
        if let Some((_, package)) = SHIPPED.iter().find(|(name, _)| member["name"] == *name) {
            let mut bill: Value = serde_json::from_str(&without_root(root, &text))?;
            bill["metadata"]["component"]["name"] = json!(package);
            save(&bill, &folder.join(format!("{package}.crates.cdx.json")))?;
        }
    }
    Ok(())
}

/// Writes the bill of the npm packages in `package-lock.json`.
fn npm_packages(root: &Path, folder: &Path) -> Result<()> {
    let mut npm = Command::new(setup::publishing_npm(root)?);
    npm.args(["sbom", "--sbom-format=cyclonedx", "--package-lock-only"]);
    let mut bill = json_of(npm.current_dir(root))?;
    // npm would use the name of the folder.
    bill["metadata"]["component"]["name"] = json!("xsolla-login-wasm-workspace");
    save(&bill, &folder.join("tools.npm.cdx.json"))
}

/// Removes the path of the working tree, so that a bill reveals nothing about the machine that built it.
fn without_root(root: &Path, text: &str) -> String {
    text.replace(&format!("file://{}", root.display()), "file://.")
}

fn json_of(command: &mut Command) -> Result<Value> {
    let said = command
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()?;
    ensure!(said.status.success(), "`{}` failed", shown(command));
    Ok(serde_json::from_slice(&said.stdout)?)
}

fn save(bill: &Value, file: &PathBuf) -> Result<()> {
    Ok(fs::write(file, serde_json::to_string_pretty(bill)? + "\n")?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bill_does_not_say_where_it_was_made() {
        let text = r#"{ "bom-ref": "path+file:///home/me/x/www-demo#sandbox@0.1.0" }"#;
        assert_eq!(
            without_root(Path::new("/home/me/x"), text),
            r#"{ "bom-ref": "path+file://./www-demo#sandbox@0.1.0" }"#
        );
    }
}
