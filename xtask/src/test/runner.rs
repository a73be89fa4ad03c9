//! Runs the programs that test, and adds up what their closing lines say.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader},
    ops::AddAssign,
    path::Path,
    process::{Command, Stdio},
};

use anyhow::{Context, Result};

/// Runs a program; `pass_on` gets its output line by line.
pub fn run_through(root: &Path, command: &mut Command, pass_on: impl FnMut(&str)) -> End {
    let mut end = End::default();
    if let Err(error) = read_through(root, command, &mut end, pass_on) {
        end.ok = false;
        end.keep(format!("{error:#}"));
    }
    end
}

fn read_through(
    root: &Path,
    command: &mut Command,
    end: &mut End,
    mut pass_on: impl FnMut(&str),
) -> Result<()> {
    // One pipe for both, so that the lines stay in their order.
    let (reader, writer) = std::io::pipe()?;
    let child = command
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn();
    // The command holds ends of the pipe, which would never be read to its end.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.context("cannot be started")?;
    // Bytes, because a test may print what is not UTF-8.
    for line in BufReader::new(reader).split(b'\n') {
        let line = line?;
        let line = String::from_utf8_lossy(&line);
        pass_on(&line);
        end.counted += Tally::of_line(&line);
        end.keep(line.into_owned());
    }
    end.ok = child.wait()?.success();
    Ok(())
}

/// How many of the last lines of what failed are shown again: enough for a failed test of node's
/// runner, few enough for ten of them on one screen of a log.
const TAIL: usize = 60;

/// How a program ended.
#[derive(Default)]
pub struct End {
    pub ok: bool,
    /// What its closing lines say, if it is a test runner.
    pub counted: Tally,
    /// The last lines of its output.
    pub tail: VecDeque<String>,
}

impl End {
    fn keep(&mut self, line: String) {
        if self.tail.len() == TAIL {
            self.tail.pop_front();
        }
        self.tail.push_back(line);
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u32,
    pub failed: u32,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Tally {
    /// What one line of a runner's output adds: nothing, unless it is a closing line.
    fn of_line(line: &str) -> Self {
        let line = without_colours(line);
        if let Some((_, counts)) = line
            .strip_prefix("test result: ")
            .and_then(|result| result.split_once(". "))
        {
            return Self::of_cargo(counts);
        }
        let Some(count) = line.strip_prefix("# ").or_else(|| line.strip_prefix("ℹ ")) else {
            return Self::default();
        };
        Self::of_node(count).unwrap_or_default()
    }

    /// `5 passed; 1 failed; …`: libtest, and the runner of wasm-bindgen.
    fn of_cargo(counts: &str) -> Self {
        let mut tally = Self::default();
        for (count, kind) in counts.split("; ").filter_map(|count| count.split_once(' ')) {
            let count = count.parse().unwrap_or(0);
            match kind {
                "passed" => tally.passed = count,
                "failed" => tally.failed = count,
                _ => {}
            }
        }
        tally
    }

    /// `pass 5`, `fail 1`, `cancelled 0`: node's runner.
    fn of_node(line: &str) -> Option<Self> {
        let (kind, count) = line.split_once(' ')?;
        let count = count.parse().ok()?;
        match kind {
            "pass" => Some(Self {
                passed: count,
                failed: 0,
            }),
            "fail" | "cancelled" => Some(Self {
                passed: 0,
                failed: count,
            }),
            _ => None,
        }
    }
}

/// A line without its ANSI colours (`ESC [ … m`).
fn without_colours(line: &str) -> String {
    let mut parts = line.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |plain, part| {
        plain + part.split_once('m').map_or(part, |(_, text)| text)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(passed: u32, failed: u32) -> Tally {
        Tally { passed, failed }
    }

    #[test]
    fn the_closing_line_of_cargo_test_is_counted() {
        let line = "test result: FAILED. 5 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out";
        assert_eq!(Tally::of_line(line), tally(5, 2));
    }

    #[test]
    fn colours_do_not_hide_a_closing_line() {
        let line = "test result: \u{1b}[32mok\u{1b}[0m. 3 passed; 0 failed; 0 ignored";
        assert_eq!(Tally::of_line(line), tally(3, 0));
    }

    #[test]
    fn both_forms_of_nodes_closing_lines_are_counted() {
        assert_eq!(Tally::of_line("# pass 7"), tally(7, 0));
        assert_eq!(Tally::of_line("ℹ fail 2"), tally(0, 2));
        assert_eq!(
            Tally::of_line("\u{1b}[34mℹ cancelled 1\u{1b}[39m"),
            tally(0, 1)
        );
    }

    #[test]
    fn other_lines_count_nothing() {
        for line in ["", "# tests 7", "# passing 3", "test a ... ok", "pass 3"] {
            assert_eq!(Tally::of_line(line), tally(0, 0), "{line}");
        }
    }
}
