//! Installs what the tasks need: only what is missing, one line for each.
//!
//! Presupposed are Rust with rustup, a C compiler and Node.

use std::{
    env,
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::command::{cargo, find, output, run};

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const WASM_PACK: &str = "0.15.1";
const NODE: u32 = 20;

/// A browser and the program that steers it.
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
}

/// What `cargo xtask build` needs.
pub fn for_build(root: &Path) -> Result<()> {
    wasm_target()?;
    rust_src(root)?;
    npm_packages(root)
}

/// The standard library for WebAssembly.
pub fn wasm_target() -> Result<()> {
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

/// The source of the standard library, which the build compiles anew to make it smaller.
///
/// It is optional: a failed installation is noted, so that it is not tried at each build.
fn rust_src(root: &Path) -> Result<()> {
    if sysroot()?
        .join("lib/rustlib/src/rust/library/Cargo.lock")
        .is_file()
    {
        return Ok(());
    }
    let note = root.join("target/rust-src-unavailable");
    let toolchain = output("rustc", &["--version"]).unwrap_or_default();
    let tried = fs::read_to_string(&note).is_ok_and(|noted| noted == toolchain);
    if !tried {
        installing("rust-src");
        let mut add = rustup();
        add.args(["component", "add", "rust-src"]);
        if run(add.stderr(Stdio::null())).is_ok() {
            return Ok(());
        }
        write(&note, &toolchain)?;
    }
    println!(
        "setup: no rust-src, the package will be larger: rustup component add rust-src mends it"
    );
    Ok(())
}

/// The development dependencies of package.json, as package-lock.json has them.
pub fn npm_packages(root: &Path) -> Result<()> {
    node()?;
    let wanted = fs::read_to_string(root.join("package-lock.json"))?;
    let stamp = root.join("target/installed-package-lock.json");
    let installed = fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted);
    if installed && root.join("node_modules").is_dir() {
        return Ok(());
    }
    installing("the npm packages of package-lock.json");
    run(Command::new("npm")
        .args(["ci", "--no-audit", "--no-fund", "--loglevel=error"])
        .current_dir(root)
        .stdout(Stdio::null()))?;
    write(&stamp, &wanted)
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

/// wasm-pack, from target/tools or the PATH.
pub fn wasm_pack(root: &Path) -> Result<PathBuf> {
    let tools = root.join("target/tools");
    let own = tools.join("bin/wasm-pack");
    let right = format!("wasm-pack {WASM_PACK}");
    for candidate in [Some(own.clone()), find("wasm-pack")].into_iter().flatten() {
        if output(&candidate, &["--version"]).is_some_and(|version| version == right) {
            return Ok(candidate);
        }
    }
    installing(&format!("{right} (some minutes)"));
    run(cargo()
        .args(["install", "wasm-pack", "--locked", "--force", "--quiet"])
        .args(["--version", &format!("={WASM_PACK}")])
        .arg("--root")
        .arg(&tools))?;
    Ok(own)
}

/// A PATH on which wasm-pack finds the wasm-bindgen tools of the lock file first.
///
/// They are built like xtask, beside it, and so share what is compiled already.
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
        .args(["--profile", profile, "--target-dir"])
        .arg(target))?;
    let path = env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(env::split_paths(&path));
    Ok(env::join_paths(folders)?)
}

/// Chromium with its driver: what CHROMIUM and CHROMEDRIVER name, else Debian's.
pub fn chromium() -> Result<Chromium> {
    let named = |variable, standard: &str| {
        env::var_os(variable).map_or_else(|| PathBuf::from(standard), PathBuf::from)
    };
    let chromium = Chromium {
        browser: named("CHROMIUM", "/usr/bin/chromium"),
        driver: named("CHROMEDRIVER", "/usr/bin/chromedriver"),
    };
    let complete = || chromium.browser.is_file() && chromium.driver.is_file();
    if !complete() {
        debian_packages(&["chromium", "chromium-driver", "fonts-dejavu-core"])?;
    }
    if !complete() {
        bail!("Chromium or its driver is missing where CHROMIUM and CHROMEDRIVER say");
    }
    Ok(chromium)
}

fn debian_packages(packages: &[&str]) -> Result<()> {
    let names = packages.join(" ");
    let root = output("id", &["-u"]).is_some_and(|id| id == "0");
    if find("apt-get").is_none() {
        bail!("missing: {names}: install them, or name Chromium in CHROMIUM and CHROMEDRIVER");
    }
    if !root {
        bail!("missing: {names}: sudo apt-get install --no-install-recommends {names}");
    }
    installing(&format!("{names} (Debian)"));
    let apt_get = || {
        let mut command = Command::new("apt-get");
        command
            .args(["-qq", "-o", "Dpkg::Use-Pty=0"])
            .env("DEBIAN_FRONTEND", "noninteractive")
            .stdout(Stdio::null());
        command
    };
    run(apt_get().arg("update"))?;
    run(apt_get()
        .args(["install", "-y", "--no-install-recommends"])
        .args(packages))
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

/// Writes a file of target/, which a fresh clone may not have yet.
fn write(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(file, text)?)
}
