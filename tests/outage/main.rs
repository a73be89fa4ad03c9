//! What the retry rule does to a service that comes back after an outage. 100 000 simulated clients
//! follow it, the same rule without jitter, or a rule that retries three times without waiting.
//!
//! `cargo test --test outage -- --nocapture` prints the figures. It runs natively, unlike the test
//! files beside this folder.
#![cfg(not(target_arch = "wasm32"))]

mod simulation;

use std::fmt::Write;

use xsolla_login::retry::{after_failed_round, wait};

use simulation::{CLIENTS, Failed, Outcome, Rule, Service, WINDOW, cut_off, steady};

/// The defaults of `retry.limit` and `timeout`.
const LIMIT: u32 = 2;
const TIMEOUT: f64 = 30_000.0;

/// How long a call, or a round of the long poll, is in flight at most, in milliseconds.
const CALL: f64 = 1000.0;
const ROUND: f64 = 20_000.0;

/// 100 000 calls in 50 s.
const CALLS_PER_MS: u32 = 2;
const CALLS_PER_WINDOW: f64 = CALLS_PER_MS as f64 * WINDOW as f64;

/// When the service goes down under the steady load, in milliseconds.
const AWAY: usize = 5000;

const RULES: [(&str, Rule); 3] = [
    ("the rule", |failed| call(failed)),
    ("no jitter", |failed| call(&without_jitter(failed))),
    ("three at once", |failed| three_at_once(failed)),
];

const ROUNDS: [(&str, Rule); 3] = [
    ("the rule", |failed| round(failed)),
    ("no jitter", |failed| round(&without_jitter(failed))),
    ("three at once", |failed| three_at_once(failed)),
];

fn call(failed: &Failed) -> Option<f64> {
    let Failed {
        failure,
        before,
        since,
        dice,
    } = failed;
    (*before < LIMIT)
        .then(|| wait(failure, *before, TIMEOUT - since, *dice))
        .flatten()
}

fn round(failed: &Failed) -> Option<f64> {
    after_failed_round(&failed.failure, failed.before, failed.since, failed.dice)
}

/// The same failed attempt, but with the longest possible wait.
fn without_jitter(failed: &Failed) -> Failed {
    Failed {
        dice: 1.0,
        ..*failed
    }
}

fn three_at_once(failed: &Failed) -> Option<f64> {
    (failed.before < 3).then_some(0.0)
}

/// A service that goes down immediately and is back after `back` milliseconds.
fn back_after(back: usize, capacity: Option<u32>) -> Service {
    Service {
        away: 0,
        back,
        capacity,
    }
}

/// Returns the outcome of each rule; the first one is the package's own.
fn each(rules: [(&'static str, Rule); 3], run: impl Fn(Rule) -> Outcome) -> [Outcome; 3] {
    rules.map(|(_, rule)| run(rule))
}

/// A table that `--nocapture` shows. It is printed in one piece because tests run in parallel.
struct Table(String);

impl Table {
    fn new(title: &str, columns: &str) -> Self {
        Self(format!("\n{title}\n{:<28}{columns}\n", ""))
    }

    fn rows(&mut self, case: &str, outcomes: &[Outcome; 3], figures: impl Fn(&Outcome) -> String) {
        for ((name, _), outcome) in RULES.iter().zip(outcomes) {
            let _ = writeln!(self.0, "{case:<13}{name:<15}{}", figures(outcome));
        }
    }

    fn print(self) {
        println!("{}", self.0);
    }
}

fn per_steady(requests: u32) -> f64 {
    f64::from(requests) / CALLS_PER_WINDOW
}

#[test]
fn calls_that_are_cut_off_together_do_not_return_together() {
    let mut table = Table::new(
        "100 000 calls cut off at one moment; requests in the busiest 100 ms from the return on",
        "    away     peak    of all   given up",
    );
    for (back, most) in [(0, 0.35), (200, 0.46), (500, 0.20)] {
        let outcomes = each(RULES, |rule| cut_off(rule, CALL, back_after(back, None)));
        table.rows(&format!("{back} ms"), &outcomes, |outcome| {
            let given_up = outcome.given_up();
            format!("{} {given_up:>8.1} %", peaks(outcome))
        });
        let [own, no_jitter, _] = outcomes.map(|outcome| f64::from(outcome.peak()));
        assert!(own <= most * no_jitter, "{back} ms: {own} of {no_jitter}");
    }
    table.print();
}

#[test]
fn a_service_that_can_take_a_fifth_at_a_time_answers_nearly_all_that_were_cut_off() {
    let mut table = Table::new(
        "The same, back at once, taking 20 000 requests in 100 ms and refusing the others",
        "    peak   requests   given up",
    );
    let service = back_after(0, Some(CLIENTS / 5));
    let outcomes = each(RULES, |rule| cut_off(rule, CALL, service));
    table.rows("0 ms", &outcomes, |outcome| {
        let (peak, requests) = (outcome.peak(), outcome.requests());
        format!("{peak:>8} {requests:>10} {:>8.1} %", outcome.given_up())
    });
    table.print();
    let [own, no_jitter, at_once] = outcomes.map(|outcome| outcome.given_up());
    assert!(own < 6.0, "{own} %");
    assert!(no_jitter > 90.0 && at_once > 90.0, "the others do as well");
}

#[test]
fn a_steady_load_comes_back_about_threefold_and_settles_in_a_second() {
    let mut table = Table::new(
        "2 000 calls a second, against that rate; the service refuses what is over 1.5 times that",
        "  away     back   refuses for   given up",
    );
    for seconds in [1, 10, 30] {
        let service = Service {
            away: AWAY,
            back: AWAY + 1000 * seconds,
            capacity: Some((1.5 * CALLS_PER_WINDOW) as u32),
        };
        let outcomes = each(RULES, |rule| steady(rule, CALLS_PER_MS, service));
        table.rows(&format!("{seconds} s"), &outcomes, |outcome| {
            let [away, back] = [outcome.peak_while_away(), outcome.peak()].map(per_steady);
            let (refusals, given_up) = (outcome.refusals(), outcome.given_up());
            format!("{away:>5.1} × {back:>6.1} × {refusals:>10} ms {given_up:>8.1} %")
        });
        let [own, _, at_once] = outcomes;
        assert!(per_steady(own.peak()) < 3.2, "{}", own.peak());
        assert!(own.peak_while_away() < at_once.peak_while_away());
        assert!(own.refusals() < 1000, "{} ms", own.refusals());
    }
    table.print();
}

#[test]
fn long_polls_that_are_cut_off_together_do_not_return_together() {
    let mut table = Table::new(
        "100 000 long polls cut off at one moment; requests in the busiest 100 ms from the return on",
        "    away     peak    of all   requests   last after   given up",
    );
    for (back, most) in [(0, 0.35), (1000, 0.17), (3000, 0.09), (10_000, 0.03)] {
        let outcomes = each(ROUNDS, |rule| cut_off(rule, ROUND, back_after(back, None)));
        table.rows(&format!("{} s", back / 1000), &outcomes, poll_figures);
        let [own, no_jitter, _] = outcomes.map(|outcome| f64::from(outcome.peak()));
        assert!(own <= most * no_jitter, "{back} ms: {own} of {no_jitter}");
    }
    table.print();
}

#[test]
fn long_polls_all_return_to_a_service_that_can_take_a_tenth_at_a_time() {
    let mut table = Table::new(
        "The same, taking 10 000 requests in 100 ms and refusing the others",
        "    away     peak    of all   requests   last after   given up",
    );
    let service = back_after(1000, Some(CLIENTS / 10));
    let outcomes = each(ROUNDS, |rule| cut_off(rule, ROUND, service));
    table.rows("1 s", &outcomes, poll_figures);
    table.print();
    let [own, no_jitter, _] = outcomes;
    assert_eq!(own.given_up(), 0.0);
    assert!(own.last() < 10_000, "{} ms", own.last());
    assert!(no_jitter.given_up() > 50.0, "the other does as well");
}

fn poll_figures(outcome: &Outcome) -> String {
    let (requests, last) = (outcome.requests(), outcome.last() as f64 / 1000.0);
    let (peaks, given_up) = (peaks(outcome), outcome.given_up());
    format!("{peaks} {requests:>10} {last:>10.1} s {given_up:>8.1} %")
}

/// Formats the most requests within [`WINDOW`] while the service is down, and from its return on.
fn peaks(outcome: &Outcome) -> String {
    let (away, peak) = (outcome.peak_while_away(), outcome.peak());
    let of_all = 100.0 * f64::from(peak) / f64::from(CLIENTS);
    format!("{away:>8} {peak:>8} {of_all:>7.1} %")
}
