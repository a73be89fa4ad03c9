//! `cargo xtask build`: makes the npm package in `pkg/`.
//!
//! Four steps, a module each: [`compile`] makes wasm of the crate, [`bind`](glue::bind) adds the glue of wasm-bindgen,
//! [`optimise`] makes the wasm small, and [`bundle`] makes a script of it for each entry. Between the last two,
//! [`modules`] writes what the scripts import: the glue, the wasm as text, and its twin in JavaScript.

mod bundle;
mod compile;
mod edit;
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
mod unused;
mod variants;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;

pub use bundle::integrity;
pub use compile::cargo_home;
pub use setting::{ALTERNATIVES, Setting};
pub use stamp::fingerprint;
pub use variants::{alternative, named, script_metafile, script_without_wasm, variant};

use compile::compile;
use optimise::optimise;
use stamp::Stamp;

/// What the package is made from; a build with the same is not made again.
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

/// What the script-tag file loads where WebAssembly cannot run.
pub const TWIN: &str = "xsolla-login.twin.js";

/// The script-tag file without WebAssembly.
pub const SCRIPT_OF_TWIN: &str = "xsolla-login.js.script.js";

/// The module of `js/generated/` that holds the wasm as text.
pub const BYTES: &str = "bytes.js";

/// Whether functions keep their names in the wasm: nobody but `cargo xtask size` needs them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Names {
    Kept,
    Removed,
}

/// Where a build puts what it makes on the way.
struct Place {
    /// What wasm-bindgen writes.
    bindings: PathBuf,
    /// The wasm as it is shipped.
    wasm: PathBuf,
    /// The modules that are bundled; what the build writes for them is in their folder `generated`.
    js: PathBuf,
}

/// Builds the npm package into `pkg/`.
pub fn build(root: &Path) -> Result<()> {
    let stamp = Stamp::of(root, &root.join("target/pkg.stamp"))?;
    if root.join("pkg/package.json").is_file() && stamp.fits() {
        return Ok(());
    }
    stamp.clear()?;
    println!("building the package");
    let place = Place {
        bindings: root.join("target/bindings"),
        wasm: root.join("target/xsolla-login.wasm"),
        js: root.join("js"),
    };
    make_modules(root, &[], &place)?;
    bundle::package(root, &place.wasm)?;
    stamp.write()
}

/// All steps before the bundles: they import the modules that this writes.
fn make_modules(root: &Path, features: &[&str], place: &Place) -> Result<()> {
    let compiled = compile(root, features, &Setting::PACKAGE)?;
    let bound = glue::bind(&compiled, &place.bindings)?;
    optimise(
        root,
        &bound.wasm,
        &place.wasm,
        Names::Removed,
        &Setting::PACKAGE,
    )?;
    let generated = place.js.join("generated");
    fs::create_dir_all(&generated)?;
    modules::write(root, &generated, &bound.glue, &place.wasm)
}
