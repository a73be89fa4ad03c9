//! Runs the programs of one suite, keeps their output, and adds up the counts of their reporters.

use std::{
    collections::VecDeque,
    io::{BufRead, BufReader},
    ops::AddAssign,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Instant,
};

use anyhow::{Context, Result};

use super::{
    libtest::{self, Line},
    report::{self, Case, End},
};
use crate::command::shown;

/// How many of the last lines of a failed program are shown again: enough for a failed test of Node's
/// runner, and few enough that ten failures fit on one screen of a log.
const TAIL: usize = 60;

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
    /// Adds a test; a skipped test is not counted.
    pub fn add(&mut self, end: &End) {
        match end {
            End::Passed => self.passed += 1,
            End::Failed(_) => self.failed += 1,
            End::Skipped => {}
        }
    }
}

/// A running suite.
pub struct Run<'a> {
    pub root: &'a Path,
    /// The file for its results, as JUnit XML, without the extension.
    results: PathBuf,
    name: String,
    /// Whether its output is printed immediately, because nothing runs in parallel.
    live: bool,
    /// Whether its programs run at a lower priority.
    nice: bool,
    start: Instant,
    pub log: String,
    cases: Vec<Case>,
    /// How many programs have written their own results.
    reports: u32,
    pub tally: Tally,
    /// The failures, each with its last lines, which are shown again at the end of the log.
    pub failures: Vec<String>,
}

impl<'a> Run<'a> {
    pub fn new(root: &'a Path, results: PathBuf, name: &str, live: bool, nice: bool) -> Self {
        Self {
            root,
            results,
            name: name.to_owned(),
            live,
            nice,
            start: Instant::now(),
            log: String::new(),
            cases: Vec::new(),
            reports: 0,
            tally: Tally::default(),
            failures: Vec::new(),
        }
    }

    /// Prints a line, or keeps it until the suite ends.
    pub fn say(&mut self, line: &str) {
        if self.live {
            println!("{line}");
        } else {
            self.log.push_str(line);
            self.log.push('\n');
        }
    }

    /// Records that a test of xtask itself has passed.
    pub fn passed(&mut self, name: &str) {
        self.case(name, 0.0, End::Passed);
    }

    /// Records a failure: of a test of xtask itself, or of something that prevented tests from running.
    pub fn failed(&mut self, name: &str, why: &str) {
        self.case(name, 0.0, End::Failed(why.to_owned()));
        let what = [name, why].join("\n");
        self.note(what.trim_end().to_owned());
    }

    /// Runs a program as one test, which passes if the program succeeds.
    pub fn check(&mut self, command: &mut Command) {
        let title = shown(command);
        let start = Instant::now();
        let (ok, tail) = self.run_through(command, |run, line| run.say(line));
        let seconds = start.elapsed().as_secs_f64();
        if ok {
            return self.case(&title, seconds, End::Passed);
        }
        self.case(&title, seconds, End::Failed(tail.clone()));
        self.note(format!("{title}\n{tail}"));
    }

    /// Runs a file of tests with Node's runner, which reports them.
    pub fn node(&mut self, command: &mut Command) {
        self.reports += 1;
        let report = self.results.with_extension(format!("{}.xml", self.reports));
        let mut reporting = Command::new(command.get_program());
        reporting
            .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
            .args(["--test-reporter=junit", "--test-reporter-destination"])
            .arg(&report)
            .args(command.get_args());
        pass_on(command, &mut reporting);
        let title = shown(command);
        let (ok, tail) = self.titled(&title, &mut reporting, |run, line| run.say(line));
        match report::read(&report) {
            Ok(tally) => {
                self.tally += tally;
                self.end(&title, tally, ok, &tail);
            }
            Err(error) => self.failed(&title, &format!("{error:#}\n{tail}")),
        }
    }

    /// Runs `cargo test …`. The test programs report in the format of [`libtest::FORMAT`].
    pub fn cargo(&mut self, command: &mut Command) {
        let before = self.tally;
        let title = shown(command);
        let mut reporting = Command::new(command.get_program());
        let (of_cargo, of_tests): (Vec<_>, Vec<_>) = {
            let mut args = command.get_args();
            let of_cargo = args.by_ref().take_while(|arg| *arg != "--").collect();
            (of_cargo, args.collect())
        };
        reporting
            .args(of_cargo)
            .args(["--config", &libtest::runner(), "--"])
            .args(libtest::FORMAT)
            .args(of_tests);
        pass_on(command, &mut reporting);
        let (ok, tail) = self.titled(&title, &mut reporting, |run, line| {
            match libtest::read(line) {
                Line::Case(case) => run.libtest(case),
                Line::Silent => {}
                Line::Text => run.say(line),
            }
        });
        let tally = Tally {
            passed: self.tally.passed - before.passed,
            failed: self.tally.failed - before.failed,
        };
        // Failed tests have already been noted, one by one.
        if tally.failed == 0 {
            self.end(&title, tally, ok, &tail);
        }
    }

    /// Records a test that Rust's harness reports.
    fn libtest(&mut self, case: Case) {
        let (how, said) = match &case.end {
            End::Passed => ("ok", None),
            End::Skipped => ("ignored", None),
            End::Failed(said) => ("FAILED", Some(said.clone())),
        };
        self.say(&format!("test {} ... {how}", case.name));
        if let Some(said) = said {
            self.say(said.trim_end());
            self.note(format!("{}\n{}", case.name, said.trim_end()));
        }
        self.tally.add(&case.end);
        self.cases.push(case);
    }

    /// Runs wasm-bindgen's test runner, which has no reporter and prints each test as `test NAME ... ok`.
    pub fn wasm(&mut self, command: &mut Command) {
        let title = shown(command);
        let mut tally = Tally::default();
        let (ok, tail) = self.run_through(command, |run, line| {
            run.say(line);
            if let Some((name, end)) = of_wasm(line) {
                tally.add(&end);
                run.case(name, 0.0, end);
            }
        });
        self.end(&title, tally, ok, &tail);
    }

    /// Records how a test runner ended. It is a failure itself if it ran no test, or failed without a failed test.
    fn end(&mut self, title: &str, tally: Tally, ok: bool, tail: &str) {
        if ok && tally == Tally::default() {
            self.failed(title, "no test ran");
        } else if !ok && tally.failed == 0 {
            self.failed(title, tail);
        } else if tally.failed > 0 {
            self.note(format!("{title}\n{tail}"));
        }
    }

    fn case(&mut self, name: &str, seconds: f64, end: End) {
        self.tally.add(&end);
        self.cases.push(Case {
            name: name.to_owned(),
            seconds,
            end,
        });
    }

    /// Prints a failure, and keeps it for the end.
    fn note(&mut self, what: String) {
        let first = what.lines().next().unwrap_or_default();
        self.say(&format!("failed: {first}"));
        self.failures.push(what);
    }

    /// Writes the results of the tests that have no reporter.
    pub fn write(&self) -> Result<()> {
        if self.cases.is_empty() {
            return Ok(());
        }
        report::write(&self.results.with_extension("xml"), &self.name, &self.cases)
    }

    pub fn seconds(&self) -> f32 {
        self.start.elapsed().as_secs_f32()
    }

    fn run_through(
        &mut self,
        command: &mut Command,
        read: impl FnMut(&mut Self, &str),
    ) -> (bool, String) {
        let title = shown(command);
        self.titled(&title, command, read)
    }

    /// Runs a program, and passes its output to `read` line by line. Returns whether it succeeded, and its last lines.
    fn titled(
        &mut self,
        title: &str,
        command: &mut Command,
        mut read: impl FnMut(&mut Self, &str),
    ) -> (bool, String) {
        self.say(&format!("$ {title}"));
        let mut tail = VecDeque::new();
        let mut keep = |line: &str| {
            if tail.len() == TAIL {
                tail.pop_front();
            }
            tail.push_back(line.to_owned());
        };
        let command = match self.nice {
            true => &mut nice(command),
            false => command,
        };
        let ended = read_through(self.root, command, |line| {
            keep(line);
            read(self, line);
        });
        let ok = ended.unwrap_or_else(|error| {
            keep(&format!("{error:#}"));
            false
        });
        (ok, Vec::from(tail).join("\n"))
    }
}

/// Runs a program to its end, and returns whether it succeeded.
fn read_through(root: &Path, command: &mut Command, mut read: impl FnMut(&str)) -> Result<bool> {
    // One pipe for stdout and stderr, so that their lines stay in order.
    let (reader, writer) = std::io::pipe()?;
    let child = command
        .current_dir(root)
        .stdin(Stdio::null())
        .stdout(writer.try_clone()?)
        .stderr(writer)
        .spawn();
    // The command still holds write ends of the pipe. Unless they are closed, reading never ends.
    command.stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = child.context("cannot be started")?;
    // Bytes, because a test may print what is not UTF-8.
    for line in BufReader::new(reader).split(b'\n') {
        let line = line?;
        read(&String::from_utf8_lossy(&line));
    }
    Ok(child.wait()?.success())
}

/// Returns a command that runs the same program at a lower priority.
fn nice(command: &Command) -> Command {
    let mut nice = Command::new("nice");
    nice.arg(command.get_program()).args(command.get_args());
    pass_on(command, &mut nice);
    nice
}

/// Copies the changes to the environment from one command to another.
fn pass_on(command: &Command, other: &mut Command) {
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => other.env(name, value),
            None => other.env_remove(name),
        };
    }
}

/// Reads a test from a line of wasm-bindgen's test runner.
fn of_wasm(line: &str) -> Option<(&str, End)> {
    let (name, how) = line.strip_prefix("test ")?.rsplit_once(" ... ")?;
    let end = match how.split(' ').next()? {
        "ok" => End::Passed,
        "ignored" | "ignored," => End::Skipped,
        "FAIL" => End::Failed(how.to_owned()),
        _ => return None,
    };
    Some((name, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tests_of_the_runner_of_wasm_bindgen_are_read() {
        let passed = of_wasm("test options::a_test ... ok");
        assert!(matches!(passed, Some(("options::a_test", End::Passed))));
        let failed = of_wasm("test options::a_test ... FAIL");
        assert!(matches!(failed, Some((_, End::Failed(_)))));
        for line in [
            "",
            "running 3 tests",
            "test result: ok. 3 passed",
            "latest ... ok",
        ] {
            assert!(of_wasm(line).is_none(), "{line}");
        }
    }
}
