//! `cargo xtask test`: runs the suites of the parts in parallel, and adds up the counts of their reporters.

mod durations;
mod parts;
mod plan;
mod program;
mod runner;
mod scheduler;
mod scripts;
mod suites;

use std::{
    fs,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result};
use report::Tally;

use crate::files::remove;
use durations::Durations;
use parts::{Chosen, Options, Part, Word};
use plan::{Plan, Suite};
use runner::{Manner, RunningSuite};
use scheduler::{Job, Place};

#[derive(clap::Args)]
pub struct Args {
    /// The parts to run, by default all of them, and the engines in which `wire`, `twin` and `browsers` run,
    /// by default all three
    #[arg(value_name = "PART|ENGINE")]
    words: Vec<Word>,
    /// Makes the recorded calls of `wire` with the original SDK, in Chromium, and prints where it differs and why
    #[arg(long)]
    peer: bool,
    /// The duration of the soak, in seconds
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(30..))]
    seconds: u32,
    /// How many minutes each program of a suite may take; then it is stopped, and has failed. The soak may take its
    /// `--seconds` in addition
    #[arg(long, value_name = "MINUTES", default_value_t = 20, value_parser = clap::value_parser!(u16).range(1..))]
    limit: u16,
    /// How many suites may use a processor at once. One more runs beside them: a suite that mostly waits or, when none
    /// is left, any other. By default one more than there are processors, up to 4, because most suites also wait for
    /// browsers. With 1, no suite runs in parallel with another
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=16))]
    jobs: Option<u8>,
}

/// The folder for the results, as JUnit XML.
const RESULTS: &str = "target/test-results";

/// Runs the parts; the exit code is 1 if anything failed.
pub fn run(root: &Path, args: &Args) -> Result<ExitCode> {
    let options = Options {
        chosen: Chosen::by(&args.words),
        peer: args.peer,
        seconds: args.seconds,
    };
    let durations = Durations::read(root);
    let plan = Plan::new(&options, &durations);
    let jobs = match args.jobs {
        Some(jobs) => jobs.into(),
        None => thread::available_parallelism().map_or(2, |count| (count.get() + 1).min(4)),
    };
    let test_run = TestRun {
        root,
        results: results(root)?,
        limit: Duration::from_secs(60 * u64::from(args.limit)),
        beside: jobs > 1 && plan.suites.len() > 1,
        ended: Mutex::default(),
    };
    let start = Instant::now();
    let queued = plan.suites.iter().map(|suite| test_run.job(suite));
    scheduler::run(queued.collect(), jobs);

    let ended = test_run
        .ended
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    let code = summed_up(&options.chosen.parts, &ended, start);
    // `quick`, `--peer` or fewer engines shorten suites, and a suite that failed may have ended early.
    if options.is_whole() {
        let passed = ended.iter().filter(|suite| suite.tally.failed == 0);
        let passed = passed.map(|suite| (suite.name.clone(), suite.seconds));
        if let Err(error) = durations.keep(root, passed) {
            eprintln!("how long the suites took is not kept: {error:#}");
        }
    }
    Ok(code)
}

/// Creates an empty folder for the results.
fn results(root: &Path) -> Result<PathBuf> {
    let folder = root.join(RESULTS);
    remove(&folder)?;
    fs::create_dir_all(&folder).with_context(|| format!("{RESULTS} cannot be made"))?;
    Ok(folder)
}

/// One run of the tests.
struct TestRun<'a> {
    root: &'a Path,
    results: PathBuf,
    /// How long each program may take.
    limit: Duration,
    /// Whether suites run in parallel.
    beside: bool,
    ended: Mutex<Vec<Ended>>,
}

/// The outcome of a suite.
struct Ended {
    part: String,
    name: String,
    tally: Tally,
    seconds: f32,
    failures: Vec<String>,
}

impl TestRun<'_> {
    /// Returns the job of running a suite.
    fn job<'a>(&'a self, suite: &'a Suite<'_>) -> Job<'a, plan::Thing> {
        Job {
            place: suite.place,
            needs: suite.needs.clone(),
            makes: suite.makes,
            run: Box::new(|ready| self.run(suite, ready)),
        }
    }

    /// Runs a suite, and returns whether its body succeeded. If `ready` is false, what it needs could not be made, and
    /// the suite fails without running.
    fn run(&self, suite: &Suite<'_>, ready: bool) -> bool {
        let manner = Manner {
            live: !self.beside,
            // Compilers run at a lower priority than browsers.
            nice: self.beside && suite.place == Place::Cargo,
        };
        let begun = if manner.live { "" } else { ": begun" };
        println!("=== {}{begun}", suite.name);
        let results = self.results.join(suite.name.replace(' ', "-"));
        let mut run = RunningSuite::new(self.root, results, &suite.name, manner, self.limit);
        let made = match ready {
            true => (suite.body)(&mut run),
            false => Err(anyhow::anyhow!("not run: what it needs could not be made")),
        };
        let ok = made.is_ok();
        if let Err(error) = made {
            run.failed(&suite.name, &format!("{error:#}"));
        } else if suite.makes.is_none() && run.tally == Tally::default() {
            run.failed(&suite.name, "no test ran");
        }
        if let Err(error) = run.write() {
            run.failed(
                &suite.name,
                &format!("its results cannot be written: {error:#}"),
            );
        }
        let (Tally { passed, failed }, seconds) = (run.tally, run.seconds());
        let counted = match suite.makes {
            Some(_) => String::new(),
            None => format!("{passed} passed, {failed} failed, "),
        };
        println!("{}=== {}: {counted}{seconds:.1} s\n", run.log, suite.name);
        let ended = Ended {
            part: suite.part.clone(),
            name: suite.name.clone(),
            tally: run.tally,
            seconds,
            failures: run.failures,
        };
        self.ended
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(ended);
        ok
    }
}

/// Prints the failures and a table of the parts, and returns the exit code.
fn summed_up(parts: &[Part], ended: &[Ended], start: Instant) -> ExitCode {
    for failure in ended.iter().flat_map(|suite| &suite.failures) {
        println!("\n=== failed: {failure}");
    }
    println!("\npart       passed  failed  seconds");
    let mut total = Tally::default();
    let names = parts.iter().map(|part| part.name());
    for name in std::iter::once(plan::PREPARATION.to_owned()).chain(names) {
        let (mut tally, mut seconds) = (Tally::default(), 0.0);
        for suite in ended.iter().filter(|suite| suite.part == name) {
            tally += suite.tally;
            seconds += suite.seconds;
        }
        total += tally;
        let Tally { passed, failed } = tally;
        println!("{name:<10} {passed:>6} {failed:>7} {seconds:>8.1}");
    }
    let seconds = start.elapsed().as_secs_f32();
    let Tally { passed, failed } = total;
    println!("{passed} passed, {failed} failed in {seconds:.0} s; the results are in {RESULTS}/");
    match failed {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    }
}
