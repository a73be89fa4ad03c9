//! `cargo xtask release`: packs the package as it would be published, with its checksums and bills of materials. It
//! also checks that a build in another folder produces the same bytes, and that no advisory is known.
//!
//! The workflow `.github/workflows/publish.yml` publishes the package: npm only states provenance for what a workflow
//! publishes, not for what somebody publishes from their own machine.

mod advisories;
mod sbom;

use std::{
    env, fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};

use crate::command::{output, run};
use crate::files::{files, remove, sources};
use crate::{build, sandbox, setup, toolchain};

const CHANGELOG: &str = "CHANGELOG.md";

/// The folder for the tarballs, the bills of materials and the checksums.
const FOLDER: &str = "target/release-package";

/// The checksums of the other files in [`FOLDER`], for `sha256sum --check`.
const SUMS: &str = "SHA256SUMS";

#[derive(clap::Args)]
pub struct Args {
    /// Tries a release: requires no date in the changelog and no clean working tree, and continues if there are
    /// advisories or a database of advisories does not respond
    #[arg(long)]
    dry_run: bool,
}

/// Builds, checks and packs the package, and prints what a release needs: version, date and checksums.
///
/// Without `--dry-run`, everything must be committed, and the changelog must have a dated section for the version. In
/// the end, [`FOLDER`] contains everything to publish or attach, with the checksums, which are also printed last. The
/// sandbox package, a tool for tests, is built only once.
pub fn release(root: &Path, args: &Args) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    let changelog = fs::read_to_string(root.join(CHANGELOG))?;
    let date = dated(&changelog, version)?;
    if !args.dry_run {
        ensure!(
            date.is_some(),
            "{CHANGELOG} has no dated section for {version}"
        );
        let changes = output("git", &["-C", &root.display().to_string(), "status", "-s"]);
        ensure!(
            changes.as_deref() == Some(""),
            "there are uncommitted changes"
        );
    }
    toolchain::check(root)?;
    advisories::check(root, !args.dry_run)?;
    setup::for_build(root)?;
    ensure!(
        setup::has_std_source(),
        "without rust-src the package would be larger than what was measured"
    );
    build::build(root)?;
    run(Command::new("node")
        .args(["--test-reporter=dot", "tests/package/check.mjs"])
        .current_dir(root))
    .context("the package is not what it should be")?;
    remove(&copy_of(root))?;
    again(root)?;

    sandbox::build(root)?;
    let folder = root.join(FOLDER);
    remove(&folder)?;
    fs::create_dir_all(&folder)?;
    pack(root, "./pkg", &folder)?;
    pack(root, &format!("./{}", sandbox::PACKAGE), &folder)?;
    sbom::write(root, &folder)?;
    println!(
        "\nxsolla-login-wasm {version}, {}",
        date.unwrap_or("not dated yet")
    );
    println!("\nsha256, files of the package:");
    for file in names(&root.join("pkg"))? {
        let bytes = fs::read(root.join("pkg").join(&file))?;
        println!("{}  {}", hex(&Sha256::digest(bytes)), file.display());
    }
    println!("\nsubresource integrity:");
    for script in [build::SCRIPT, build::TWIN, build::SCRIPT_OF_TWIN] {
        let bytes = fs::read(root.join("pkg/dist").join(script))?;
        println!("{}  {script}", build::integrity(&bytes));
    }
    let sums = sums(&folder)?;
    println!("\nsha256, {FOLDER}/{SUMS}:\n{sums}");
    Ok(fs::write(folder.join(SUMS), sums)?)
}

/// Returns the folder in which the package is built a second time. It is outside of the project, so that a tool that
/// looks for its settings in the folders above finds none.
fn copy_of(root: &Path) -> PathBuf {
    let mut hasher = DefaultHasher::new();
    root.hash(&mut hasher);
    env::temp_dir().join(format!("xsolla-login-wasm-again-{:016x}", hasher.finish()))
}

/// Builds the package again from a copy of its sources in another folder, and compares every file. The copy is kept,
/// and is only rebuilt if a source or the compiler has changed.
///
/// # Errors
///
/// If a file differs, or if one of the builds has a file that the other lacks.
pub fn again(root: &Path) -> Result<()> {
    println!("building the package in another folder");
    let copy = copy_of(root);
    let members = ["www-demo/sandbox", "xtask"];
    for source in build::SOURCES.into_iter().chain(members) {
        remove(&copy.join(source))?;
        for file in sources(&root.join(source))? {
            let to = copy.join(file.strip_prefix(root)?);
            fs::create_dir_all(to.parent().context("a file lies in a folder")?)?;
            fs::copy(&file, to).with_context(|| format!("cannot copy {}", file.display()))?;
        }
    }
    remove(&copy.join("node_modules"))?;
    // Linked rather than installed again, since both have the same lock file.
    #[cfg(unix)]
    std::os::unix::fs::symlink(root.join("node_modules"), copy.join("node_modules"))?;
    #[cfg(not(unix))]
    bail!("building in another folder works on Unix only");
    build::build(&copy)?;
    let (one, other) = (root.join("pkg"), copy.join("pkg"));
    let files = names(&one)?;
    ensure!(
        files == names(&other)?,
        "the two builds have different files"
    );
    for name in files {
        if fs::read(one.join(&name))? != fs::read(other.join(&name))? {
            bail!("{} differs between the two builds", name.display());
        }
    }
    println!("the same bytes");
    Ok(())
}

/// Returns the date of the version's section in the changelog, or `None` if the version is not there yet but
/// `Unreleased` is.
fn dated<'a>(changelog: &'a str, version: &str) -> Result<Option<&'a str>> {
    let heading = format!("## [{version}]");
    let mut headings = changelog.lines().filter(|line| line.starts_with("## ["));
    match headings.find(|line| line.starts_with(&heading)) {
        Some(line) => {
            let date = line.split_once(" - ").map(|(_, date)| date.trim());
            Ok(Some(date.with_context(|| format!("{line}: has no date"))?))
        }
        None => {
            ensure!(
                changelog.contains("\n## [Unreleased]\n"),
                "{CHANGELOG} has neither {version} nor Unreleased"
            );
            Ok(None)
        }
    }
}

/// Packs a package into `folder` as npm would publish it.
fn pack(root: &Path, package: &str, folder: &Path) -> Result<()> {
    run(Command::new(setup::publishing_npm(root)?)
        .args(["pack", package, "--silent", "--ignore-scripts"])
        .arg("--pack-destination")
        .arg(folder)
        .current_dir(root)
        .stdout(Stdio::null()))
}

/// Returns the SHA-256 checksums of the files in a folder, one line for each.
fn sums(folder: &Path) -> Result<String> {
    let mut lines = String::new();
    for file in names(folder)? {
        let sum = hex(&Sha256::digest(fs::read(folder.join(&file))?));
        lines += &format!("{sum}  {}\n", file.display());
    }
    Ok(lines)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Returns all files below a folder, as sorted paths relative to it.
fn names(folder: &Path) -> Result<Vec<PathBuf>> {
    let files = files(folder)?;
    let names = files.iter().map(|file| file.strip_prefix(folder));
    Ok(names
        .map(|name| name.map(Path::to_owned))
        .collect::<Result<_, _>>()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_dated_or_unreleased() {
        let text = "# Changelog\n\n## [Unreleased]\n\n## [0.2.0] - 2027-01-31\n\n## [0.1.0]\n";
        assert_eq!(dated(text, "0.2.0").unwrap(), Some("2027-01-31"));
        assert_eq!(dated(text, "0.3.0").unwrap(), None);
        assert!(dated(text, "0.1.0").is_err());
        assert!(dated("# Changelog\n", "0.1.0").is_err());
    }

    #[test]
    fn a_checksum_has_the_usual_format() {
        assert_eq!(
            hex(&Sha256::digest(b"abc")),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
