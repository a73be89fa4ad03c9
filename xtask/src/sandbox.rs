//! `cargo xtask sandbox`: builds the npm package `xsolla-login-sandbox` in `pkg-sandbox/`.
//!
//! crate → wasm → wasm-bindgen → wasm-opt → a module that contains the wasm as base64. The modules of
//! `www-demo/sandbox/npm/` are copied unchanged, and translated for CommonJS. Its size does not matter, because no page's
//! visitor loads it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use wasm_bindgen_cli_support::Bindgen;

use crate::build::{Stamp, flags, manifest};
use crate::command::{cargo, npm_tool, run};
use crate::files::remove;
use crate::setup;

/// The folder of the built package.
pub const PACKAGE: &str = "pkg-sandbox";

/// The modules, declarations and documents of the package.
const NPM: &str = "www-demo/sandbox/npm";

/// The sources of the package. If none has changed, the package is not built again.
const SOURCES: [&str; 12] = [
    "Cargo.toml",
    "Cargo.lock",
    "www-demo/sandbox/Cargo.toml",
    "www-demo/sandbox/src",
    "www-demo/sandbox/wasm",
    NPM,
    "package-lock.json",
    "xtask/src/sandbox.rs",
    "xtask/src/build/flags.rs",
    "xtask/src/build/manifest.rs",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];

/// Builds the npm package into `pkg-sandbox/`.
pub fn build(root: &Path) -> Result<()> {
    setup::wasm_target()?;
    setup::npm_packages(root)?;
    let stamp = Stamp::of(root, &SOURCES, &root.join("target/pkg-sandbox.stamp"))?;
    let package = root.join(PACKAGE);
    if package.join("package.json").is_file() && stamp.fits() {
        return Ok(());
    }
    stamp.clear()?;
    println!("building the sandbox package");
    let bindings = root.join("target/sandbox-bindings");
    bind(&compile(root)?, &bindings)?;
    let wasm = bindings.join("optimised.wasm");
    run(npm_tool(root, "wasm-opt")
        .arg(bindings.join("sandbox_wasm_bg.wasm"))
        .args(["-Os", "--strip-debug", "--strip-producers"])
        .args(["--strip-target-features", "-o"])
        .arg(&wasm))?;
    assemble(root, &package, &bindings, &fs::read(&wasm)?)?;
    stamp.write()
}

fn compile(root: &Path) -> Result<PathBuf> {
    // A separate target folder, because tests and clippy use other flags.
    let target = root.join("target/sandbox");
    let mut command = cargo();
    command
        .args(["build", "--profile", "sandbox", "--package", "sandbox-wasm"])
        .args(["--target", "wasm32-unknown-unknown", "--locked"])
        .arg("--target-dir")
        .arg(&target)
        .current_dir(root);
    flags::set(&mut command, root, &[]);
    run(&mut command)?;
    Ok(target.join("wasm32-unknown-unknown/sandbox/sandbox_wasm.wasm"))
}

fn bind(wasm: &Path, into: &Path) -> Result<()> {
    remove(into)?;
    Bindgen::new()
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        .omit_default_module_path(true)
        .generate(into)
}

fn assemble(root: &Path, package: &Path, bindings: &Path, wasm: &[u8]) -> Result<()> {
    remove(package)?;
    let dist = package.join("dist");
    let generated = dist.join("generated");
    fs::create_dir_all(&generated)?;
    let npm = root.join(NPM);
    for entry in fs::read_dir(&npm)? {
        let path = entry?.path();
        let name = path.file_name().context("a file has a name")?;
        match name.to_str() {
            Some("package.json") => {
                let manifest = manifest::filled(&fs::read_to_string(&path)?);
                fs::write(package.join(name), manifest)?;
            }
            Some("README.md") => {
                let readme = manifest::linked(&fs::read_to_string(&path)?);
                fs::write(package.join(name), readme)?;
            }
            Some("tsconfig.json") => {}
            _ => drop(fs::copy(&path, dist.join(name))?),
        }
    }
    fs::copy(
        bindings.join("sandbox_wasm.js"),
        generated.join("sandbox_wasm.js"),
    )?;
    fs::write(
        generated.join("bytes.js"),
        format!("export const base64 =\n  '{}';\n", STANDARD.encode(wasm)),
    )?;
    translate(root, &dist)?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root.join(licence), package.join(licence))?;
    }
    println!("the wasm: {} bytes", wasm.len());
    Ok(())
}

/// Translates the modules for CommonJS into `dist/cjs/`, for tests that cannot load an ES module, such as Jest's. The
/// command is not a module that a test requires.
fn translate(root: &Path, dist: &Path) -> Result<()> {
    let into = dist.join("cjs");
    let mut declarations = Vec::new();
    let mut esbuild = npm_tool(root, "esbuild");
    for folder in [dist, &dist.join("generated")] {
        for path in sorted(folder)? {
            let name = path.file_name().unwrap_or_default();
            match path.extension().and_then(|kind| kind.to_str()) {
                Some("js") if name != "cli.js" => drop(esbuild.arg(path)),
                Some("ts") => declarations.push((path.clone(), into.join(name))),
                _ => {}
            }
        }
    }
    esbuild
        .args(["--format=cjs", "--platform=node", "--log-level=warning"])
        .arg(format!("--outbase={}", dist.display()))
        .arg(format!("--outdir={}", into.display()));
    run(&mut esbuild)?;
    for (from, to) in declarations {
        fs::copy(from, to)?;
    }
    fs::write(
        into.join("package.json"),
        "{\n  \"type\": \"commonjs\"\n}\n",
    )?;
    Ok(())
}

/// Returns the entries of a folder, in the same order on every machine.
fn sorted(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries = fs::read_dir(folder)?.map(|entry| Ok(entry?.path()));
    let mut paths = entries.collect::<Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}
