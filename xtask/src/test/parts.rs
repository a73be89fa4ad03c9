//! What the command line selects: the parts, in the order in which they are printed, the engines, and how they run.

use clap::ValueEnum;

/// A part, or a word that narrows the parts down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Word {
    /// The formatting: rustfmt and prettier
    Format,
    /// The linters (clippy, tsc, rustdoc, cargo-deny), and the signatures of the npm packages
    Lint,
    /// The tests that need no browser
    Native,
    /// The build: the contents of its tarball, and the same bytes from another folder
    Build,
    /// The declarations, with three TypeScript compilers and three kinds of module resolution
    Types,
    /// The documentation: its examples, its links, and the vendor's snippets
    Docs,
    /// The crate's own tests in headless Chrome
    Wasm,
    /// The package's requests, compared with the recorded ones
    Wire,
    /// How `fetchConfig` reads a project's settings files
    Settings,
    /// What the original SDK gets wrong
    Defects,
    /// The complete sign-in: state, callback, tokens, session
    Session,
    /// How the package loads, in a page and in Node, and how it recovers from traps
    Loading,
    /// Hostile arguments and responses, many calls at once, leaks
    Abuse,
    /// The package against a failing service, over a socket
    Faults,
    /// Sign-in and session against independent authorization servers
    Servers,
    /// Eight tabs for a minute: slow and lost responses, no network, reloads, sign-outs
    Soak,
    /// The behaviour with the Rust code as JavaScript, in browsers without WebAssembly
    Twin,
    /// Projects that install the tarball, build with it and run it
    Packages,
    /// The npm package of the sandbox service, from its tarball
    Sandbox,
    /// The look of the demo, and its accessibility according to axe
    Looks,
    /// The package and the demo in browsers, against the sandbox service
    Browsers,
    /// A first look: `format`, `lint`, `native`, `types`, and `wire` and parts of `browsers` in Chromium
    Quick,
    /// `wire`, `twin` and `browsers` in Chromium only; adds `browsers` if none of the three is named
    Chromium,
    /// The same for Firefox
    Firefox,
    /// The same for WebKit
    Webkit,
}

/// All parts.
pub const PARTS: [Word; 21] = [
    Word::Format,
    Word::Lint,
    Word::Native,
    Word::Build,
    Word::Types,
    Word::Docs,
    Word::Wasm,
    Word::Wire,
    Word::Settings,
    Word::Defects,
    Word::Session,
    Word::Loading,
    Word::Abuse,
    Word::Faults,
    Word::Servers,
    Word::Soak,
    Word::Twin,
    Word::Packages,
    Word::Sandbox,
    Word::Looks,
    Word::Browsers,
];

/// All engines.
pub const ENGINES: [Word; 3] = [Word::Chromium, Word::Firefox, Word::Webkit];

/// The parts of `quick`.
const QUICK: [Word; 6] = [
    Word::Format,
    Word::Lint,
    Word::Native,
    Word::Types,
    Word::Wire,
    Word::Browsers,
];

impl Word {
    /// Returns the word as it is typed.
    pub fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// The options of the command line.
pub struct Options {
    pub chosen: Chosen,
    /// Whether `wire` runs the original SDK.
    pub peer: bool,
    /// The duration of the soak, in seconds.
    pub seconds: u32,
}

impl Options {
    /// Whether the suites run completely. The duration of the soak does not matter.
    pub fn is_whole(&self) -> bool {
        !self.chosen.quick && !self.peer && self.chosen.engines.len() == ENGINES.len()
    }
}

/// The parts and engines that a command line selects.
pub struct Chosen {
    /// The parts, in the order of [`PARTS`].
    pub parts: Vec<Word>,
    /// The engines, in the order of [`ENGINES`].
    pub engines: Vec<Word>,
    /// Whether the long tests of the parts are left out.
    pub quick: bool,
}

impl Chosen {
    /// Selects the named parts and engines: all parts if `words` is empty, and all engines if none is named, or only
    /// Chromium with `quick`. If an engine is named, but none of `wire`, `twin` and `browsers`, adds `browsers`.
    pub fn by(words: &[Word]) -> Self {
        let named = |word: &Word| words.contains(word);
        let quick = named(&Word::Quick);
        let mut engines: Vec<Word> = ENGINES.into_iter().filter(named).collect();
        let of_engines = [Word::Wire, Word::Twin, Word::Browsers];
        let only_engines = !engines.is_empty() && !of_engines.iter().any(named);
        let wanted = |part: &Word| {
            words.is_empty()
                || named(part)
                || (quick && QUICK.contains(part))
                || (*part == Word::Browsers && only_engines)
        };
        let parts = PARTS.into_iter().filter(wanted).collect();
        if engines.is_empty() {
            engines.extend(if quick { &ENGINES[..1] } else { &ENGINES });
        }
        Self {
            parts,
            engines,
            quick,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_arguments_every_part_runs_in_every_engine() {
        let chosen = Chosen::by(&[]);
        assert_eq!(chosen.parts, PARTS);
        assert_eq!(chosen.engines, ENGINES);
    }

    #[test]
    fn an_engine_alone_is_for_the_browsers() {
        let chosen = Chosen::by(&[Word::Firefox]);
        assert_eq!(chosen.parts, [Word::Browsers]);
        assert_eq!(chosen.engines, [Word::Firefox]);
        let chosen = Chosen::by(&[Word::Webkit, Word::Wire]);
        assert_eq!(chosen.parts, [Word::Wire]);
        assert_eq!(chosen.engines, [Word::Webkit]);
        let chosen = Chosen::by(&[Word::Format, Word::Chromium]);
        assert_eq!(chosen.parts, [Word::Format, Word::Browsers]);
    }

    #[test]
    fn a_quick_run_has_one_engine_unless_others_are_named() {
        let chosen = Chosen::by(&[Word::Quick]);
        assert_eq!(chosen.parts, QUICK);
        assert_eq!(chosen.engines, [Word::Chromium]);
        assert!(chosen.quick);
        let chosen = Chosen::by(&[Word::Quick, Word::Firefox]);
        assert_eq!(chosen.engines, [Word::Firefox]);
    }
}
