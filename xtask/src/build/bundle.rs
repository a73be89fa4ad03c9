//! The bundles of the entries, and the package around them.

use std::{fs, path::Path};

use anyhow::{Context, Result};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha384};

use super::edit::replace_once;
use super::manifest;
use super::maps::{self, UNMAPPED};
use super::{SCRIPT, SCRIPT_OF_TWIN, TWIN};
use crate::command::{npm_tool, run};

/// How a script-tag file is bundled. Not by `--global-name`: it makes a module object, which a page that has put
/// `get` or `value` on the prototype of all objects would break.
const SCRIPT_OPTIONS: [&str; 2] = ["--format=iife", "--banner:js=var XsollaLogin;"];

pub fn package(root: &Path, wasm: &Path) -> Result<()> {
    let pkg = root.join("pkg");
    if pkg.exists() {
        fs::remove_dir_all(&pkg)?;
    }
    let dist = pkg.join("dist");
    fs::create_dir_all(&dist)?;
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
    bundle_twin(root, &js, &dist)?;
    bundle_script(root, &js, &dist, &[])?;
    // No page loads it, and Node finds its names by what esbuild writes for that.
    let common = ["--format=cjs", "--conditions=common"];
    esbuild(root, &index, &dist.join("xsolla-login.cjs"), &common)?;
    for file in [
        "xsolla-login.mjs",
        "xsolla-login.slim.mjs",
        "xsolla-login.cjs",
    ] {
        leave_alone(&dist.join(file))?;
    }
    // What has the twin inside is left as esbuild writes it: the twin is minified already.
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
    bundle_react(root, &js, &dist)?;
    maps::rename_sources(&dist)?;
    fs::copy(wasm, dist.join("xsolla-login.wasm"))?;
    let template = root.join("pkg-template");
    let types = fs::read_to_string(template.join("index.d.ts"))?;
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
            .replace("{integrity}", &integrity(&fs::read(dist.join(SCRIPT))?)),
    )?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root.join(licence), pkg.join(licence))?;
    }
    Ok(())
}

/// Bundles an entry that terser need not make shorter.
fn esbuild(root: &Path, entry: &Path, file: &Path, options: &[&str]) -> Result<()> {
    bundled(root, entry, file, &[&["--minify"], options].concat())
}

/// Bundles the entry for React, which imports React and the package: an app has one of each.
fn bundle_react(root: &Path, js: &Path, dist: &Path) -> Result<()> {
    let external = ["--external:react", "--external:./xsolla-login.mjs"];
    for (file, format) in [("react.mjs", "--format=esm"), ("react.cjs", "--format=cjs")] {
        let options = [&external[..], &[format]].concat();
        esbuild(root, &js.join("react.js"), &dist.join(file), &options)?;
    }
    // The names are of one length, to keep the source map right.
    let file = dist.join("react.cjs");
    let mut text = fs::read_to_string(&file)?;
    replace_once(&mut text, "./xsolla-login.mjs", "./xsolla-login.cjs")?;
    fs::write(file, text)?;
    Ok(())
}

/// Bundles an entry; terser finds what esbuild leaves: half a kilobyte in brotli.
fn bundle(root: &Path, entry: &Path, file: &Path, options: &[&str]) -> Result<()> {
    // With the white space go the annotations.
    bundled(root, entry, file, &[&["--minify-syntax"], options].concat())?;
    let name = file.file_name().context("a bundle has a name")?.display();
    // The map of esbuild goes in, so that this one leads to the sources and not to what esbuild wrote.
    let map = format!("content='{name}.map',url='{name}.map',includeSources");
    let mut how = vec!["--source-map", &map];
    if options.contains(&"--format=esm") {
        // What nobody imports, the bundler of an app leaves out by its annotation.
        how.extend(["--module", "--format", "preserve_annotations=true"]);
    }
    terser(root, file, &how)
}

/// Bundles an entry.
fn bundled(root: &Path, entry: &Path, file: &Path, options: &[&str]) -> Result<()> {
    run(npm_tool(root, "esbuild")
        .arg(entry)
        .args(["--bundle", "--target=es2022", "--charset=ascii"])
        .args(["--legal-comments=none", "--log-level=warning"])
        // `js/from-module.js` imports it from beside the bundle.
        .arg("--external:./xsolla-login.twin.mjs")
        .arg("--sourcemap")
        .args(options)
        .arg(format!("--outfile={}", file.display())))
}

/// Makes a file as short as it gets.
pub fn terser(root: &Path, file: &Path, options: &[&str]) -> Result<()> {
    let folder = file.parent().context("a file lies in a folder")?;
    let name = file.file_name().context("a file has a name")?;
    run(npm_tool(root, "terser")
        .current_dir(folder)
        .arg(name)
        .args(["--ecma", "2022", "--compress", "passes=3,unsafe_arrows"])
        // Consoles show the name that a class was written with.
        .args(["--mangle", "reserved=['Api']"])
        .args(options)
        .args(["--format", "ascii_only=true", "--output"])
        .arg(name))
}

/// Tells bundlers to leave the one `import()` of a file as it is. esbuild and terser drop such comments, so they replace
/// a name afterwards, one of the same length, to keep the source map right.
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

/// Bundles the twin of the script-tag file, and writes its hash where the script-tag file finds it.
pub fn bundle_twin(root: &Path, js: &Path, into: &Path) -> Result<()> {
    let file = into.join(TWIN);
    // Parcel minifies what it copies, and makes no JavaScript of a template with a NUL before a digit.
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

/// The subresource integrity of a file with these bytes.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// Bundles the script-tag file, after [`bundle_twin`].
pub fn bundle_script(root: &Path, js: &Path, into: &Path, options: &[&str]) -> Result<()> {
    let script = [&SCRIPT_OPTIONS, &["--conditions=script"][..], options].concat();
    bundle(root, &js.join("script.js"), &into.join(SCRIPT), &script)
}

/// A list of the values as a TypeScript union.
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
