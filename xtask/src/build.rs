//! `cargo xtask build`: builds the npm package in `pkg/`.
//!
//! Four steps, each in its own module: [`compile`] compiles the crate to wasm, [`bind`](glue::bind) adds
//! wasm-bindgen's glue, [`optimise`] shrinks the wasm, and [`bundle`] writes a script for each entry. Between the last
//! two, [`modules`] writes the modules that the scripts import: the class `Api`, the glue, the wasm as text, and its twin
//! in JavaScript.

mod apart;
mod bundle;
mod compile;
mod edit;
mod facade;
pub mod flags;
mod glue;
pub mod manifest;
mod maps;
mod modules;
mod optimise;
mod order;
mod segments;
mod setting;
mod stamp;
mod text;
mod twin;
mod types;
mod unused;
mod variants;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

pub use bundle::integrity;
pub use setting::{ALTERNATIVES, Setting};
pub use stamp::Stamp;
pub use variants::{
    alternative, named, script_metafile, script_without_wasm, text_of, texts_of, variant,
};

use compile::compile;
use optimise::optimise;

/// The sources of the package. If none has changed, the package is not built again.
pub const SOURCES: [&str; 11] = [
    "Cargo.toml",
    "Cargo.lock",
    "build.rs",
    "src",
    "js",
    "pkg-template",
    "package-lock.json",
    "xtask/src/build.rs",
    "xtask/src/build",
    "LICENSE-MIT",
    "LICENSE-APACHE",
];

/// The script-tag file.
pub const SCRIPT: &str = "xsolla-login.script.js";

/// The script that the script-tag file loads if WebAssembly cannot run.
pub const TWIN: &str = "xsolla-login.twin.js";

/// The script-tag file without WebAssembly.
pub const SCRIPT_OF_TWIN: &str = "xsolla-login.js.script.js";

/// The module of `js/generated/` that contains the wasm as text.
pub const BYTES: &str = "bytes.js";

/// Whether functions keep their names in the wasm. Only `cargo xtask size` needs them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Kept,
    Removed,
}

/// Where a build puts its intermediate files.
struct Folders {
    /// The folder for the output of wasm-bindgen.
    bindings: PathBuf,
    /// The file for the wasm that is shipped.
    wasm: PathBuf,
    /// The folder of the modules that are bundled. The build writes generated modules to its subfolder `generated`.
    js: PathBuf,
}

/// Builds the npm package into `pkg/`.
pub fn build(root: &Path) -> Result<()> {
    let stamp = Stamp::of(root, &SOURCES, &root.join("target/pkg.stamp"))?;
    if root.join("pkg/package.json").is_file() && stamp.fits() {
        return Ok(());
    }
    stamp.clear()?;
    println!("building the package");
    let folders = Folders {
        bindings: root.join("target/bindings"),
        wasm: root.join("target/xsolla-login.wasm"),
        js: root.join("js"),
    };
    make_modules(root, &[], &folders)?;
    bundle::package(root, &folders.wasm)?;
    stamp.write()
}

/// Runs all steps before bundling, and writes the modules that the bundles import.
fn make_modules(root: &Path, features: &[&str], folders: &Folders) -> Result<()> {
    let compiled = compile(root, features, &Setting::PACKAGE)?;
    let bound = glue::bind(&compiled, &folders.bindings)?;
    optimise(
        root,
        &bound.wasm,
        &folders.wasm,
        Names::Removed,
        &Setting::PACKAGE,
    )?;
    let generated = folders.js.join("generated");
    fs::create_dir_all(&generated)?;
    modules::write(root, &generated, &bound, &folders.wasm)
}
