//! The compiler: one version, which `rust-toolchain.toml` pins.

use std::{fs, path::Path};

use anyhow::{Context, Result, ensure};

use crate::command::output;

/// Enables unstable features of the pinned stable compiler, for a program that is started with this variable: cargo's
/// `-Zbuild-std` and the flags that make the wasm small, the fuzzer's sanitizer, the branches of `cargo xtask coverage`,
/// and the download of a tool before it is installed.
///
/// A nightly toolchain could be used instead, but then each commit would need its own nightly to reproduce its bytes,
/// and the tests would use another compiler than the package. The variable is not set in cargo's configuration: there,
/// it would enable unstable features in every crate, and make clippy and the tests compile again.
pub const UNSTABLE: (&str, &str) = ("RUSTC_BOOTSTRAP", "1");

/// Returns the version in `rust-toolchain.toml`.
fn pinned(root: &Path) -> Result<String> {
    let text = fs::read_to_string(root.join("rust-toolchain.toml"))?;
    let channel = text
        .lines()
        .find_map(|line| line.strip_prefix("channel = "));
    let channel = channel.context("rust-toolchain.toml has no channel")?;
    Ok(channel.trim_matches('"').to_owned())
}

/// Checks that the compiler is the pinned one. rustup ensures that; a Rust without rustup does not read the file.
///
/// # Errors
///
/// If it is another version, or rustc is missing.
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
    fn a_compiler_is_identified_by_its_full_version() {
        let said = "rustc 1.95.0 (59807616e 2026-04-14)";
        assert!(is_version(said, "1.95.0"));
        assert!(!is_version(said, "1.95"));
        assert!(!is_version("rustc 1.95.0-nightly (x)", "1.95.0"));
    }

    #[test]
    fn the_workspace_and_the_workflows_ask_for_the_pinned_version() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let pinned = pinned(&root).unwrap();
        let manifest = fs::read_to_string(root.join("Cargo.toml")).unwrap();
        let asked = manifest
            .lines()
            .find_map(|line| line.strip_prefix("rust-version = "));
        let asked = asked.unwrap().trim_matches('"');
        assert!(pinned.starts_with(&format!("{asked}.")), "{pinned} {asked}");

        let mut images = Vec::new();
        for workflow in fs::read_dir(root.join(".github/workflows")).unwrap() {
            let text = fs::read_to_string(workflow.unwrap().path()).unwrap();
            let found = text.split("rust:").skip(1);
            images.extend(found.map(|image| image.lines().next().unwrap_or("").to_owned()));
        }
        assert!(!images.is_empty());
        for image in images {
            let (version, _) = image.split_once('-').unwrap();
            assert_eq!(version, pinned, "rust:{image}");
        }
    }
}
