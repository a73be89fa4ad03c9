//! Installs what the tasks need. Only what is missing is installed, and each installation prints one line.
//!
//! Rust with rustup, a C compiler and Node must already be installed.

mod programs;
mod tools;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, Result, bail};

use crate::command::{output, run};

pub use programs::{Program, chromium, firefox, fonts, host_names, webkit};
pub use tools::{
    cargo_cyclonedx, cargo_deny, cargo_llvm_cov, cargo_mutants, cargo_nextest, wasm_bindgen_path,
    wasm_pack,
};

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const NODE: u32 = 20;

/// Test suites run in parallel. These locks make a suite wait if another one is installing what it needs.
static RUSTUP: Mutex<()> = Mutex::new(());
static NPM: Mutex<()> = Mutex::new(());
static CRATES: Mutex<()> = Mutex::new(());
static DEBIAN: Mutex<()> = Mutex::new(());
static HOSTS: Mutex<()> = Mutex::new(());

fn only(lock: &'static Mutex<()>) -> MutexGuard<'static, ()> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Installs what `cargo xtask build` needs.
pub fn for_build(root: &Path) -> Result<()> {
    wasm_target()?;
    rust_src()?;
    npm_packages(root)
}

/// Installs the standard library for WebAssembly.
pub fn wasm_target() -> Result<()> {
    let _only = only(&RUSTUP);
    if sysroot()?
        .join("lib/rustlib")
        .join(WASM_TARGET)
        .join("lib")
        .is_dir()
    {
        return Ok(());
    }
    installing(&format!("the Rust target {WASM_TARGET}"));
    run(rustup().args(["target", "add", WASM_TARGET]))
        .with_context(|| format!("the Rust target {WASM_TARGET} is missing"))
}

/// Whether the toolchain has the source of std, which the build needs to make it smaller.
pub fn has_std_source() -> bool {
    sysroot().is_ok_and(|sysroot| {
        sysroot
            .join("lib/rustlib/src/rust/library/Cargo.lock")
            .is_file()
    })
}

/// Installs the source of the standard library, which the build recompiles to make it smaller.
fn rust_src() -> Result<()> {
    let _only = only(&RUSTUP);
    if has_std_source() {
        return Ok(());
    }
    installing("rust-src");
    run(rustup().args(["component", "add", "rust-src"]))
        .context("rust-src is missing: rustup component add rust-src")
}

/// Installs the development dependencies of package.json, in the versions of package-lock.json.
pub fn npm_packages(root: &Path) -> Result<()> {
    let stamp = root.join("target/installed-package-lock.json");
    npm_packages_in(root, &stamp, "package-lock.json")
}

/// Installs the npm packages of the documentation. They are separate because nothing else needs VitePress.
pub fn npm_packages_of_docs(root: &Path) -> Result<()> {
    let stamp = root.join("target/installed-docs-package-lock.json");
    npm_packages_in(&root.join("docs"), &stamp, "docs/package-lock.json")
}

/// Installs the npm that packs and publishes, which `.github/npm/` pins, and returns its path. Debian's npm cannot
/// write a bill of materials.
pub fn publishing_npm(root: &Path) -> Result<PathBuf> {
    let folder = root.join(".github/npm");
    let stamp = root.join("target/installed-npm-package-lock.json");
    let name = ".github/npm/package-lock.json";
    npm_packages_in(&folder, &stamp, name)?;
    Ok(folder.join("node_modules/.bin/npm"))
}

/// Installs the packages of the lock file in `folder`, unless `stamp` is a copy of it from an earlier installation.
fn npm_packages_in(folder: &Path, stamp: &Path, name: &str) -> Result<()> {
    let _only = only(&NPM);
    node()?;
    let wanted = fs::read_to_string(folder.join("package-lock.json"))?;
    let installed = fs::read_to_string(stamp).is_ok_and(|installed| installed == wanted);
    if installed && folder.join("node_modules").is_dir() {
        return Ok(());
    }
    installing(&format!("the npm packages of {name}"));
    run(Command::new("npm")
        // No package needs its install scripts.
        .args([
            "ci",
            "--ignore-scripts",
            "--no-audit",
            "--no-fund",
            "--loglevel=error",
        ])
        .current_dir(folder)
        .stdout(Stdio::null()))?;
    write(stamp, &wanted)
}

fn node() -> Result<()> {
    let version = output("node", &["--version"]).unwrap_or_default();
    let major = version.trim_start_matches('v').split('.').next();
    match major.and_then(|major| major.parse::<u32>().ok()) {
        Some(major) if major >= NODE => Ok(()),
        Some(_) => bail!("Node {version} is too old: install Node {NODE} or later"),
        None => bail!("Node is missing: install Node {NODE} or later"),
    }
}

/// Installs the LLVM tools, which read the coverage counters of an instrumented program.
pub fn llvm_tools() -> Result<()> {
    let _only = only(&RUSTUP);
    run(rustup().args(["component", "add", "llvm-tools"]))
        .context("the Rust component llvm-tools is missing")
}

fn rustup() -> Command {
    let mut command = Command::new("rustup");
    command.arg("--quiet").stdout(Stdio::null());
    command
}

fn sysroot() -> Result<PathBuf> {
    let sysroot = output("rustc", &["--print", "sysroot"]);
    Ok(sysroot.context("rustc is missing: install Rust")?.into())
}

fn installing(what: &str) {
    println!("setup: installing {what}");
}

/// Writes a file in `target/`, which may not exist yet in a new clone.
fn write(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(file, text)?)
}
