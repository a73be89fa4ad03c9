//! Installs tools that are published as crates.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::{CRATES, installing, only};
use crate::command::{cargo, find, output, run};

const WASM_PACK: &str = "0.15.1";
const CARGO_DENY: &str = "0.20.2";
const CARGO_CYCLONEDX: &str = "0.5.9";
const CARGO_LLVM_COV: &str = "0.9.1";
const CARGO_MUTANTS: &str = "27.1.0";
const CARGO_NEXTEST: &str = "0.9.143";

/// Returns the path of wasm-pack, from `target/tools` or the PATH; installs it if it is missing.
pub fn wasm_pack(root: &Path) -> Result<PathBuf> {
    crate_tool(root, "wasm-pack", &[], WASM_PACK)
}

/// Returns the path of cargo-deny, from the same places.
pub fn cargo_deny(root: &Path) -> Result<PathBuf> {
    crate_tool(root, "cargo-deny", &[], CARGO_DENY)
}

/// Returns the path of cargo-cyclonedx, from the same places.
pub fn cargo_cyclonedx(root: &Path) -> Result<PathBuf> {
    crate_tool(root, "cargo-cyclonedx", &["cyclonedx"], CARGO_CYCLONEDX)
}

/// Returns the path of cargo-llvm-cov, from the same places.
pub fn cargo_llvm_cov(root: &Path) -> Result<PathBuf> {
    crate_tool(root, "cargo-llvm-cov", &["llvm-cov"], CARGO_LLVM_COV)
}

/// Returns the path of cargo-mutants, from the same places.
pub fn cargo_mutants(root: &Path) -> Result<PathBuf> {
    crate_tool(root, "cargo-mutants", &["mutants"], CARGO_MUTANTS)
}

/// Returns the path of cargo-nextest, from the same places. A later patch version will do: what it runs and reports is
/// the same, and compiling it takes minutes.
pub fn cargo_nextest(root: &Path) -> Result<PathBuf> {
    let suits = |version: &str| is_patch(version, CARGO_NEXTEST);
    crate_tool_like(root, "cargo-nextest", &["nextest"], CARGO_NEXTEST, suits)
}

/// Whether a version is `least` or a later patch version of it.
fn is_patch(version: &str, least: &str) -> bool {
    let split = |version: &str| {
        let (minor, patch) = version.rsplit_once('.')?;
        Some((minor.to_owned(), patch.parse::<u32>().ok()?))
    };
    match (split(version), split(least)) {
        (Some((minor, patch)), Some((of, least))) => minor == of && patch >= least,
        _ => false,
    }
}

/// Returns the path of a tool that is published as a crate, in exactly `version`; installs it if it is missing. The
/// arguments `before` go before `--version`.
fn crate_tool(root: &Path, name: &str, before: &[&str], version: &str) -> Result<PathBuf> {
    crate_tool_like(root, name, before, version, |found| found == version)
}

/// Does the same, but accepts any version that `suits`.
fn crate_tool_like(
    root: &Path,
    name: &str,
    before: &[&str],
    version: &str,
    suits: impl Fn(&str) -> bool,
) -> Result<PathBuf> {
    let _only = only(&CRATES);
    let tools = root.join("target/tools");
    let own = tools.join("bin").join(name);
    let asked = [before, &["--version"]].concat();
    for candidate in [Some(own.clone()), find(name)].into_iter().flatten() {
        let said = output(&candidate, &asked).unwrap_or_default();
        // The name, the version, and for some tools more.
        if said.split_whitespace().nth(1).is_some_and(&suits) {
            return Ok(candidate);
        }
    }
    installing(&format!("{name} {version} (some minutes)"));
    run(cargo()
        .args(["install", name, "--locked", "--force", "--quiet"])
        .args(["--version", &format!("={version}")])
        // Optimising these tools takes longer than running them.
        .arg("--debug")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        // One folder, because these tools have dependencies in common.
        .arg("--target-dir")
        .arg(tools.join("build"))
        .arg("--root")
        .arg(&tools))?;
    Ok(own)
}

/// Builds the wasm-bindgen tools in the version of the lock file. Returns a PATH on which wasm-pack finds them first.
///
/// They are built with xtask's profile, in xtask's target folder, and so share what is already compiled.
pub fn wasm_bindgen_path() -> Result<OsString> {
    let folder = env::current_exe()?;
    let folder = folder.parent().context("xtask lies in no folder")?;
    let profile = match folder.file_name().and_then(|name| name.to_str()) {
        Some("debug") | None => "dev",
        Some(profile) => profile,
    };
    let target = folder.parent().context("xtask lies in no target folder")?;
    if !folder.join("wasm-bindgen-test-runner").is_file() {
        installing("the wasm-bindgen tools (a minute)");
    }
    run(cargo()
        .args(["build", "--quiet", "--package", "wasm-bindgen-runner"])
        // Together with xtask, so that features are the same and nothing is compiled twice.
        .args(["--package", "xtask", "--bin", "wasm-bindgen"])
        .args(["--bin", "wasm-bindgen-test-runner"])
        .args(["--profile", profile, "--target-dir"])
        .arg(target))?;
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(env::split_paths(&path));
    Ok(env::join_paths(folders)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_later_patch_is_the_same_minor_version() {
        for (version, expected) in [
            ("0.9.143", true),
            ("0.9.1000", true),
            ("0.9.99", false),
            ("0.10.143", false),
            ("1.9.143", false),
            ("0.9.143-rc.1", false),
            ("", false),
        ] {
            assert_eq!(is_patch(version, "0.9.143"), expected, "{version}");
        }
    }
}
