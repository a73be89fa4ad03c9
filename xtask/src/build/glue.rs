//! Runs wasm-bindgen, and edits the glue that it generates.

use std::{
    fs,
    ops::Range,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use super::edit::{cut, replace_once};
use super::facade::facade;
use super::segments::segments;
use super::{Names, unused};
use crate::files::remove;

/// A wasm file with its glue.
pub struct Bound {
    /// The wasm, whose imports and exports have short names.
    pub wasm: PathBuf,
    /// The text of the module that runs it.
    pub glue: String,
    /// The text of the module with the public class.
    pub facade: String,
}

/// Runs wasm-bindgen in the folder `into`, and edits its output.
pub fn bind(wasm: &Path, into: &Path) -> Result<Bound> {
    let wasm = generate(wasm, into, Names::Removed)?;
    let shortened = shorten(&wasm)?;
    let bindings = fs::read_to_string(into.join("xsolla_login.js"))?;
    Ok(Bound {
        wasm,
        glue: factory(&bindings, &shortened)?,
        facade: facade(&bindings)?,
    })
}

/// Runs wasm-bindgen in the folder `into`, which is emptied first. Returns the path of the wasm that it writes.
pub fn generate(wasm: &Path, into: &Path, names: Names) -> Result<PathBuf> {
    remove(into)?;
    let mut bindgen = Bindgen::new();
    bindgen
        .input_path(wasm)
        .web(true)?
        .typescript(false)
        // Otherwise Vite emits an unused file.
        .omit_default_module_path(true)
        .remove_name_section(names == Names::Removed)
        // Names that are kept stay mangled, because `cargo xtask size` demangles them without the crates' hashes. The
        // shipped wasm is left at the default: its exports are named after these names.
        .demangle(names == Names::Removed)
        .remove_producers_section(true);
    bindgen.generate(into)?;
    Ok(into.join("xsolla_login_bg.wasm"))
}

/// The result of [`shorten`].
struct Shortened {
    /// The names of the removed imports.
    unused: Vec<String>,
    /// The old and the new names.
    names: Vec<(String, String)>,
    direct: Vec<Direct>,
    /// The addresses of the data segments.
    data: Range<u32>,
}

/// A function of a module in `js/` that the wasm calls directly, without a wrapper in the glue.
struct Direct {
    file: String,
    name: String,
    short: String,
}

/// Gives the imports and exports of the wasm names of one or two letters. The generated names are long, contain
/// hashes, and occur in both the wasm and the glue.
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
    // Names that appear in stack traces or that the tests use are kept.
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
        if from.contains("/snippets/")
            && let Some((name, short)) = name
        {
            direct.push(Direct {
                file: from.rsplit('/').next().unwrap_or_default().into(),
                name: name.clone(),
                short: short.clone(),
            });
        }
    }
    module.emit_wasm_file(wasm)?;
    names.push(("\"./xsolla_login_bg.js\"".into(), "a".into()));
    let data = data(&module)?;
    Ok(Shortened {
        unused,
        names,
        direct,
        data,
    })
}

/// What the glue must contain exactly once, and what it gets instead.
const EDITS: &[(&str, &str)] = &[
    // `js/load.js` wraps the exports, so that a trap is noticed.
    (
        "wasm = instance.exports;",
        "wasm = guardExports(instance.exports);",
    ),
    // `js/text.js` decodes, because there may be no `TextDecoder`. It remembers the texts that are data of the wasm.
    (
        "return decodeText(getUint8ArrayMemory0().subarray(ptr, ptr + len));",
        "return decoded(getUint8ArrayMemory0(), ptr, ptr + len, START <= ptr && ptr < END);",
    ),
    // Wraps each import that may throw in one function instead of two.
    (
        "function handleError(f, args) {\n    try {\n        return f.apply(this, args);",
        "const handleError = (f) => (...args) => {\n    try {\n        return f(...args);",
    ),
    // No prototype: a page may have defined a setter with a numeric name on `Object.prototype`.
    (
        "let heap = new Array(1024).fill(undefined);\nheap.push(undefined, null, true, false);",
        "const heap = Object.setPrototypeOf(Array(1024), null);\n\
         [undefined, null, true, false].forEach((value, i) => { heap[1024 + i] = value; });",
    ),
    // Without the prototype, there is no `push`.
    (
        "heap.push(heap.length + 1);",
        "heap[heap_next] = heap_next + 1;",
    ),
    // In Chromium, `queueMicrotask` is slower than a promise.
    (
        "const ret = getObject(arg0).queueMicrotask;",
        "const ret = undefined;",
    ),
    // A closure that waits for a promise is freed when the promise settles. Registering it for finalization takes
    // longer than calling it.
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
    // A closure that is called again while it runs does nothing; otherwise the wasm would trap.
    (
        "state.cnt++;\n        const a = state.a;\n",
        "const a = state.a;\n        if (!a) return;\n        state.cnt++;\n",
    ),
    // The closure of a promise is the one that `settles`.
    (
        "_JsError___true_);\n            return",
        "_JsError___true_, true);\n            return",
    ),
    // Uses the other view, whose length is 0 once the memory has grown. Checking that is faster than `detached`.
    (
        "cachedDataViewMemory0 === null || cachedDataViewMemory0.buffer.detached === true || \
         (cachedDataViewMemory0.buffer.detached === undefined && cachedDataViewMemory0.buffer !== \
         wasm.memory.buffer)",
        "viewed !== getUint8ArrayMemory0()",
    ),
    (
        "cachedDataViewMemory0 = new DataView(wasm.memory.buffer);",
        "viewed = getUint8ArrayMemory0();\n        \
         cachedDataViewMemory0 = new DataView(viewed.buffer);",
    ),
    // Encodes a string in one go, not character by character as long as it is ASCII.
    ("    if (realloc === undefined) {\n", "    {\n"),
    // Only the finalizer frees an `Api`, because a running call may still need it.
    (
        "if (Symbol.dispose) Api.prototype[Symbol.dispose] = Api.prototype.free;\n",
        "",
    ),
    (
        "if (Symbol.dispose) Session.prototype[Symbol.dispose] = Session.prototype.free;\n",
        "",
    ),
];

/// What is removed from the glue, from the first text up to the second.
const CUTS: [(&str, &str); 5] = [
    // `free` and what it calls: of `Api`, then of `Session`.
    ("    __destroy_into_raw() {", "    /**\n"),
    ("    __destroy_into_raw() {", "    /**\n"),
    // The decoder, which `js/text.js` replaces.
    ("let cachedTextDecoder = ", "const cachedTextEncoder = "),
    // The rest of the function that now encodes a string in one go.
    ("    let len = arg.length;\n", "}\n\nfunction takeObject("),
    // A substitute for `encodeInto`, which only that rest called.
    ("if (!('encodeInto' in", "let WASM_VECTOR_LEN = 0;"),
];

/// Turns the generated glue into a function, so that importing it runs nothing, and each call returns a
/// separate closure for one instance of the wasm. The loader is removed: `js/load.js` replaces it.
fn factory(bindings: &str, shortened: &Shortened) -> Result<String> {
    let Shortened {
        unused,
        names,
        direct,
        data,
    } = shortened;
    let (imports, glue) = hoisted(bindings, direct)?;
    let (glue, _) = glue
        .split_once("async function __wbg_load(")
        .context("the glue has no loader")?;
    let mut glue = glue.replace("export class ", "class ");
    for (there, instead) in EDITS {
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
    for (from, to) in CUTS {
        cut(&mut glue, from, to)?;
    }
    let mut glue = glue.replace(", wasm.__wbindgen_realloc)", ")");
    for (long, short) in names {
        glue = with_word_replaced(&glue, long, short);
    }
    // Both are from `src/js/console.rs`.
    ensure!(
        glue.matches("console").count() == 2,
        "the glue speaks to the console"
    );
    Ok(format!(
        "// @ts-nocheck\n{imports}import {{ decoded, textEncoder }} from '../text.js';\n\n\
         /** One instance of the glue; `guardExports` wraps the exports of the wasm. */\n\
         export default function glue(guardExports) {{\n\
         const TextEncoder = textEncoder();\nlet viewed;\nconst START = {}, END = {};\n{glue}\
         // The buffer that the twin had before its memory grew is not detached, so the views do not see it.\n\
         const grown = () => {{\n    cachedUint8ArrayMemory0 = null;\n}};\n\
         const imports = () => ({{ ...__wbg_get_imports(), grown }});\n\
         return {{ Api, imports, start: __wbg_finalize_init }};\n}}\n",
        data.start, data.end
    ))
}

/// Splits the glue into its imports, rewritten to import the modules of `js/` instead of copies of them, and the rest.
fn hoisted(glue: &str, direct: &[Direct]) -> Result<(String, String)> {
    let is_import = |line: &&str| line.starts_with("import ");
    // For functions that the wasm calls directly, the glue imports whole modules, one of them more than once.
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

/// Removes the methods whose arguments and result are plain JavaScript values, and adds a loop that creates each of
/// them from the export with its name.
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
            // Skips the call, `return takeObject(ret);` and the closing brace.
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

/// Returns the address range from the first byte of data to the last.
fn data(module: &walrus::Module) -> Result<Range<u32>> {
    let segments = segments(module)?;
    let ends = segments
        .iter()
        .map(|(start, bytes)| start + bytes.len() as u32);
    let start = segments.iter().map(|(start, _)| *start).min();
    Ok(start.unwrap_or(0)..ends.max().unwrap_or(0))
}

/// Returns `text` with `word` replaced wherever it is a property: after a dot, or first on its line.
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
