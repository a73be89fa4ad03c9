//! The names of functions, and the crates that they belong to.

use rustc_demangle::try_demangle;

/// Our own crate.
const OURS: &str = "xsolla_login";

/// The standard library's crates.
const STANDARD: [&str; 3] = ["core", "alloc", "std"];

/// Returns the demangled name of a function, without the crates' hashes.
///
/// wasm-bindgen appends words to names, which are kept. wasm-opt appends a number to a name that occurs again, which is
/// dropped.
pub fn demangle(name: &str) -> String {
    let (symbol, words) = name.split_at(name.find(' ').unwrap_or(name.len()));
    let numbered = symbol.trim_end_matches(|c: char| c.is_ascii_digit());
    let first = numbered.strip_suffix('_').unwrap_or(symbol);
    match try_demangle(symbol).or_else(|_| try_demangle(first)) {
        Ok(demangled) => format!("{demangled:#}{words}"),
        Err(_) => name.to_owned(),
    }
}

/// Returns the crate that a function is needed for, or the module if that is our own crate.
///
/// A generic function counts towards the code that instantiates it, since that is what we can change:
/// `<alloc::vec::Vec<ours::Value> as core::ops::Drop>::drop` is ours, and so is a future of ours
/// that the compiler inlined into the function that polls it.
pub fn group(name: &str) -> String {
    let crates = paths(name);
    let ours = crates.iter().find(|(name, _)| *name == OURS);
    let others = || {
        crates
            .iter()
            .find(|(name, _)| !STANDARD.contains(name))
            .or(crates.first())
    };
    match (ours, others()) {
        (Some((_, module)), _) => format!("{OURS}::{module}"),
        (None, Some(("__rustc", _))) => "std".into(),
        (None, Some((name, _))) => (*name).to_owned(),
        (None, None) => without_path(name).into(),
    }
}

/// Returns the first two segments of each path in a name.
fn paths(name: &str) -> Vec<(&str, &str)> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut paths = Vec::new();
    let mut from = 0;
    while let Some(at) = name[from..].find("::").map(|at| at + from) {
        let start = name[..at].rfind(|c| !is_word(c)).map_or(0, |last| last + 1);
        let rest = &name[at + 2..];
        let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
        if start < at && !name[..start].ends_with("::") {
            paths.push((&name[start..at], &rest[..end]));
        }
        from = at + 2;
    }
    paths
}

/// Returns the crate of a name that contains no path.
fn without_path(name: &str) -> &'static str {
    match name {
        "fmin" | "fmax" => "compiler_builtins",
        _ if name.starts_with("mem") => "compiler_builtins",
        _ if name.starts_with('<') => "core",
        _ if name.starts_with("api_") => "xsolla_login, exported",
        _ if name.starts_with("__") || name.ends_with(" shim") => "wasm_bindgen",
        _ => "no name",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_hashes_and_keeps_what_tools_added() {
        let mangled = "_RNvNtCsjoVJ3sI4GhZ_5alloc5boxed14box_new_uninit";
        let name = "alloc::boxed::box_new_uninit";
        assert_eq!(demangle(mangled), name);
        assert_eq!(demangle(&format!("{mangled}_612")), name);
        assert_eq!(demangle(&format!("{mangled} shim")), format!("{name} shim"));
        assert_eq!(
            demangle("api_call externref shim"),
            "api_call externref shim"
        );
        assert_eq!(demangle("function 12"), "function 12");
    }

    #[test]
    fn a_function_counts_for_the_crate_that_needs_it() {
        for (name, expected) in [
            (
                "xsolla_login::request::build::<&str>",
                "xsolla_login::request",
            ),
            (
                "<xsolla_login::job::Job>::run::{closure#0}",
                "xsolla_login::job",
            ),
            (
                "<alloc::vec::Vec<xsolla_login::options::Plain> as core::ops::Drop>::drop",
                "xsolla_login::options",
            ),
            (
                "js_sys::futures::future_to_promise::<<xsolla_login::api::Api>::start::{closure#0}>",
                "xsolla_login::api",
            ),
            (
                "core::ptr::drop_in_place::<alloc::rc::Rc<js_sys::Inner>>",
                "js_sys",
            ),
            (
                "<str as wasm_bindgen::convert::IntoWasmAbi>::into_abi",
                "wasm_bindgen",
            ),
            ("<[u8]>::to_vec_in::<alloc::alloc::Global>", "alloc"),
            (
                "<dlmalloc::dlmalloc::Dlmalloc<dlmalloc::sys::System>>::malloc",
                "dlmalloc",
            ),
            ("__rustc::__rdl_realloc", "std"),
        ] {
            assert_eq!(group(name), expected, "{name}");
        }
    }

    #[test]
    fn a_function_without_a_path_is_assigned_by_its_name() {
        for (name, expected) in [
            ("<char>::encode_utf8", "core"),
            ("memcpy", "compiler_builtins"),
            ("api_call externref shim", "xsolla_login, exported"),
            ("__externref_table_alloc", "wasm_bindgen"),
            ("Ref(String) -> Externref externref shim", "wasm_bindgen"),
            ("function 12", "no name"),
        ] {
            assert_eq!(group(name), expected, "{name}");
        }
    }
}
