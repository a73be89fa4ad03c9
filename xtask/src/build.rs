//! `cargo xtask build`: makes the npm package in `pkg/`.
//!
//! crate → wasm (std rebuilt where its source is there) → wasm-bindgen → wasm-opt → the generated
//! modules of `js/generated/` → one bundle for each entry → `pkg/`.

mod order;
mod text;
mod unused;

use std::{
    collections::hash_map::DefaultHasher,
    env, fs,
    hash::{Hash, Hasher},
    ops::Range,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, bail, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::command::{cargo, npm_tool, output, run};
use crate::setup::has_std_source;
use text::Packed;

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
    let state = format!("{:016x} {rebuild_std}", fingerprint(root)?);
    if root.join("pkg/package.json").is_file()
        && fs::read_to_string(&stamp).is_ok_and(|old| old == state)
    {
        return Ok(());
    }
    println!("building the package");
    let wasm = root.join("target/xsolla-login.wasm");
    let bindings = root.join("target/bindings");
    modules(root, rebuild_std, &[], &bindings, &wasm, &root.join("js"))?;
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
    let state = format!("{:016x} {rebuild_std}", fingerprint(root)?);
    let script = folder.join(SCRIPT);
    if script.is_file() && fs::read_to_string(&stamp).is_ok_and(|old| old == state) {
        return Ok(());
    }
    println!("building the variant {feature}");
    let js = copy_js(root, &folder)?;
    let wasm = folder.join("xsolla-login.wasm");
    let bindings = folder.join("bindings");
    modules(root, rebuild_std, &[feature], &bindings, &wasm, &js)?;
    bundle_script(root, &js, &folder, &[])?;
    fs::write(stamp, state)?;
    Ok(())
}

/// Builds the wasm of the package with the names of its functions in it, into `folder`; gives its
/// path. What is shipped has none.
pub fn named(root: &Path, folder: &Path) -> Result<PathBuf> {
    let (bindings, wasm) = (folder.join("bindings"), folder.join("named.wasm"));
    let compiled = compile(root, has_std_source(), &[])?;
    bind(&compiled, &bindings, Names::Kept)?;
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
        "export const texts = [''], frequent = [], decoder = [];\n",
    )?;
    bundle_script(root, &js, folder, &[])?;
    Ok(folder.join(SCRIPT))
}

/// Bundles the script-tag file of the built package once more, into `folder`; gives the path of what
/// esbuild says of it.
pub fn script_metafile(root: &Path, folder: &Path) -> Result<PathBuf> {
    let metafile = folder.join("script.json");
    let option = format!("--metafile={}", metafile.display());
    bundle_script(root, &root.join("js"), folder, &[&option])?;
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
fn modules(
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
    bind(&compiled, bindings, Names::Removed)?;
    let bound = bindings.join("xsolla_login_bg.wasm");
    let shortened = shorten(&bound)?;
    optimise(root, &bound, wasm, Names::Removed)?;
    write_modules(root, &generated, &factory(bindings, &shortened)?, wasm)
}

fn fingerprint(root: &Path) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    output("rustc", &["--version"]).hash(&mut hasher);
    for source in SOURCES {
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

/// Compiles the crate; gives the path of the wasm.
fn compile(root: &Path, rebuild_std: bool, features: &[&str]) -> Result<PathBuf> {
    // A folder of its own: other flags than those of tests and clippy.
    let target = root.join("target/wasm");
    let mut flags = Vec::new();
    for (from, to) in [
        (cargo_home(), "cargo"),
        (
            output("rustc", &["--print", "sysroot"]).map(PathBuf::from),
            "rust",
        ),
        (Some(root.to_owned()), "."),
    ] {
        if let Some(from) = from {
            flags.push(format!("--remap-path-prefix={}={to}", from.display()));
        }
    }
    // The default of 1 MiB would be memory from the start; what runs here is never deep.
    flags.push("-Clink-arg=-zstack-size=32768".to_owned());
    let mut command = cargo();
    command
        .args(["build", "--release", "--package", "xsolla-login", "--lib"])
        .args(["--target", "wasm32-unknown-unknown", "--locked"])
        .args(features.iter().flat_map(|feature| ["--features", feature]))
        .arg("--target-dir")
        .arg(&target)
        .current_dir(root);
    if rebuild_std {
        // The panic texts and the formatting machinery stay out: half of the module otherwise.
        for flag in [
            "-Zunstable-options",
            "-Cpanic=immediate-abort",
            "-Zlocation-detail=none",
            "-Zfmt-debug=none",
            // 3 % less in brotli.
            "-Zmir-opt-level=3",
            // Without reference types, wasm-bindgen keeps JavaScript values in an array of its glue. With
            // them, a place in its table is lost for each exception that it catches.
            "-Ctarget-cpu=mvp",
            "-Ctarget-feature=+bulk-memory,+mutable-globals,+nontrapping-fptoint,+sign-ext",
        ] {
            flags.push(flag.to_owned());
        }
        command
            .env("RUSTC_BOOTSTRAP", "1")
            .args(["-Zbuild-std=core,alloc,std,panic_abort"])
            .arg("-Zbuild-std-features=optimize_for_size");
    } else {
        // Its std has reference types, for which the glue would be another one.
        bail!("rust-src is missing: rustup component add rust-src");
    }
    // Not RUSTFLAGS: a path may have a space.
    command
        .env_remove("RUSTFLAGS")
        .env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
    run(&mut command)?;
    Ok(target.join("wasm32-unknown-unknown/release/xsolla_login.wasm"))
}

fn cargo_home() -> Option<PathBuf> {
    env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(env::home_dir()?.join(".cargo")))
}

fn bind(wasm: &Path, into: &Path, names: Names) -> Result<()> {
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        // Otherwise Vite emits a file that nobody uses.
        .omit_default_module_path(true)
        .remove_name_section(names == Names::Removed)
        // Mangled names say which crate is meant without a hash. What is shipped is left as it is:
        // exports are named after these names.
        .demangle(names == Names::Removed)
        .remove_producers_section(true);
    bindgen.generate(into)
}

fn optimise(root: &Path, from: &Path, to: &Path, names: Names) -> Result<()> {
    let tool = || npm_tool(root, "wasm-opt");
    run(tool()
        .arg(from)
        .args((names == Names::Kept).then_some("--debuginfo"))
        .args(["--flatten", "--rereloop", "-Os", "-Oz", "--converge"])
        // Larger ones, put into the one place that calls them, repeat less of what else is there.
        .args(["--one-caller-inline-max-function-size=20"])
        // To leave the zeros of the data out takes two hundred segments, which compress worse than zeros.
        .args(["--skip-pass=memory-packing"])
        // Nothing lies in the first kilobyte but the end of the stack.
        .args(["--low-memory-unused"])
        // Less code with them, but less alike.
        .args(["--skip-pass=local-cse", "--skip-pass=simplify-locals"])
        .args(["--strip-producers", "-o"])
        .arg(to))?;
    if names == Names::Removed {
        order::name_by_order(to)?;
        run(tool()
            .arg(to)
            .args(["--optimize-level=2", "--shrink-level=2"])
            .args(["--reorder-functions-by-name", "--strip-debug"])
            .args(["--strip-target-features", "-o"])
            .arg(to))?;
    }
    Ok(())
}

/// Writes what the modules of `js/` import from `generated/`.
fn write_modules(root: &Path, to: &Path, glue: &str, wasm: &Path) -> Result<()> {
    let version = env!("CARGO_PKG_VERSION");
    fs::write(
        to.join("version.js"),
        format!("/** The version of this package. */\nexport const version = '{version}';\n"),
    )?;
    let Packed { pieces, frequent } = text::pack(&fs::read(wasm)?);
    let quoted = pieces.iter().map(|text| {
        let text = text.replace('\\', "\\\\").replace('\'', "\\'");
        format!("'{text}'")
    });
    let texts = quoted.collect::<Vec<_>>().join(", ");
    let decoder = decoder(root, to)?;
    fs::write(
        to.join(BYTES),
        format!(
            "export const texts = [{texts}];\nexport const frequent = {frequent:?};\n\
             export const decoder = {decoder:?};\n"
        ),
    )?;
    fs::write(to.join("glue.js"), glue)?;
    Ok(())
}

/// The wasm that reads the text of the other one.
fn decoder(root: &Path, folder: &Path) -> Result<Vec<u8>> {
    let wasm = folder.join("unpack.wasm");
    run(npm_tool(root, "wasm-as")
        .arg(root.join("js/unpack.wat"))
        .arg("-o")
        .arg(&wasm))?;
    run(npm_tool(root, "wasm-opt")
        .arg(&wasm)
        .arg("-Oz")
        .arg("-o")
        .arg(&wasm))?;
    let bytes = fs::read(&wasm)?;
    fs::remove_file(wasm)?;
    Ok(bytes)
}

/// The generated glue as a function, so that importing it runs nothing and each call of it gives a
/// closure of its own for one instance of the wasm. Loading is what `js/load.js` does better.
fn factory(bindings: &Path, shortened: &Shortened) -> Result<String> {
    let Shortened {
        unused,
        names,
        direct,
        data,
    } = shortened;
    let glue = fs::read_to_string(bindings.join("xsolla_login.js"))?;
    let (imports, glue) = hoisted(&glue, direct)?;
    let (glue, _) = glue
        .split_once("async function __wbg_load(")
        .context("the glue has no loader")?;
    let mut glue = glue.replace("export class ", "class ");
    for (there, instead) in [
        (
            "wasm = instance.exports;",
            "wasm = guardExports(instance.exports);",
        ),
        (
            "return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));",
            "return decoded(getUint8ArrayMemory0(), ptr, ptr + len, START <= ptr && ptr < END);",
        ),
        // One function around each import that may throw, in place of two.
        (
            "function handleError(f, args) {\n    try {\n        return f.apply(this, args);",
            "const handleError = (f) => (...args) => {\n    try {\n        return f(...args);",
        ),
        // Without a prototype: a page may have put a setter on that of all objects under a number.
        (
            "let heap = new Array(1024).fill(undefined);\nheap.push(undefined, null, true, false);",
            "const heap = Object.setPrototypeOf(Array(1024), null);\n\
             [undefined, null, true, false].forEach((value, i) => { heap[1024 + i] = value; });",
        ),
        (
            "heap.push(heap.length + 1);",
            "heap[heap_next] = heap_next + 1;",
        ),
        // That of Chromium takes longer than a promise.
        (
            "const ret = getObject(arg0).queueMicrotask;",
            "const ret = undefined;",
        ),
        // What waits for a promise is freed when that settles; to register it takes longer than to call it.
        (
            "function makeMutClosure(arg0, arg1, f) {",
            "function makeMutClosure(arg0, arg1, f, settles) {",
        ),
        (
            "state.a = a;\n            real._wbg_cb_unref();\n        }\n    };\n    \
             real._wbg_cb_unref = () => {\n        if (--state.cnt === 0) {\n            \
             wasm.__wbindgen_destroy_closure(state.a, state.b);\n            state.a = 0;\n            \
             CLOSURE_DTORS.unregister(state);",
            "state.a = a;\n            real._wbg_cb_unref();\n        }\n    };\n    \
             real._wbg_cb_unref = () => {\n        if (--state.cnt === 0) {\n            \
             wasm.__wbindgen_destroy_closure(state.a, state.b);\n            state.a = 0;\n            \
             if (!settles) CLOSURE_DTORS.unregister(state);",
        ),
        (
            "CLOSURE_DTORS.register(real, state, state);\n    return real;\n}\n\nfunction passString",
            "if (!settles) CLOSURE_DTORS.register(real, state, state);\n    return real;\n}\n\n\
             function passString",
        ),
        // One that is called again while it runs does nothing: the wasm would trap.
        (
            "state.cnt++;\n        const a = state.a;\n",
            "const a = state.a;\n        if (!a) return;\n        state.cnt++;\n",
        ),
        (
            "_JsError___true_);\n            return",
            "_JsError___true_, true);\n            return",
        ),
        // A text is encoded at once, not letter by letter as long as it is ASCII.
        ("    if (realloc === undefined) {\n", "    {\n"),
        // Nobody but the finalizer frees an `Api`: a call that is under way may need it.
        (
            "if (Symbol.dispose) Api.prototype[Symbol.dispose] = Api.prototype.free;\n",
            "",
        ),
        (
            "if (Symbol.dispose) Session.prototype[Symbol.dispose] = Session.prototype.free;\n",
            "",
        ),
    ] {
        replace_once(&mut glue, there, instead)?;
    }
    derive_methods(&mut glue)?;
    for name in unused {
        cut(
            &mut glue,
            &format!("        {name}: function("),
            "\n        __w",
        )?;
    }
    let caught = "function() { return handleError(function (";
    let glue = glue.replace(caught, "handleError(function (");
    let mut glue = glue.replace("}, arguments); },\n", "}),\n");
    for _class in ["Api", "Session"] {
        cut(&mut glue, "    __destroy_into_raw() {", "    /**\n")?;
    }
    cut(
        &mut glue,
        "let cachedTextDecoder = ",
        "const cachedTextEncoder = ",
    )?;
    cut(
        &mut glue,
        "    let len = arg.length;\n",
        "}\n\nfunction takeObject(",
    )?;
    cut(
        &mut glue,
        "if (!('encodeInto' in",
        "let WASM_VECTOR_LEN = 0;",
    )?;
    let mut glue = glue.replace(", wasm.__wbindgen_realloc)", ")");
    for (long, short) in names {
        glue = with_word_replaced(&glue, long, short);
    }
    ensure!(!glue.contains("console"), "the glue speaks to the console");
    Ok(format!(
        "// @ts-nocheck\n{imports}import {{ decoded, textEncoder }} from '../text.js';\n\n\
         /** One instance of the glue; `guardExports` wraps the exports of the wasm. */\n\
         export default function glue(guardExports) {{\n\
         const TextEncoder = textEncoder();\nconst START = {}, END = {};\n{glue}\
         return {{ Api, imports: __wbg_get_imports, start: __wbg_finalize_init }};\n}}\n",
        data.start, data.end
    ))
}

/// The imports of the glue, from the modules of `js/` instead of copies of them, and the rest of it.
fn hoisted(glue: &str, direct: &[Direct]) -> Result<(String, String)> {
    let is_import = |line: &&str| line.starts_with("import ");
    // Functions that the wasm calls as they are: the glue imports their whole modules, one more often than
    // once.
    let is_whole = |line: &&str| line.starts_with("import * as ") || line.contains("/snippets/");
    let mut imports = String::new();
    for line in glue
        .lines()
        .filter(is_import)
        .filter(|line| !line.contains(" * as "))
    {
        let (names, path) = line.split_once(" from ").context("an import of nothing")?;
        let file = path.rsplit('/').next().unwrap_or_default();
        let file = file.trim_end_matches(['\'', '"', ';']);
        imports += &format!("{names} from '../{file}';\n");
    }
    let mut functions = String::new();
    for Direct { file, name, short } in direct {
        imports += &format!("import {{ {name} }} from '../{file}';\n");
        functions += &format!("        {short}: {name},\n");
    }
    let rest = glue
        .lines()
        .filter(|line| !is_import(line) && !is_whole(line));
    let mut rest: String = rest.map(|line| format!("{line}\n")).collect();
    let start = "const import0 = {\n        __proto__: null,\n";
    replace_once(&mut rest, start, &format!("{start}{functions}"))?;
    Ok((imports, rest))
}

/// Takes those methods out of the class whose arguments and result are values alone: each is made of the
/// export of its name.
fn derive_methods(glue: &mut String) -> Result<()> {
    let mut taken = 0;
    let mut rest = String::new();
    let mut lines = glue.lines().peekable();
    while let Some(line) = lines.next() {
        let call = lines.peek().copied().unwrap_or_default().trim();
        let arguments = call
            .strip_prefix("const ret = wasm.api_")
            .and_then(|call| call.split_once("(this.__wbg_ptr, "));
        let is_plain = arguments.is_some_and(|(_, arguments)| {
            arguments
                .trim_end_matches(");")
                .split(", ")
                .all(|argument| argument.starts_with("addHeapObject("))
        });
        if is_plain && line.starts_with("    ") && line.ends_with(") {") {
            // The call, `return takeObject(ret);` and the brace.
            lines.nth(2).context("a method has no end")?;
            taken += 1;
        } else {
            rest += line;
            rest.push('\n');
        }
    }
    ensure!(taken > 0, "no method was found");
    *glue = rest;
    replace_once(
        glue,
        "    return wasm;\n}",
        "    // So that no setter on the prototype of all objects is called.\n\
         \x20   Object.setPrototypeOf(Api.prototype, null);\n\
         \x20   for (const name of Object.keys(wasm)) {\n\
         \x20       const method = name.slice('api_'.length);\n\
         \x20       if (!name.startsWith('api_') || method in Api.prototype) continue;\n\
         \x20       Api.prototype[method] = function (...args) {\n\
         \x20           return takeObject(wasm[name](this.__wbg_ptr, ...args.map(addHeapObject)));\n\
         \x20       };\n\
         \x20   }\n\
         }",
    )
}

/// From the first byte of data to behind the last one.
fn data(module: &walrus::Module) -> Range<u32> {
    let segments = || {
        module.data.iter().filter_map(|segment| match segment.kind {
            walrus::DataKind::Active {
                offset: walrus::ConstExpr::Value(walrus::ir::Value::I32(offset)),
                ..
            } => Some((offset as u32, segment.value.len() as u32)),
            _ => None,
        })
    };
    let start = segments().map(|(offset, _)| offset).min();
    let end = segments().map(|(offset, length)| offset + length).max();
    start.unwrap_or(0)..end.unwrap_or(0)
}

/// What has a shorter name now.
struct Shortened {
    /// Imports that are gone.
    unused: Vec<String>,
    /// The old names and the new ones.
    names: Vec<(String, String)>,
    direct: Vec<Direct>,
    /// Where in the memory what never changes stands.
    data: Range<u32>,
}

/// A function of a module of `js/` that the wasm calls as it is.
struct Direct {
    file: String,
    name: String,
    short: String,
}

/// Gives what the wasm imports and exports names of a letter or two: the generated ones are long, hold
/// hashes, and stand in the wasm and in the glue.
fn shorten(wasm: &Path) -> Result<Shortened> {
    let mut module = walrus::Module::from_file(wasm)?;
    let unused = unused::remove(&mut module)?;
    let mut names = Vec::new();
    let mut short = |long: &mut String| {
        let number = names.len();
        let letter = |n: usize| char::from(b"abcdefghijklmnopqrstuvwxyz"[n % 26]);
        let mut name = String::from(letter(number));
        name.extend((number >= 26).then(|| letter(number / 26 - 1)));
        names.push((std::mem::replace(long, name.clone()), name));
    };
    module
        .imports
        .iter_mut()
        .for_each(|import| short(&mut import.name));
    // What a stack trace shows and the tests look at keeps its name.
    let kept = ["memory", "__wbg_api_free"];
    module
        .exports
        .iter_mut()
        .filter(|export| !kept.contains(&export.name.as_str()) && !export.name.starts_with("api_"))
        .for_each(|export| short(&mut export.name));
    let mut direct = Vec::new();
    for import in module.imports.iter_mut() {
        let from = std::mem::replace(&mut import.module, "a".into());
        let name = names.iter().find(|(_, short)| *short == import.name);
        if let (true, Some((name, short))) = (from.contains("/snippets/"), name) {
            direct.push(Direct {
                file: from.rsplit('/').next().unwrap_or_default().into(),
                name: name.clone(),
                short: short.clone(),
            });
        }
    }
    module.emit_wasm_file(wasm)?;
    names.push(("\"./xsolla_login_bg.js\"".into(), "a".into()));
    let data = data(&module);
    Ok(Shortened {
        unused,
        names,
        direct,
        data,
    })
}

/// `text` with `word` replaced wherever it is a property: behind a dot, or first in its line.
fn with_word_replaced(text: &str, word: &str, instead: &str) -> String {
    let mut parts = text.split(word);
    let mut replaced = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        let line = replaced.rsplit('\n').next().unwrap_or_default();
        let whole = (line.ends_with('.') || line.trim().is_empty()) && !part.starts_with(is_part);
        replaced += if whole { instead } else { word };
        replaced += part;
    }
    replaced
}

/// Takes out what stands from `from` to before the next `to`.
fn cut(text: &mut String, from: &str, to: &str) -> Result<()> {
    let start = text
        .find(from)
        .with_context(|| format!("the glue has no: {from}"))?;
    let length = text[start..]
        .find(to)
        .with_context(|| format!("the glue has no: {to}"))?;
    text.replace_range(start..start + length, "");
    Ok(())
}

/// An edit of the glue, whose version is pinned but whose text is nobody's promise: it must find
/// what it is for, once.
fn replace_once(text: &mut String, there: &str, instead: &str) -> Result<()> {
    ensure!(
        text.matches(there).count() == 1,
        "the glue has not once: {there}"
    );
    *text = text.replace(there, instead);
    Ok(())
}

fn package(root: &Path, wasm: &Path) -> Result<()> {
    let pkg = root.join("pkg");
    if pkg.exists() {
        fs::remove_dir_all(&pkg)?;
    }
    let dist = pkg.join("dist");
    fs::create_dir_all(&dist)?;
    let js = root.join("js");
    let module = |entry: &str, file: &str, format: &str| {
        bundle(root, &js.join(entry), &dist.join(file), &[format])
    };
    module("full.js", "xsolla-login.mjs", "--format=esm")?;
    module("full.js", "xsolla-login.cjs", "--format=cjs")?;
    bundle_script(root, &js, &dist, &[])?;
    module("slim.js", "xsolla-login.slim.mjs", "--format=esm")?;
    fs::copy(wasm, dist.join("xsolla-login.wasm"))?;
    let template = root.join("pkg-template");
    let types = fs::read_to_string(template.join("index.d.ts"))?;
    for file in ["index.d.mts", "index.d.cts"] {
        fs::write(
            dist.join(file),
            types.replace("'{socials}'", &socials(root)?),
        )?;
    }
    let manifest = fs::read_to_string(template.join("package.json"))?;
    fs::write(
        pkg.join("package.json"),
        manifest.replace("{version}", env!("CARGO_PKG_VERSION")),
    )?;
    fs::copy(template.join("README.md"), pkg.join("README.md"))?;
    for licence in ["LICENSE-MIT", "LICENSE-APACHE"] {
        fs::copy(root.join(licence), pkg.join(licence))?;
    }
    Ok(())
}

fn bundle(root: &Path, entry: &Path, file: &Path, options: &[&str]) -> Result<()> {
    let is_common = options.contains(&"--format=cjs");
    run(npm_tool(root, "esbuild")
        .arg(entry)
        .args(["--bundle", "--target=es2022", "--charset=ascii"])
        .args(["--minify-syntax", "--minify-whitespace"])
        // What follows gives the shorter names otherwise.
        .args(is_common.then_some("--minify-identifiers"))
        .args(["--legal-comments=none", "--log-level=warning"])
        .args(options)
        .arg(format!("--outfile={}", file.display())))?;
    if is_common {
        // No page loads it, and Node finds its names by what esbuild writes for that.
        return Ok(());
    }
    // It bundles, and this finds what it leaves: half a kilobyte in brotli.
    let is_module = options.contains(&"--format=esm");
    run(npm_tool(root, "terser")
        .arg(file)
        .args([
            "--ecma",
            "2022",
            "--compress",
            "passes=3,unsafe_arrows",
            "--mangle",
        ])
        .args(is_module.then_some("--module"))
        .args(["--format", "ascii_only=true", "--output"])
        .arg(file))
}

fn bundle_script(root: &Path, js: &Path, into: &Path, options: &[&str]) -> Result<()> {
    // Not `--global-name`: it makes a module object, which a page that has put `get` or `value` on
    // the prototype of all objects would break.
    let script = ["--format=iife", "--banner:js=var XsollaLogin;"];
    bundle(
        root,
        &js.join("script.js"),
        &into.join(SCRIPT),
        &[&script, options].concat(),
    )
}

/// The names of the social networks as a TypeScript union.
fn socials(root: &Path) -> Result<String> {
    let values: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root.join("src/values.json"))?)?;
    let names = values["socials"]
        .as_array()
        .context("no socials in values.json")?;
    let union: Vec<String> = names
        .iter()
        .filter_map(|name| Some(format!("'{}'", name.as_str()?)))
        .collect();
    Ok(union.join(" | "))
}
