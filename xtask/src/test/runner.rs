//! Runs the programs of one suite, keeps their output, and adds up the counts of their reports.

use std::{
    collections::VecDeque,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use report::{Case, End, Tally, wasm_bindgen};

use super::program::{self, Limits};
use crate::{command::shown, files::remove};

/// How many of the last lines of a failed program are shown again: enough for a failed test of Node's
/// runner, and few enough that ten failures fit on one screen of a log.
const TAIL: usize = 60;

/// How a suite runs.
pub struct Manner {
    /// Whether its output is printed immediately, because nothing runs in parallel.
    pub live: bool,
    /// Whether its programs run at a lower priority.
    pub nice: bool,
}

/// A running suite.
pub struct RunningSuite<'a> {
    pub root: &'a Path,
    /// The file for its results, as JUnit XML, without the extension.
    results: PathBuf,
    name: String,
    manner: Manner,
    /// How long each of its programs may take.
    pub limit: Duration,
    start: Instant,
    pub log: String,
    cases: Vec<Case>,
    /// How many programs have written their own results.
    reports: u32,
    pub tally: Tally,
    /// The failures, each with its last lines, which are shown again at the end of the log.
    pub failures: Vec<String>,
}

impl<'a> RunningSuite<'a> {
    pub fn new(
        root: &'a Path,
        results: PathBuf,
        name: &str,
        manner: Manner,
        limit: Duration,
    ) -> Self {
        Self {
            root,
            results,
            name: name.to_owned(),
            manner,
            limit,
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
        if self.manner.live {
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
        let (ok, tail) = self.run_through(&title, command);
        let seconds = start.elapsed().as_secs_f64();
        if ok {
            return self.case(&title, seconds, End::Passed);
        }
        self.case(&title, seconds, End::Failed(tail.clone()));
        self.note(format!("{title}\n{tail}"));
    }

    /// Runs a file of tests with Node's runner, which reports them.
    pub fn node(&mut self, command: &mut Command) {
        let report = self.next_report();
        let mut reporting = Command::new(command.get_program());
        reporting
            .args([
                "--test-reporter=./tests/end.mjs",
                "--test-reporter-destination=stderr",
            ])
            .args(["--test-reporter=spec", "--test-reporter-destination=stdout"])
            .args(["--test-reporter=junit", "--test-reporter-destination"])
            .arg(&report)
            .args(command.get_args());
        pass_on(command, &mut reporting);
        self.reported(&shown(command), &mut reporting, || report::read(&report));
    }

    /// Runs tests with cargo-nextest and this profile of `.config/nextest.toml`, whose report it reads.
    pub fn nextest(&mut self, command: &mut Command, profile: &str) {
        let report = self.next_report();
        let written = self
            .root
            .join("target/nextest")
            .join(profile)
            .join("junit.xml");
        // One of an earlier run would count if this run ends before it writes one.
        let removed = remove(&written);
        command.args(["--profile", profile]);
        self.reported(&shown(command), command, || {
            removed?;
            fs::rename(&written, &report).with_context(|| format!("no {}", written.display()))?;
            report::read(&report)
        });
    }

    /// Runs wasm-pack's tests, which our build of wasm-bindgen's runner reports, in one file for each test program.
    pub fn wasm(&mut self, command: &mut Command) {
        let folder = self.results.clone();
        command.env(wasm_bindgen::FOLDER, &folder);
        self.reported(&shown(command), command, || {
            let mut tally = Tally::default();
            let reports = fs::read_dir(&folder);
            for report in reports.with_context(|| format!("no {}", folder.display()))? {
                tally += report::read(&report?.path())?;
            }
            Ok(tally)
        });
    }

    /// Returns the file for the results of the next program.
    fn next_report(&mut self) -> PathBuf {
        self.reports += 1;
        self.results.with_extension(format!("{}.xml", self.reports))
    }

    /// Runs a program that reports its tests, and counts them.
    fn reported(
        &mut self,
        title: &str,
        command: &mut Command,
        read: impl FnOnce() -> Result<Tally>,
    ) {
        let (ok, tail) = self.run_through(title, command);
        match read() {
            Ok(tally) => {
                self.tally += tally;
                self.end(title, tally, ok, &tail);
            }
            Err(error) => self.failed(title, &format!("{error:#}\n{tail}")),
        }
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

    /// Runs a program, and says its output line by line. Returns whether it succeeded, and its last lines.
    fn run_through(&mut self, title: &str, command: &mut Command) -> (bool, String) {
        self.say(&format!("$ {title}"));
        let mut tail = VecDeque::new();
        let mut keep = |line: &str| {
            if tail.len() == TAIL {
                tail.pop_front();
            }
            tail.push_back(line.to_owned());
        };
        let command = if self.manner.nice {
            &mut nice(command)
        } else {
            command
        };
        let limits = Limits::of(self.limit);
        let ended = program::run(self.root, command, limits, |line| {
            keep(line);
            self.say(line);
        });
        let ok = ended.unwrap_or_else(|error| {
            let why = format!("{error:#}");
            keep(&why);
            self.say(&why);
            false
        });
        (ok, Vec::from(tail).join("\n"))
    }
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
