//! Finds out which modules import which, from the paths in their code. Paths in comments and
//! strings do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::iter::Peekable;
use std::path::Path;

use proc_macro2::{Delimiter, TokenStream, TokenTree, token_stream};

/// What a module refers to.
#[derive(Debug, Default)]
pub struct Module {
    /// Other modules, by their path without `crate`; the root is `crate`.
    pub imports: BTreeSet<String>,
    /// The first names of all other paths, which include crates.
    pub crates: BTreeSet<String>,
}

/// The modules of a crate, by their path.
#[derive(Debug)]
pub struct House {
    pub modules: BTreeMap<String, Module>,
}

/// The state of the search for import cycles from a module: still going on, or done without
/// finding one.
#[derive(Debug, Eq, PartialEq)]
pub enum Mark {
    Open,
    Done,
}

impl House {
    /// Reads the modules in a folder of the package whose tests these are.
    pub fn read(folder: &str) -> Self {
        let mut files = Vec::new();
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
        collect(&folder, "", &mut files);
        let names: BTreeSet<String> = files.iter().map(|(name, _)| name.clone()).collect();
        let modules = files.into_iter().map(|(name, text)| {
            let tokens: TokenStream = text.parse().expect("a file of Rust");
            let mut paths = Vec::new();
            walk(tokens, &[], &mut paths);
            let module = resolve(&name, &paths, &names);
            (name, module)
        });
        Self {
            modules: modules.collect(),
        }
    }

    /// Returns a chain of imports that begins at the module and ends in a cycle, if there is
    /// one.
    pub fn cycle(&self, name: &str, marks: &mut BTreeMap<String, Mark>) -> Option<Vec<String>> {
        match marks.get(name) {
            Some(Mark::Done) => return None,
            Some(Mark::Open) => return Some(vec![name.to_owned()]),
            None => {}
        }
        marks.insert(name.to_owned(), Mark::Open);
        let module = self.modules.get(name)?;
        for other in &module.imports {
            if let Some(mut cycle) = self.cycle(other, marks) {
                cycle.insert(0, name.to_owned());
                return Some(cycle);
            }
        }
        marks.insert(name.to_owned(), Mark::Done);
        None
    }
}

/// Collects the files below a folder, with the paths of their modules.
fn collect(folder: &Path, module: &str, files: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let stem = path.file_stem().and_then(|stem| stem.to_str());
        let stem = stem.expect("a name").to_owned();
        if path.is_dir() {
            collect(&path, &below(module, &stem), files);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name = match stem.as_str() {
                "lib" | "main" => "crate".to_owned(),
                "mod" => module.to_owned(),
                _ => below(module, &stem),
            };
            files.push((name, fs::read_to_string(&path).expect("a text")));
        }
    }
}

fn parent(module: &str) -> &str {
    module
        .rsplit_once("::")
        .map_or("crate", |(parent, _)| parent)
}

fn below(module: &str, name: &str) -> String {
    match module {
        "" | "crate" => name.to_owned(),
        _ => format!("{module}::{name}"),
    }
}

type Tokens = Peekable<token_stream::IntoIter>;

/// Collects every path of two names or more. Braces after `::` continue the path before them.
fn walk(tokens: TokenStream, start: &[String], paths: &mut Vec<Vec<String>>) {
    let mut tokens = tokens.into_iter().peekable();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(name) if name == "mod" => skip_tests(&mut tokens),
            TokenTree::Ident(name) => {
                let mut path = start.to_vec();
                path.push(name.to_string());
                follow(path, &mut tokens, paths);
            }
            TokenTree::Group(group) => walk(group.stream(), &[], paths),
            TokenTree::Punct(_) | TokenTree::Literal(_) => {}
        }
    }
}

/// Skips `mod tests`, which may import anything.
fn skip_tests(tokens: &mut Tokens) {
    let is_tests = |token: &TokenTree| token.to_string() == "tests";
    if tokens.next_if(is_tests).is_some() {
        tokens.next();
    }
}

/// Continues a path as long as `::` follows.
fn follow(mut path: Vec<String>, tokens: &mut Tokens, paths: &mut Vec<Vec<String>>) {
    while takes_colons(tokens) {
        match tokens.peek() {
            Some(TokenTree::Ident(name)) => path.push(name.to_string()),
            Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
                walk(group.stream(), &path, paths);
                return;
            }
            // A `*` or type arguments: the path ends here.
            _ => break,
        }
        tokens.next();
    }
    if path.len() > 1 {
        paths.push(path);
    }
}

fn takes_colons(tokens: &mut Tokens) -> bool {
    let is_colon = |token: &TokenTree| matches!(token, TokenTree::Punct(p) if p.as_char() == ':');
    let mut ahead = tokens.clone();
    let both = ahead.next().is_some_and(|token| is_colon(&token))
        && ahead.next().is_some_and(|token| is_colon(&token));
    if both {
        *tokens = ahead;
    }
    both
}

fn resolve(name: &str, paths: &[Vec<String>], modules: &BTreeSet<String>) -> Module {
    let mut module = Module::default();
    for path in paths {
        let Some((from, rest)) = from(name, path, modules) else {
            module.crates.insert(path[0].clone());
            continue;
        };
        let mut found = from;
        for part in rest {
            let next = below(&found, part);
            if !modules.contains(&next) {
                break;
            }
            found = next;
        }
        if found != name {
            module.imports.insert(found);
        }
    }
    module
}

/// Returns the module in which a path begins, and the rest of the path; `None` for a path to
/// another crate.
fn from<'a>(
    name: &str,
    path: &'a [String],
    modules: &BTreeSet<String>,
) -> Option<(String, &'a [String])> {
    let rest = &path[1..];
    match path[0].as_str() {
        "crate" => Some(("crate".to_owned(), rest)),
        "self" => Some((name.to_owned(), rest)),
        "super" => {
            let parent = parent(name);
            match rest.first() {
                Some(next) if next == "super" => from(parent, rest, modules),
                _ => Some((parent.to_owned(), rest)),
            }
        }
        first if modules.contains(&below(name, first)) => Some((below(name, first), rest)),
        _ => None,
    }
}
