//! Builds other than the package: for tests, and for `cargo xtask size`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::Result;
use base64::{Engine, engine::general_purpose::STANDARD};

use super::bundle::{bundle_script, bundle_twin};
use super::compile::compile;
use super::optimise::optimise;
use super::setting::Setting;
use super::stamp::Stamp;
use super::{BYTES, Folders, Names, SCRIPT, SOURCES, glue, make_modules, maps, text};
use crate::files::remove;

/// Builds the script-tag file from the crate with the feature `feature`, in `target/<feature>/`.
/// Only tests use it.
pub fn variant(root: &Path, feature: &str) -> Result<()> {
    let folder = root.join("target").join(feature);
    let stamp = Stamp::of(root, &SOURCES, &folder.join("stamp"))?;
    if folder.join(SCRIPT).is_file() && stamp.fits() {
        return Ok(());
    }
    stamp.clear()?;
    println!("building the variant {feature}");
    let folders = Folders {
        bindings: folder.join("bindings"),
        wasm: folder.join("xsolla-login.wasm"),
        js: copy_js(root, &folder)?,
    };
    make_modules(root, &[feature], &folders)?;
    bundle_twin(root, &folders.js, &folder)?;
    bundle_script(root, &folders.js, &folder, &[])?;
    stamp.write()
}

/// Builds the wasm of the package with function names, which the shipped wasm lacks, in `folder`.
/// Returns its path.
pub fn named(root: &Path, folder: &Path) -> Result<PathBuf> {
    let wasm = folder.join("named.wasm");
    let compiled = compile(root, &[], &Setting::PACKAGE)?;
    let bound = glue::generate(&compiled, &folder.join("bindings"), Names::Kept)?;
    optimise(root, &bound, &wasm, Names::Kept, &Setting::PACKAGE)?;
    Ok(wasm)
}

/// Builds the wasm of the package with another setting, in `folder`. Returns its path.
pub fn alternative(root: &Path, folder: &Path, setting: &Setting) -> Result<PathBuf> {
    let wasm = folder.join("alternative.wasm");
    let compiled = compile(root, &[], setting)?;
    let bound = glue::bind(&compiled, &folder.join("bindings"))?;
    optimise(root, &bound.wasm, &wasm, Names::Removed, setting)?;
    Ok(wasm)
}

/// Returns a wasm in each form in which a script could contain it, with a name.
pub fn texts_of(wasm: &[u8]) -> Result<[(&'static str, String); 4]> {
    let digits = wasm.iter().map(|byte| format!("{byte:02x}"));
    Ok([
        ("ascii-apart", text_of(wasm)?),
        ("ascii", text::whole(wasm)),
        ("hexadecimal", digits.collect()),
        ("base64", STANDARD.encode(wasm)),
    ])
}

/// Returns the text that stands for a wasm in the script-tag file.
pub fn text_of(wasm: &[u8]) -> Result<String> {
    let packed = text::pack(wasm)?;
    let streams = packed.streams.into_iter().flatten();
    let texts = packed.before.into_iter().chain(streams).chain(packed.after);
    Ok(packed.tokens + &texts.collect::<String>())
}

/// Bundles the script-tag file of the built package without its wasm, in `folder`. Returns its path.
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
            "export const tokens = '', before = [], streams = [[]], after = [], frequent = [], decoder = [];\n{}",
            maps::UNMAPPED
        ),
    )?;
    bundle_script(root, &js, folder, &[])?;
    Ok(folder.join(SCRIPT))
}

/// Bundles the script-tag file of the built package again, in `folder`. Returns the path of esbuild's
/// metafile.
pub fn script_metafile(root: &Path, folder: &Path) -> Result<PathBuf> {
    let metafile = folder.join("script.json");
    let option = format!("--metafile={}", metafile.display());
    // terser removes the white space anyway, so the metafile should not count it.
    let options = [option.as_str(), "--minify-whitespace"];
    bundle_script(root, &root.join("js"), folder, &options)?;
    Ok(metafile)
}

/// Copies `js/` into `folder`, for use with other generated modules than the package's.
fn copy_js(root: &Path, folder: &Path) -> Result<PathBuf> {
    let js = folder.join("js");
    remove(&js)?;
    fs::create_dir_all(&js)?;
    for entry in fs::read_dir(root.join("js"))? {
        let path = entry?.path();
        if path.is_file()
            && let Some(name) = path.file_name()
        {
            fs::copy(&path, js.join(name))?;
        }
    }
    // The modules import this file from `../src/`.
    fs::create_dir_all(folder.join("src"))?;
    fs::copy(root.join("src/values.json"), folder.join("src/values.json"))?;
    Ok(js)
}
