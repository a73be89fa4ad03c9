//! `cargo xtask bench`: measures the package against the original SDK, or fuzzes its pure modules.

use std::{
    path::Path,
    process::{Command, ExitCode, Stdio},
    sync::LazyLock,
};

use anyhow::{Context, Result};
use clap::{Subcommand, ValueEnum, builder::PossibleValue};

use crate::{
    build,
    command::shown,
    engine::{Engine, SHELL},
    fuzz::fuzz,
    setup,
};

/// What to measure, and in which engines.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    /// The parts to measure and the engines to use; all of them by default
    #[arg(value_name = "PART|ENGINE")]
    words: Vec<Word>,
    /// Runs few rounds, as a trial: the figures are not reliable
    #[arg(long)]
    quick: bool,
    #[command(subcommand)]
    instead: Option<Instead>,
}

#[derive(Subcommand)]
enum Instead {
    /// Fuzzes the crate's pure functions with libFuzzer
    Fuzz {
        /// The time for all targets together, in seconds
        #[arg(long, default_value_t = 60)]
        seconds: u64,
    },
}

/// A part of `tests/bench/`.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Part {
    /// What a visitor downloads
    Size,
    /// The time from receiving the script's text to the first `Api`
    Startup,
    /// The work done when the package is imported
    Import,
    /// The work of a call itself, without the network
    Call,
    /// A call over a loopback socket
    Loopback,
    /// The wasm memory, before and after many calls
    Memory,
    /// Whether a call costs more when many are in flight
    Growth,
}

/// A word of the command line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Part(Part),
    Engine(Engine),
}

impl ValueEnum for Word {
    fn value_variants<'a>() -> &'a [Self] {
        static WORDS: LazyLock<Vec<Word>> = LazyLock::new(|| {
            let parts = Part::value_variants().iter().copied().map(Word::Part);
            parts.chain(Engine::ALL.map(Word::Engine)).collect()
        });
        &WORDS
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        match self {
            Self::Part(part) => part.to_possible_value(),
            Self::Engine(engine) => engine.to_possible_value(),
        }
    }
}

/// Measures or fuzzes. The exit code is 1 if a figure is over its limit or fuzzing found something.
pub fn bench(root: &Path, args: &Args) -> Result<ExitCode> {
    match args.instead {
        Some(Instead::Fuzz { seconds }) => fuzz(root, seconds),
        None => measure(root, &args.words, args.quick),
    }
}

fn measure(root: &Path, words: &[Word], quick: bool) -> Result<ExitCode> {
    setup::for_build(root)?;
    build::build(root)?;
    let mut command = Command::new("node");
    command.arg("tests/bench/run.mjs");
    for word in words {
        let value = word.to_possible_value();
        command.args(value.as_ref().map(|value| value.get_name()));
    }
    command.args(quick.then_some("--quick"));
    for engine in engines(words) {
        // Full Chromium, as users have it.
        let programs = engine.programs()?.into_iter();
        command.envs(programs.filter(|(variable, _)| *variable != SHELL));
    }
    let status = command
        .current_dir(root)
        .stdin(Stdio::null())
        .status()
        .with_context(|| format!("cannot start `{}`", shown(&command)))?;
    Ok(match status.success() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Returns the engines that the command line needs: the named ones, otherwise all, but none for `size` alone.
fn engines(words: &[Word]) -> Vec<Engine> {
    let is_named = |engine: &Engine| words.contains(&Word::Engine(*engine));
    let named: Vec<Engine> = Engine::ALL.into_iter().filter(is_named).collect();
    if !named.is_empty() {
        named
    } else if words == [Word::Part(Part::Size)] {
        Vec::new()
    } else {
        Engine::ALL.to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_engines_that_are_named_are_needed() {
        assert_eq!(engines(&[]).len(), 3);
        assert_eq!(engines(&[Word::Part(Part::Call)]).len(), 3);
        assert_eq!(engines(&[Word::Part(Part::Size)]).len(), 0);
        assert_eq!(
            engines(&[Word::Part(Part::Call), Word::Engine(Engine::Firefox)]),
            [Engine::Firefox]
        );
    }
}
