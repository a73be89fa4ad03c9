//! Installs what the tasks need. Only what is missing is installed, and each installation prints one line.
//!
//! Rust with rustup, a C compiler and Node must already be installed.

use std::{
    env,
    ffi::OsString,
    fs::{self, OpenOptions},
    io::Write,
    net::ToSocketAddrs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Mutex, MutexGuard, PoisonError},
};

use anyhow::{Context, Result, bail};

use crate::command::{cargo, find, output, run};

const WASM_TARGET: &str = "wasm32-unknown-unknown";
const WASM_PACK: &str = "0.15.1";
const CARGO_DENY: &str = "0.20.2";
const CARGO_CYCLONEDX: &str = "0.5.9";
const CARGO_LLVM_COV: &str = "0.9.1";
const CARGO_MUTANTS: &str = "27.1.0";
const CARGO_NEXTEST: &str = "0.9.143";
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

/// Chromium, its driver and its headless shell.
pub struct Chromium {
    pub browser: PathBuf,
    pub driver: PathBuf,
    /// The headless shell: the same engine, without a user interface.
    pub shell: PathBuf,
}

/// An environment variable that names a program, and the path of the program.
pub type Program = (&'static str, PathBuf);

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

/// Installs the LLVM tools, which read the coverage counters of an instrumented program.
pub fn llvm_tools() -> Result<()> {
    let _only = only(&RUSTUP);
    run(rustup().args(["component", "add", "llvm-tools"]))
        .context("the Rust component llvm-tools is missing")
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

/// Returns Chromium, its driver and its headless shell; installs Debian's if they are missing.
///
/// If `CHROMIUM` is set, that browser is also used as the shell, unless `CHROMIUM_SHELL` is set: whoever selects a
/// browser wants it tested.
pub fn chromium() -> Result<Chromium> {
    let named = env::var("CHROMIUM").ok();
    let shell = named
        .as_deref()
        .unwrap_or("/usr/bin/chromium-headless-shell");
    let [(_, browser), (_, driver), (_, shell)] = programs(
        [
            ("CHROMIUM", "/usr/bin/chromium"),
            ("CHROMEDRIVER", "/usr/bin/chromedriver"),
            ("CHROMIUM_SHELL", shell),
        ],
        &[
            "chromium",
            "chromium-driver",
            "chromium-headless-shell",
            "fonts-dejavu-core",
        ],
    )?;
    Ok(Chromium {
        browser,
        driver,
        shell,
    })
}

/// Returns Firefox, with the variable through which the tests find it.
pub fn firefox() -> Result<[Program; 1]> {
    programs(
        [("FIREFOX", "/usr/bin/firefox-esr")],
        &["firefox-esr", "fonts-dejavu-core"],
    )
}

/// Returns WebKit's driver, which finds its browser itself, and Xvfb as its screen, with the variables
/// through which the tests find them.
pub fn webkit() -> Result<[Program; 2]> {
    programs(
        [
            ("WEBKIT_DRIVER", "/usr/bin/WebKitWebDriver"),
            ("XVFB", "/usr/bin/Xvfb"),
        ],
        &["webkit2gtk-driver", "xvfb", "fonts-dejavu-core"],
    )
}

/// Installs the fonts with which the pictures of the demo were taken. They cover all its languages.
pub fn fonts() -> Result<()> {
    let files = [
        (
            "NOTO_SANS",
            "/usr/share/fonts/truetype/noto/NotoSansArabic-Regular.ttf",
        ),
        (
            "NOTO_SANS_CJK",
            "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        ),
    ];
    let packages = ["fonts-dejavu-core", "fonts-noto-core", "fonts-noto-cjk"];
    programs(files, &packages).map(drop)
}

/// Returns the program that each variable names, or Debian's by default. Installs `packages` if one is missing.
fn programs<const N: usize>(
    standard: [(&'static str, &str); N],
    packages: &[&str],
) -> Result<[Program; N]> {
    let _only = only(&DEBIAN);
    let programs = standard.map(|(variable, standard)| {
        let named = env::var_os(variable).unwrap_or_else(|| standard.into());
        (variable, PathBuf::from(named))
    });
    let variables = standard.map(|(variable, _)| variable).join(" and ");
    let complete = || programs.iter().all(|(_, program)| program.is_file());
    if !complete() {
        debian_packages(packages, &variables)?;
    }
    if !complete() {
        bail!(
            "{} is missing, or not where {variables} say",
            packages.join(" ")
        );
    }
    Ok(programs)
}

/// Makes host names resolve to this machine, with a line in `/etc/hosts` if necessary.
pub fn host_names(names: &[&str]) -> Result<()> {
    let _only = only(&HOSTS);
    let is_here = |name: &&str| {
        (*name, 0)
            .to_socket_addrs()
            .is_ok_and(|mut addresses| addresses.all(|address| address.ip().is_loopback()))
    };
    if names.iter().all(is_here) {
        return Ok(());
    }
    let line = format!("127.0.0.1 {}", names.join(" "));
    let hosts = OpenOptions::new().append(true).open("/etc/hosts");
    let Ok(mut hosts) = hosts else {
        bail!("add this line to /etc/hosts: {line}");
    };
    installing(&format!("host names in /etc/hosts: {line}"));
    Ok(writeln!(hosts, "{line}")?)
}

fn debian_packages(packages: &[&str], variables: &str) -> Result<()> {
    let names = packages.join(" ");
    let root = output("id", &["-u"]).is_some_and(|id| id == "0");
    if find("apt-get").is_none() {
        bail!("missing: {names}: install them, or say in {variables} where they are");
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

/// Writes a file in `target/`, which may not exist yet in a new clone.
fn write(file: &Path, text: &str) -> Result<()> {
    if let Some(folder) = file.parent() {
        fs::create_dir_all(folder)?;
    }
    Ok(fs::write(file, text)?)
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
