//! `cargo xtask bench`: measures the package beside the original, or fuzzes its pure modules.

use std::{
    path::Path,
    process::{Command, ExitCode, Stdio},
};

use anyhow::{Context, Result};
use clap::{Subcommand, ValueEnum};

use crate::{build, command::shown, fuzz::fuzz, setup};

/// What is measured, and where.
#[derive(clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub struct Args {
    /// Which parts to measure, and in which engines; all of them if none is named
    #[arg(value_name = "PART|ENGINE")]
    words: Vec<Word>,
    /// Takes few rounds, to try it out: what it prints is no result
    #[arg(long)]
    quick: bool,
    #[command(subcommand)]
    instead: Option<Instead>,
}

#[derive(Subcommand)]
enum Instead {
    /// Feeds the crate's pure functions what libFuzzer makes up
    Fuzz {
        /// Seconds for all targets together
        #[arg(long, default_value_t = 60)]
        seconds: u64,
    },
}

/// A part of `tests/bench/`, or an engine.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Word {
    /// What a visitor downloads
    Size,
    /// From the text of the script to the first `Api`
    Startup,
    /// What runs when the package is imported
    Import,
    /// A call's own work, without the network
    Call,
    /// A call over a socket of this machine
    Loopback,
    /// The memory of the wasm, before and after many calls
    Memory,
    /// Whether a call costs more when many are in flight
    Growth,
    /// In Chromium only
    Chromium,
    /// In Firefox only
    Firefox,
    /// In WebKit only
    Webkit,
}

impl Word {
    const ENGINES: [Self; 3] = [Self::Chromium, Self::Firefox, Self::Webkit];
}

/// Measures; the exit code is 1 if a figure is over its limit.
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
        match engine {
            Word::Firefox => command.envs(setup::firefox()?),
            Word::Webkit => command.envs(setup::webkit()?),
            _ => command.env("CHROMIUM", setup::chromium()?.browser),
        };
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

/// The engines that are needed for what is named.
fn engines(words: &[Word]) -> Vec<Word> {
    let named: Vec<Word> = Word::ENGINES
        .into_iter()
        .filter(|engine| words.contains(engine))
        .collect();
    match (named.is_empty(), words) {
        (true, [Word::Size]) => Vec::new(),
        (true, _) => Word::ENGINES.to_vec(),
        (false, _) => named,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_engines_that_are_named_are_needed() {
        assert_eq!(engines(&[]).len(), 3);
        assert_eq!(engines(&[Word::Call]).len(), 3);
        assert_eq!(engines(&[Word::Size]).len(), 0);
        assert_eq!(engines(&[Word::Call, Word::Firefox]).len(), 1);
    }
}
