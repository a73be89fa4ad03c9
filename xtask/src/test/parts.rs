//! The words of the command line: the parts, in the order in which they are listed, and the engines.

use clap::ValueEnum;

/// A part, or a word that narrows the parts down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Word {
    /// rustfmt and prettier find nothing to change
    Format,
    /// clippy, tsc and rustdoc find nothing to complain about
    Lint,
    /// The tests that need no browser
    Native,
    /// The build, and what is inside the tarball that it makes
    Build,
    /// The declarations, under three compilers and three ways of resolution
    Types,
    /// The documentation: its examples, its links, the vendor's snippets
    Docs,
    /// The crate's own tests in headless Chrome
    Wasm,
    /// The package's requests, compared with the recorded ones
    Wire,
    /// What `fetchConfig` makes of the files of a project
    Settings,
    /// What the original SDK gets wrong
    Defects,
    /// Sign-in to the end: state, callback, tokens, session
    Session,
    /// How the package loads, in a page and in Node
    Loading,
    /// Hostile arguments and answers, many calls at once, leaks
    Abuse,
    /// The package against a service that fails, over a socket
    Faults,
    /// Sign-in and session against authorization servers of others
    Servers,
    /// Eight tabs for a minute: slow and lost answers, no network, reloads, sign-outs
    Soak,
    /// The tests of behaviour with the Rust as JavaScript, in browsers without WebAssembly
    Twin,
    /// Projects that install the tarball, build it in and run it
    Packages,
    /// The package of the sandbox service, from its tarball
    Sandbox,
    /// How the demo looks, and what axe says of it
    Looks,
    /// The package and the demo in browsers, against the sandbox service
    Browsers,
    /// A minute's worth: `format`, `lint`, `native`, `types`, and in Chromium `wire` and some flows of `browsers`
    Quick,
    /// `wire` and `twin` or, without them, `browsers` in Chromium only
    Chromium,
    /// The same in Firefox only
    Firefox,
    /// The same in WebKit only
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
    /// As it is typed.
    pub fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// What the words of a command line ask for.
pub struct Chosen {
    /// In the order of [`PARTS`].
    pub parts: Vec<Word>,
    /// In the order of [`ENGINES`].
    pub engines: Vec<Word>,
    /// Whether the long tests of the parts are left out.
    pub quick: bool,
}

impl Chosen {
    /// All parts if none is named, all engines if none is.
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
    fn no_word_is_every_part_in_every_engine() {
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
