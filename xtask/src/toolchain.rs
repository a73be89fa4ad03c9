//! The compiler: one version, which `rust-toolchain.toml` names.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::command::output;

/// Opens what is unstable in the pinned stable compiler, for a program that is started with this variable: cargo's
/// `-Zbuild-std` and the flags that make the wasm small, the sanitizer of the fuzzer, the JSON report of the test
/// harness, and the branches of `cargo xtask coverage`.
///
/// A nightly toolchain would do the same, but each commit would need a nightly of its day to give its bytes again, and
/// the tests would run on another compiler than the one that makes the package. It stands in no configuration of cargo:
/// there, it would open all of it in every crate, and make clippy and the tests compile anew.
pub const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// The version in `rust-toolchain.toml`.
fn pinned(root: &Path) -> Result<String> {
    let text = fs::read_to_string(root.join("rust-toolchain.toml"))?;
    let channel = text
        .lines()
        .find_map(|line| line.strip_prefix("channel = "));
    let channel = channel.context("rust-toolchain.toml has no channel")?;
    Ok(channel.trim_matches('"').to_owned())
}

/// Whether the compiler is the pinned one. rustup sees to that; a Rust without rustup does not read the file.
///
/// # Errors
///
/// If it is another one.
pub fn check(root: &Path) -> Result<()> {
    let said =
        output("rustc", &["--version"]).context("rustc is missing: install Rust by rustup")?;
    let pinned = pinned(root)?;
    ensure!(
        is_version(&said, &pinned),
        "{said} is not the pinned {pinned}, so the package has other bytes: install Rust by rustup"
    );
    Ok(())
}

fn is_version(said: &str, version: &str) -> bool {
    said.split(' ').nth(1) == Some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_compiler_is_known_by_its_whole_version() {
        let said = "rustc 1.95.0 (59807616e 2026-04-14)";
        assert!(is_version(said, "1.95.0"));
        assert!(!is_version(said, "1.95"));
        assert!(!is_version("rustc 1.95.0-nightly (x)", "1.95.0"));
    }

    #[test]
    fn the_workspace_asks_for_the_pinned_version() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let pinned = pinned(&root).unwrap();
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let asked = manifest
            .lines()
            .find_map(|line| line.strip_prefix("rust-version = "));
        let asked = asked.unwrap().trim_matches('"');
        assert!(pinned.starts_with(&format!("{asked}.")), "{pinned} {asked}");
    }
}
