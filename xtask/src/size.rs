//! `cargo xtask size`: breaks down the size of the package, and compares it with its budget.
//!
//! `tests/package/budget.mjs`, which the test part `build` also uses, measures compressed sizes. The
//! breakdown is in raw bytes: the wasm by section, crate and function, and the script-tag file by
//! module.

mod names;
mod wasm;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::command::{output, run};
use crate::{build, setup};
use build::{ALTERNATIVES, Setting};
use wasm::Module;

/// How many functions are listed.
const FUNCTIONS: usize = 25;

/// Longer names are cut to this number of characters.
const LONGEST_NAME: usize = 120;

#[derive(clap::Args)]
pub struct Args {
    /// Sets the budget, tests/package/budget.json, to the current sizes plus 2 %
    #[arg(long)]
    write: bool,
    /// Builds the wasm again with each other setting that was tried, and prints its size; takes a quarter of an hour
    #[arg(long)]
    alternatives: bool,
}

/// Builds the package and prints a breakdown of its size; fails if it is over its budget.
pub fn size(root: &Path, args: &Args) -> Result<()> {
    setup::for_build(root)?;
    build::build(root)?;
    let folder = root.join("target/size");
    fs::create_dir_all(&folder)?;
    if args.alternatives {
        return print_alternatives(root, &folder);
    }
    print_wasm(root, &folder)?;
    print_script(root, &folder)?;
    println!();
    run(Command::new("node")
        .arg("tests/package/budget.mjs")
        .args(args.write.then_some("--write"))
        .current_dir(root))
}

/// Prints the size of the wasm with each other setting, as a table for the documentation.
fn print_alternatives(root: &Path, folder: &Path) -> Result<()> {
    println!("\n| the wasm | bytes | as text, brotli | against the package |");
    println!("| --- | --- | --- | --- |");
    let mut package = None;
    for setting in [Setting::PACKAGE].iter().chain(&ALTERNATIVES) {
        let wasm = build::alternative(root, folder, setting)
            .with_context(|| format!("cannot build: {}", setting.name))?;
        let text = folder.join("alternative.txt");
        fs::write(&text, build::text_of(&fs::read(&wasm)?)?)?;
        let raw = fs::metadata(&wasm)?.len();
        let weights = weigh(root, &[text])?;
        let brotli = weights[0]["brotli"].as_i64();
        let brotli = brotli.context("a weight is missing")?;
        let package = *package.get_or_insert(brotli);
        println!(
            "| {} | {raw} | {brotli} | {:+} ({:+.1} %) |",
            setting.name,
            brotli - package,
            percent((brotli - package) as f64, package as f64),
        );
    }
    Ok(())
}

fn print_wasm(root: &Path, folder: &Path) -> Result<()> {
    let named = Module::read(&build::named(root, folder)?)?;
    let shipped = Module::read(&root.join("pkg/dist/xsolla-login.wasm"))?;
    if named.code() != shipped.code() {
        println!("note: the names below are those of a build with other code than the package");
    }
    print_rows("The wasm by section", &shipped.sections, shipped.total);
    let mut groups = BTreeMap::new();
    for (name, bytes) in &named.functions {
        *groups.entry(names::group(name)).or_default() += bytes;
    }
    let groups: Vec<_> = groups.into_iter().collect();
    print_rows("Its code by crate, ours by module", &groups, shipped.total);
    let largest = largest_first(&named.functions);
    let count = largest.len().min(FUNCTIONS);
    print_rows(
        &format!("Its largest functions, {count} of {}", largest.len()),
        &largest[..count],
        shipped.total,
    );
    Ok(())
}

fn print_script(root: &Path, folder: &Path) -> Result<()> {
    let metafile = fs::read_to_string(build::script_metafile(root, folder)?)?;
    let modules = modules(&serde_json::from_str(&metafile)?)?;
    let script = format!("pkg/dist/{}", build::SCRIPT);
    let total = fs::metadata(root.join(&script))?.len() as usize;
    let is_wasm = |(name, _): &&(String, usize)| name.ends_with(build::BYTES);
    let (_, text) = modules.iter().find(is_wasm).context("no wasm in it")?;
    print_rows("The script-tag file by module, minified", &modules, total);

    let without = build::script_without_wasm(root, &folder.join("without"))?;
    let wasm = root.join("pkg/dist/xsolla-login.wasm");
    let weights = weigh(root, &[root.join(script), without, wasm])?;
    let [script, without, wasm] = weights.as_slice() else {
        bail!("three files were to be weighed");
    };
    println!("\nThe encoding of the wasm inside the script-tag file");
    for (name, unit) in [("gzip -9", "gzip"), ("brotli -q 11", "brotli")] {
        let bytes = |weight: &Value| weight[unit].as_i64().context("a weight is missing");
        let (script, without, wasm) = (bytes(script)?, bytes(without)?, bytes(wasm)?);
        let inside = script - without;
        let over = inside - wasm;
        println!(
            "{name:<13} {script} with it, {without} without: {inside}, {over:+} ({:+.1} %) to the {wasm} of the wasm",
            percent(over as f64, wasm as f64),
        );
    }
    println!(
        "raw           {text} bytes for the {} of the wasm",
        wasm["raw"]
    );
    print_encodings(root, folder)
}

/// Prints how large the wasm is in each form that a script could contain.
fn print_encodings(root: &Path, folder: &Path) -> Result<()> {
    let wasm = root.join("pkg/dist/xsolla-login.wasm");
    let bytes = fs::read(&wasm)?;
    let encodings = build::texts_of(&bytes)?;
    let mut files = vec![wasm];
    for (name, text) in &encodings {
        let file = folder.join(format!("{name}.txt"));
        fs::write(&file, text)?;
        files.push(file);
    }
    let names = std::iter::once("the bytes").chain(encodings.iter().map(|(name, _)| *name));
    println!("\nThe wasm in other forms, brotli -q 11");
    let mut first = None;
    for (name, weight) in names.zip(weigh(root, &files)?) {
        let brotli = weight["brotli"].as_i64().context("a weight is missing")?;
        let bytes = *first.get_or_insert(brotli);
        let part = percent((brotli - bytes) as f64, bytes as f64);
        println!("{brotli:>8} {part:>+5.1} %  {name}");
    }
    Ok(())
}

/// Returns the modules of a bundle and how many of its bytes each takes, from esbuild's metafile.
fn modules(metafile: &Value) -> Result<Vec<(String, usize)>> {
    let outputs = metafile["outputs"].as_object().context("no outputs")?;
    let inputs = outputs.values().next().map(|output| &output["inputs"]);
    let inputs = inputs.and_then(Value::as_object).context("no inputs")?;
    inputs
        .iter()
        .map(|(name, input)| {
            let bytes = input["bytesInOutput"].as_u64().context("no bytes")?;
            // The names are relative to the folder in which the command was run.
            let name = name.trim_start_matches("../");
            Ok((name.to_owned(), bytes as usize))
        })
        .collect()
}

/// Measures files, each as `{ raw, gzip, brotli }` in bytes.
fn weigh(root: &Path, files: &[PathBuf]) -> Result<Vec<Value>> {
    let program = root.join("tests/package/size.mjs");
    let mut words = vec![
        program.to_str().context("a path that is no text")?,
        "--json",
    ];
    for file in files {
        words.push(file.to_str().context("a path that is no text")?);
    }
    let weights = output("node", &words).context("size.mjs weighed nothing")?;
    Ok(serde_json::from_str(&weights)?)
}

/// Prints how many bytes each row takes, and its share of `total`, the largest first.
fn print_rows(title: &str, rows: &[(String, usize)], total: usize) {
    println!("\n{title}");
    let mut listed = 0;
    for (name, bytes) in largest_first(rows) {
        listed += bytes;
        let cut: String = name.chars().take(LONGEST_NAME).collect();
        let more = if cut == name { "" } else { "…" };
        let part = percent(bytes as f64, total as f64);
        println!("{bytes:>8} {part:>5.1} %  {cut}{more}");
    }
    let part = percent(listed as f64, total as f64);
    println!("{listed:>8} {part:>5.1} %  together");
}

fn largest_first(rows: &[(String, usize)]) -> Vec<(String, usize)> {
    let mut rows = rows.to_vec();
    rows.sort_by(|(a, left), (b, right)| right.cmp(left).then_with(|| a.cmp(b)));
    rows
}

fn percent(part: f64, of: f64) -> f64 {
    100.0 * part / of
}
