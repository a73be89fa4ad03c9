//! Bundles the entries, and assembles the package around them.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};

use super::edit::replace_once;
use super::manifest;
use super::maps::{self, UNMAPPED};
use super::{SCRIPT, SCRIPT_OF_TWIN, TWIN, types};
use crate::command::{npm_tool, run};
use crate::files::remove;

/// The options for bundling a script-tag file. `--global-name` is not used: it creates a module object, which breaks
/// on a page that has defined `get` or `value` on `Object.prototype`.
const SCRIPT_OPTIONS: [&str; 2] = ["--format=iife", "--banner:js=var XsollaLogin;"];

/// Makes `pkg/`: the scripts and their maps, the wasm, the declarations, and the documents. The modules that the build
/// generates must exist.
pub fn package(root: &Path, wasm: &Path) -> Result<()> {
    let pkg = root.join("pkg");
    remove(&pkg)?;
    let dist = pkg.join("dist");
    fs::create_dir_all(&dist)?;
    scripts(root, &dist)?;
    fs::copy(wasm, dist.join("xsolla-login.wasm"))?;
    declarations(root, &dist)?;
    documents(root, &pkg)
}

/// Bundles the entries into `dist`.
fn scripts(root: &Path, dist: &Path) -> Result<()> {
    let js = root.join("js");
    let index = js.join("index.js");
    let module = |file: &str, options: &[&str]| bundle(root, &index, &dist.join(file), options);
    module("xsolla-login.mjs", &["--format=esm"])?;
    for (file, conditions) in [
        ("xsolla-login.slim.mjs", "--conditions=slim"),
        ("xsolla-login.js.mjs", "--conditions=twin-module"),
    ] {
        module(file, &["--format=esm", conditions])?;
    }
    bundle_twin(root, &js, dist)?;
    bundle_script(root, &js, dist, &[])?;
    // Not minified by terser: no page loads this file, and Node finds its exports through a hint that esbuild writes.
    let common = ["--format=cjs", "--conditions=common"];
    esbuild(root, &index, &dist.join("xsolla-login.cjs"), &common)?;
    for file in [
        "xsolla-login.mjs",
        "xsolla-login.slim.mjs",
        "xsolla-login.cjs",
    ] {
        leave_alone(&dist.join(file))?;
    }
    // Files that contain the twin are not passed through terser again: the twin is already minified.
    let twin = fs::read_to_string(js.join("generated/twin.js"))?;
    fs::write(
        dist.join("xsolla-login.twin.mjs"),
        twin.replace(UNMAPPED, ""),
    )?;
    let twin = |entry: &str, file: &str, options: &[&str]| {
        let options = [&["--conditions=twin"], options].concat();
        esbuild(root, &js.join(entry), &dist.join(file), &options)
    };
    twin("index.js", "xsolla-login.js.cjs", &["--format=cjs"])?;
    twin("script.js", SCRIPT_OF_TWIN, &SCRIPT_OPTIONS)?;
    bundle_react(root, &js, dist)?;
    maps::rename_sources(dist)
}

/// Writes the declarations, for `import` and for `require`.
fn declarations(root: &Path, dist: &Path) -> Result<()> {
    let template = root.join("pkg-template");
    let types = types::joined(&template)?;
    for file in ["index.d.mts", "index.d.cts"] {
        fs::write(
            dist.join(file),
            types
                .replace("'{socials}'", &union(root, "socials")?)
                .replace("'{locales}'", &union(root, "supportedLocales")?),
        )?;
    }
    let types = fs::read_to_string(template.join("react.d.ts"))?;
    for kind in ["mts", "cts"] {
        let module = format!("./index.{}", kind.replace("ts", "js"));
        let mut types = types.clone();
        replace_once(&mut types, "./index.js", &module)?;
        fs::write(dist.join(format!("react.d.{kind}")), types)?;
    }
    fs::copy(
        template.join("xsolla-login.wasm.d.ts"),
        dist.join("xsolla-login.wasm.d.mts"),
    )?;
    Ok(())
}

/// Writes the manifest, the README, which contains the hash of the script-tag file, and the licences.
fn documents(root: &Path, pkg: &Path) -> Result<()> {
    let template = root.join("pkg-template");
    let manifest_template = fs::read_to_string(template.join("package.json"))?;
    fs::write(
        pkg.join("package.json"),
        manifest::filled(&manifest_template),
    )?;
    let readme = fs::read_to_string(template.join("README.md"))?;
    fs::write(
        pkg.join("README.md"),
        manifest::linked(&readme)
            .replace("{version}", env!("CARGO_PKG_VERSION"))
            .replace(
                "{integrity}",
                &integrity(&fs::read(pkg.join("dist").join(SCRIPT))?),
            ),
    )?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root.join(licence), pkg.join(licence))?;
    }
    Ok(())
}

/// Bundles and minifies an entry with esbuild alone.
fn esbuild(root: &Path, entry: &Path, file: &Path, options: &[&str]) -> Result<()> {
    bundled(root, entry, file, &[&["--minify"], options].concat())
}

/// Bundles the React entry. It imports React and the package instead of containing them, so an app has one copy of
/// each.
fn bundle_react(root: &Path, js: &Path, dist: &Path) -> Result<()> {
    let external = ["--external:react", "--external:./xsolla-login.mjs"];
    for (file, format) in [("react.mjs", "--format=esm"), ("react.cjs", "--format=cjs")] {
        let options = [&external[..], &[format]].concat();
        esbuild(root, &js.join("react.js"), &dist.join(file), &options)?;
    }
    // The two names have the same length, so the source map stays correct.
    let file = dist.join("react.cjs");
    let mut text = fs::read_to_string(&file)?;
    replace_once(&mut text, "./xsolla-login.mjs", "./xsolla-login.cjs")?;
    fs::write(file, text)?;
    Ok(())
}

/// Bundles an entry with esbuild and minifies it with terser, which saves another half a kilobyte after Brotli.
fn bundle(root: &Path, entry: &Path, file: &Path, options: &[&str]) -> Result<()> {
    // Not `--minify-whitespace`, which also drops the `@__PURE__` annotations.
    bundled(root, entry, file, &[&["--minify-syntax"], options].concat())?;
    let name = file.file_name().context("a bundle has a name")?.display();
    // terser takes esbuild's map as input, so that the result leads to the sources and not to esbuild's output.
    let map = format!("content='{name}.map',url='{name}.map',includeSources");
    let mut how = vec!["--source-map", &map];
    if options.contains(&"--format=esm") {
        // The annotations let an app's bundler drop what the app does not import.
        how.extend(["--module", "--format", "preserve_annotations=true"]);
    }
    terser(root, file, &how)
}

/// Bundles an entry with esbuild.
fn bundled(root: &Path, entry: &Path, file: &Path, options: &[&str]) -> Result<()> {
    run(npm_tool(root, "esbuild")
        .arg(entry)
        .args(["--bundle", "--target=es2022", "--charset=ascii"])
        .args(["--legal-comments=none", "--log-level=warning"])
        // `js/from-module.js` imports this file, which is beside the bundle.
        .arg("--external:./xsolla-login.twin.mjs")
        .arg("--sourcemap")
        .args(options)
        .arg(format!("--outfile={}", file.display())))
}

/// Minifies a file in place.
pub fn terser(root: &Path, file: &Path, options: &[&str]) -> Result<()> {
    let folder = file.parent().context("a file lies in a folder")?;
    let name = file.file_name().context("a file has a name")?;
    run(npm_tool(root, "terser")
        .current_dir(folder)
        .arg(name)
        .args(["--ecma", "2022", "--compress", "passes=3,unsafe_arrows"])
        // Keeps the name of the class, which consoles show.
        .args(["--mangle", "reserved=['Api']"])
        .args(options)
        .args(["--format", "ascii_only=true", "--output"])
        .arg(name))
}

/// Tells bundlers to leave the file's only `import()` as it is. esbuild and terser drop the comments that do this, so
/// the comments replace a placeholder afterwards. It has the same length, which keeps the source map correct.
fn leave_alone(file: &Path) -> Result<()> {
    let mut text = fs::read_to_string(file)?;
    let name = "WEBPACK_AND_TURBOPACK_AND_VITE_LEAVE_THIS_IMPORT_ALONE_PLEASE,";
    replace_once(
        &mut text,
        name,
        "/*webpackIgnore:true*//*turbopackIgnore:true*//*@vite-ignore*/",
    )?;
    fs::write(file, text)?;
    Ok(())
}

/// Bundles the twin of the script-tag file, and writes its hash to a module that the script-tag file imports.
pub fn bundle_twin(root: &Path, js: &Path, into: &Path) -> Result<()> {
    let file = into.join(TWIN);
    // Parcel minifies the files that it copies, and turns a template literal with a NUL before a digit into invalid
    // JavaScript.
    let options = ["--format=iife", "--supported:template-literal=false"];
    esbuild(root, &js.join("twin.js"), &file, &options)?;
    let integrity = integrity(&fs::read(file)?);
    fs::write(
        js.join("generated/integrity.js"),
        format!(
            "/** Of the script that lies beside the script-tag file. */\n\
             export const integrity = '{integrity}';\n"
        ),
    )?;
    Ok(())
}

/// Returns the subresource integrity of a file with these bytes, as SHA-384.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// Bundles the script-tag file. [`bundle_twin`] must run first: it writes the hash that this file contains.
pub fn bundle_script(root: &Path, js: &Path, into: &Path, options: &[&str]) -> Result<()> {
    let script = [&SCRIPT_OPTIONS, &["--conditions=script"][..], options].concat();
    bundle(root, &js.join("script.js"), &into.join(SCRIPT), &script)
}

/// Returns a list of `src/values.json` as a TypeScript union.
fn union(root: &Path, list: &str) -> Result<String> {
    let values: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root.join("src/values.json"))?)?;
    let texts = values[list]
        .as_array()
        .with_context(|| format!("no {list} in values.json"))?;
    let union: Vec<String> = texts
        .iter()
        .filter_map(|text| Some(format!("'{}'", text.as_str()?)))
        .collect();
    Ok(union.join(" | "))
}
