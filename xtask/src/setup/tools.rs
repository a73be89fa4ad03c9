//! Installs tools that are published as crates.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::{CRATES, installing, only};
use crate::command::{cargo, find, output, run};
use crate::toolchain::UNSTABLE;

/// A tool that is published as a crate: `version` has the checksum `sha256` on crates.io. Its own lock file, which is
/// part of the crate, pins what it depends on.
struct Tool {
    name: &'static str,
    /// The arguments that go before `--version`.
    before: &'static [&'static str],
    version: &'static str,
    sha256: &'static str,
}

const WASM_PACK: Tool = Tool {
    name: "wasm-pack",
    before: &[],
    version: "0.15.1",
    sha256: "22dc697492435807dee410b46b66c57e38194d0311e8275c162a9a04c5ab458d",
};

const CARGO_DENY: Tool = Tool {
    name: "cargo-deny",
    before: &[],
    version: "0.20.2",
    sha256: "e528dfcbe739af7ce37a77d3d6df1b29dd6887b1c701d888820c0f16b864f737",
};

const CARGO_CYCLONEDX: Tool = Tool {
    name: "cargo-cyclonedx",
    before: &["cyclonedx"],
    version: "0.5.9",
    sha256: "5d162f67705f0f5038759d73bf546a083bf30e8677c2e944b416bca48d9d69a8",
};

const CARGO_LLVM_COV: Tool = Tool {
    name: "cargo-llvm-cov",
    before: &["llvm-cov"],
    version: "0.9.1",
    sha256: "5e00647cc92940c4dd82249c480fe08fd3809767e89f056bcec46d8a7962ea5b",
};

const CARGO_MUTANTS: Tool = Tool {
    name: "cargo-mutants",
    before: &["mutants"],
    version: "27.1.0",
    sha256: "07072e7bcdeb425d5e5fdbfd9f15a2c749e23cb2edf5ef40aee5876760ae1cf9",
};

const CARGO_NEXTEST: Tool = Tool {
    name: "cargo-nextest",
    before: &["nextest"],
    version: "0.9.143",
    sha256: "82c78e1bf2be79fd08f8665d9760dd9f954e4c62ae5d8d08f70a1741347a295b",
};

/// Returns the path of wasm-pack, from `target/tools` or the PATH; installs it if it is missing.
pub fn wasm_pack(root: &Path) -> Result<PathBuf> {
    exactly(root, &WASM_PACK)
}

/// Returns the path of cargo-deny, from the same places.
pub fn cargo_deny(root: &Path) -> Result<PathBuf> {
    exactly(root, &CARGO_DENY)
}

/// Returns the path of cargo-cyclonedx, from the same places.
pub fn cargo_cyclonedx(root: &Path) -> Result<PathBuf> {
    exactly(root, &CARGO_CYCLONEDX)
}

/// Returns the path of cargo-llvm-cov, from the same places.
pub fn cargo_llvm_cov(root: &Path) -> Result<PathBuf> {
    exactly(root, &CARGO_LLVM_COV)
}

/// Returns the path of cargo-mutants, from the same places.
pub fn cargo_mutants(root: &Path) -> Result<PathBuf> {
    exactly(root, &CARGO_MUTANTS)
}

/// Returns the path of cargo-nextest, from the same places. A later patch version will do: what it runs and reports is
/// the same, and compiling it takes minutes.
pub fn cargo_nextest(root: &Path) -> Result<PathBuf> {
    found_or_installed(root, &CARGO_NEXTEST, |version| {
        is_patch(version, CARGO_NEXTEST.version)
    })
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

/// Returns the path of a tool in exactly its version; installs it if it is missing.
fn exactly(root: &Path, tool: &Tool) -> Result<PathBuf> {
    found_or_installed(root, tool, |version| version == tool.version)
}

/// Does the same, but accepts any version that `suits`.
fn found_or_installed(root: &Path, tool: &Tool, suits: impl Fn(&str) -> bool) -> Result<PathBuf> {
    let _only = only(&CRATES);
    let tools = root.join("target/tools");
    let own = tools.join("bin").join(tool.name);
    let asked = [tool.before, &["--version"]].concat();
    for candidate in [Some(own.clone()), find(tool.name)].into_iter().flatten() {
        let said = output(&candidate, &asked).unwrap_or_default();
        // The name, the version, and for some tools more.
        if said.split_whitespace().nth(1).is_some_and(&suits) {
            return Ok(candidate);
        }
    }
    installing(&format!("{} {} (some minutes)", tool.name, tool.version));
    check_crate(tool, &tools)?;
    run(install(tool, &tools)
        .arg("--force")
        // Optimising these tools takes longer than running them.
        .arg("--debug")
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        // One folder, because these tools have dependencies in common.
        .arg("--target-dir")
        .arg(tools.join("build")))?;
    Ok(own)
}

fn install(tool: &Tool, tools: &Path) -> Command {
    let mut command = cargo();
    command
        .args(["install", tool.name, "--locked", "--quiet"])
        .args(["--version", &format!("={}", tool.version)])
        .arg("--root")
        .arg(tools);
    command
}

/// Downloads the crate of a tool, and checks it before any of its code runs.
///
/// # Errors
///
/// If a crate in cargo's cache, from any registry, does not have the pinned checksum.
fn check_crate(tool: &Tool, tools: &Path) -> Result<()> {
    // `--dry-run` downloads the crate, and is unstable.
    let mut download = install(tool, tools);
    run(download
        .args(["--dry-run", "-Zunstable-options"])
        .envs([UNSTABLE]))?;
    let file = format!("{}-{}.crate", tool.name, tool.version);
    let crates: Vec<_> = fs::read_dir(cargo_home()?.join("registry/cache"))?
        .map(|registry| Ok(registry?.path().join(&file)))
        .collect::<Result<_>>()?;
    let crates: Vec<_> = crates.iter().filter(|path| path.is_file()).collect();
    ensure!(!crates.is_empty(), "cargo did not keep {file}");
    for path in crates {
        check_sum(&file, &fs::read(path)?, tool.sha256)?;
    }
    Ok(())
}

fn check_sum(file: &str, bytes: &[u8], sha256: &str) -> Result<()> {
    let found = format!("{:x}", Sha256::digest(bytes));
    ensure!(
        found == sha256,
        "{file} has the SHA-256 checksum {found} instead of the pinned {sha256}"
    );
    Ok(())
}

/// The folder in which cargo keeps what it downloads.
fn cargo_home() -> Result<PathBuf> {
    let named = env::var_os("CARGO_HOME").map(PathBuf::from);
    let usual = || env::home_dir().map(|home| home.join(".cargo"));
    named.or_else(usual).context("there is no home folder")
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
    fn a_crate_with_another_checksum_is_refused() {
        let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert!(check_sum("a.crate", b"abc", sum).is_ok());
        let error = check_sum("a.crate", b"abd", sum).unwrap_err();
        assert!(error.to_string().starts_with("a.crate has the SHA-256"));
    }

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
