//! What the command line selects: the parts, in the order in which they are printed, the engines, and how they run.

use std::sync::LazyLock;

use clap::{ValueEnum, builder::PossibleValue};

use crate::engine::Engine;

/// A part of the tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
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
}

impl Part {
    /// Returns the part as it is typed.
    pub fn name(self) -> String {
        self.to_possible_value()
            .map_or_else(String::new, |value| value.get_name().to_owned())
    }
}

/// The parts of `quick`.
const QUICK: [Part; 6] = [
    Part::Format,
    Part::Lint,
    Part::Native,
    Part::Types,
    Part::Wire,
    Part::Browsers,
];

/// A word of the command line: a part, or what narrows the parts down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    Part(Part),
    Quick,
    Engine(Engine),
}

impl ValueEnum for Word {
    fn value_variants<'a>() -> &'a [Self] {
        static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
            let parts = Part::value_variants().iter().copied().map(Word::Part);
            parts
                .chain([Word::Quick])
                .chain(Engine::ALL.map(Word::Engine))
                .collect()
        });
        &WORDS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Part(part) => part.to_possible_value()?,
            Self::Quick => PossibleValue::new("quick").help(
                "A first look: `format`, `lint`, `native`, `types`, and `wire` and parts of `browsers` in Chromium",
            ),
            Self::Engine(engine) => PossibleValue::new(engine.name()).help(match engine {
                Engine::Chromium => {
                    "`wire`, `twin` and `browsers` in Chromium only; adds `browsers` if none of the three is named"
                }
                Engine::Firefox => "The same for Firefox",
                Engine::Webkit => "The same for WebKit",
            }),
        })
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
        !self.chosen.quick && !self.peer && self.chosen.engines.len() == Engine::ALL.len()
    }
}

/// The parts and engines that a command line selects.
pub struct Chosen {
    /// The parts, in the order of [`Part`].
    pub parts: Vec<Part>,
    /// The engines, in the order of [`Engine`].
    pub engines: Vec<Engine>,
    /// Whether the long tests of the parts are left out.
    pub quick: bool,
}

impl Chosen {
    /// Selects the named parts and engines: all parts if `words` is empty, and all engines if none is named, or only
    /// Chromium with `quick`. If an engine is named, but none of `wire`, `twin` and `browsers`, adds `browsers`.
    pub fn by(words: &[Word]) -> Self {
        let is_named = |part: &Part| words.contains(&Word::Part(*part));
        let quick = words.contains(&Word::Quick);
        let mut engines = Engine::ALL.to_vec();
        engines.retain(|engine| words.contains(&Word::Engine(*engine)));
        let of_engines = [Part::Wire, Part::Twin, Part::Browsers];
        let only_engines = !engines.is_empty() && !of_engines.iter().any(is_named);
        let is_wanted = |part: &Part| {
            words.is_empty()
                || is_named(part)
                || (quick && QUICK.contains(part))
                || (*part == Part::Browsers && only_engines)
        };
        let mut parts = Part::value_variants().to_vec();
        parts.retain(is_wanted);
        if engines.is_empty() {
            engines.extend(if quick {
                &Engine::ALL[..1]
            } else {
                &Engine::ALL
            });
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
        assert_eq!(chosen.parts, Part::value_variants());
        assert_eq!(chosen.engines, Engine::ALL);
    }

    #[test]
    fn an_engine_alone_is_for_the_browsers() {
        let chosen = Chosen::by(&[Word::Engine(Engine::Firefox)]);
        assert_eq!(chosen.parts, [Part::Browsers]);
        assert_eq!(chosen.engines, [Engine::Firefox]);
        let chosen = Chosen::by(&[Word::Engine(Engine::Webkit), Word::Part(Part::Wire)]);
        assert_eq!(chosen.parts, [Part::Wire]);
        assert_eq!(chosen.engines, [Engine::Webkit]);
        let chosen = Chosen::by(&[Word::Part(Part::Format), Word::Engine(Engine::Chromium)]);
        assert_eq!(chosen.parts, [Part::Format, Part::Browsers]);
    }

    #[test]
    fn a_quick_run_has_one_engine_unless_others_are_named() {
        let chosen = Chosen::by(&[Word::Quick]);
        assert_eq!(chosen.parts, QUICK);
        assert_eq!(chosen.engines, [Engine::Chromium]);
        assert!(chosen.quick);
        let chosen = Chosen::by(&[Word::Quick, Word::Engine(Engine::Firefox)]);
        assert_eq!(chosen.engines, [Engine::Firefox]);
    }
}
