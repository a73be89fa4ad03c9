//! `cargo xtask build`: makes the npm package in `pkg/`.
//!
//! crate → wasm (std rebuilt where its source is there) → wasm-bindgen → wasm-opt → its twin in JavaScript, and the
//! generated modules of `js/generated/` → one bundle for each entry → `pkg/`.

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
mod text;
mod twin;
mod unused;

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash, Hasher},
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use crate::command::output;
use crate::setup::has_std_source;
pub use bundle::integrity;
use bundle::{bundle_script, bundle_twin, package};
pub use compile::cargo_home;
use compile::compile;
use optimise::optimise;

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

/// Builds the npm package into `pkg/`.
pub fn build(root: &Path) -> Result<()> {
    let rebuild_std = has_std_source();
    let stamp = root.join("target/pkg.stamp");
    let state = format!("{:016x} {rebuild_std}", fingerprint(root, &SOURCES)?);
    if root.join("pkg/package.json").is_file()
        && fs::read_to_string(&stamp).is_ok_and(|old| old == state)
    {
        return Ok(());
    }
    println!("building the package");
    let wasm = root.join("target/xsolla-login.wasm");
    let bindings = root.join("target/bindings");
    generate(root, rebuild_std, &[], &bindings, &wasm, &root.join("js"))?;
    package(root, &wasm)?;
    fs::write(stamp, state)?;
    Ok(())
}

/// Builds the script-tag file of a variant, the crate with `feature`, into `target/<feature>/`.
/// Only tests use it.
pub fn variant(root: &Path, feature: &str) -> Result<()> {
    let rebuild_std = has_std_source();
    let folder = root.join("target").join(feature);
    let stamp = folder.join("stamp");
    let state = format!("{:016x} {rebuild_std}", fingerprint(root, &SOURCES)?);
    let script = folder.join(SCRIPT);
    if script.is_file() && fs::read_to_string(&stamp).is_ok_and(|old| old == state) {
        return Ok(());
    }
    println!("building the variant {feature}");
    let js = copy_js(root, &folder)?;
    let wasm = folder.join("xsolla-login.wasm");
    let bindings = folder.join("bindings");
    generate(root, rebuild_std, &[feature], &bindings, &wasm, &js)?;
    bundle_twin(root, &js, &folder)?;
    bundle_script(root, &js, &folder, &[])?;
    fs::write(stamp, state)?;
    Ok(())
}

/// Builds the wasm of the package with the names of its functions in it, into `folder`; gives its
/// path. What is shipped has none.
pub fn named(root: &Path, folder: &Path) -> Result<PathBuf> {
    let (bindings, wasm) = (folder.join("bindings"), folder.join("named.wasm"));
    let compiled = compile(root, has_std_source(), &[])?;
    glue::bind(&compiled, &bindings, Names::Kept)?;
    let bound = bindings.join("xsolla_login_bg.wasm");
    optimise(root, &bound, &wasm, Names::Kept)?;
    Ok(wasm)
}

/// Bundles the script-tag file of the built package without the wasm that it holds, into `folder`;
/// gives its path.
pub fn script_without_wasm(root: &Path, folder: &Path) -> Result<PathBuf> {
    let js = copy_js(root, folder)?;
    let generated = js.join("generated");
    fs::create_dir_all(&generated)?;
    for entry in fs::read_dir(root.join("js/generated"))? {
        let entry = entry?;
        fs::copy(entry.path(), generated.join(entry.file_name()))?;
    }
    fs::write(
        generated.join(BYTES),
        format!(
            "export const texts = [''], frequent = [], decoder = [];\n{}",
            maps::UNMAPPED
        ),
    )?;
    bundle_script(root, &js, folder, &[])?;
    Ok(folder.join(SCRIPT))
}

/// Bundles the script-tag file of the built package once more, into `folder`; gives the path of what
/// esbuild says of it.
pub fn script_metafile(root: &Path, folder: &Path) -> Result<PathBuf> {
    let metafile = folder.join("script.json");
    let option = format!("--metafile={}", metafile.display());
    // Terser takes the white space away.
    let options = [option.as_str(), "--minify-whitespace"];
    bundle_script(root, &root.join("js"), folder, &options)?;
    Ok(metafile)
}

/// Copies `js/` into `folder`, for other generated modules than those of the package.
fn copy_js(root: &Path, folder: &Path) -> Result<PathBuf> {
    let js = folder.join("js");
    if js.exists() {
        fs::remove_dir_all(&js)?;
    }
    fs::create_dir_all(&js)?;
    for entry in fs::read_dir(root.join("js"))? {
        let path = entry?.path();
        if let (true, Some(name)) = (path.is_file(), path.file_name()) {
            fs::copy(&path, js.join(name))?;
        }
    }
    // What the modules import from beside them.
    fs::create_dir_all(folder.join("src"))?;
    fs::copy(root.join("src/values.json"), folder.join("src/values.json"))?;
    Ok(js)
}

/// Compiles the crate to `wasm`, and generates the modules that `js` lacks.
fn generate(
    root: &Path,
    rebuild_std: bool,
    features: &[&str],
    bindings: &Path,
    wasm: &Path,
    js: &Path,
) -> Result<()> {
    let generated = js.join("generated");
    fs::create_dir_all(&generated)?;
    let compiled = compile(root, rebuild_std, features)?;
    glue::bind(&compiled, bindings, Names::Removed)?;
    let bound = bindings.join("xsolla_login_bg.wasm");
    let shortened = glue::shorten(&bound)?;
    optimise(root, &bound, wasm, Names::Removed)?;
    modules::write(
        root,
        &generated,
        &glue::factory(bindings, &shortened)?,
        wasm,
    )?;
    twin::write(root, wasm, &generated.join("twin.js"))
}

/// A number that changes with the compiler and with these files and folders.
pub fn fingerprint(root: &Path, sources: &[&str]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    output("rustc", &["--version"]).hash(&mut hasher);
    for source in sources {
        hash_tree(&root.join(source), &mut hasher)?;
    }
    Ok(hasher.finish())
}

fn hash_tree(path: &Path, hasher: &mut DefaultHasher) -> Result<()> {
    if path.ends_with("generated") {
        return Ok(());
    }
    if !path.is_dir() {
        path.file_name().hash(hasher);
        fs::read(path)
            .with_context(|| format!("cannot read {}", path.display()))?
            .hash(hasher);
        return Ok(());
    }
    let mut inside: Vec<PathBuf> = fs::read_dir(path)?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    inside.sort();
    inside.iter().try_for_each(|path| hash_tree(path, hasher))
}
