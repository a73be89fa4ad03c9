//! Runs one call to its end: one loop for attempts, retries, and the rounds of a long poll.
//!
//! Uses no JavaScript and no clock: a [`Transport`] sends and waits. It is `fetch` in a browser, and a script
//! in the tests.

use crate::answer::{self, Body, Meaning, Received};
use crate::calls::{Call, Sending};
use crate::retry::{self, Failure};

/// The outcome of an attempt.
#[derive(Debug)]
pub enum Outcome<A, V> {
    /// A response: what is known of it, and what else [`Transport::conclude`] needs.
    Answer(Received, A),
    /// No response, and the error that says so.
    NoAnswer(V),
    /// The round reached its time limit. The call goes on.
    RanOut,
}

/// Sends requests and waits. `Err` is what the call rejects with if it is stopped meanwhile.
#[allow(async_fn_in_trait, reason = "a page has one thread")]
pub trait Transport {
    /// A JavaScript value.
    type Value: Clone;

    /// What a result or an error is built from, besides [`Received`].
    type Answer;

    /// Sends the request once and reads the response. `number` counts the attempts from 1; it is always 1 in
    /// a long poll.
    async fn attempt(&self, number: u32)
    -> Result<Outcome<Self::Answer, Self::Value>, Self::Value>;

    /// Waits `ms` milliseconds.
    async fn pause(&self, ms: f64) -> Result<(), Self::Value>;

    /// Returns what the call resolves to or rejects with.
    fn conclude(
        &self,
        meaning: &Meaning,
        received: &Received,
        answer: &Self::Answer,
    ) -> Result<Self::Value, Self::Value>;

    /// Returns the time in milliseconds by a monotonic clock.
    fn monotonic(&self) -> f64;

    /// Returns the milliseconds left until the deadline of the call.
    fn left(&self) -> f64;

    /// Returns a random number, at least 0 and less than 1.
    fn random(&self) -> f64;
}

/// What an attempt leads to.
enum Verdict {
    /// The call ends.
    Ended,
    /// A round of a long poll ended without a result.
    RoundOver,
    /// It failed, and may be retried.
    Failed(Failure),
}

/// Runs a call until it has a result or fails for good. At most `retries` attempts follow the first; the
/// rounds of a long poll are not limited.
///
/// # Errors
///
/// An `APIError`, an `SDKError`, or the reason if the call is cancelled.
pub async fn run<T: Transport>(
    call: &Call,
    retries: u32,
    transport: &T,
) -> Result<T::Value, T::Value> {
    let mut attempt = 1_u32;
    // Failures so far; in a long poll, in a row.
    let mut failed = 0_u32;
    loop {
        let started = transport.monotonic();
        let outcome = transport.attempt(attempt).await?;
        let meaning = match &outcome {
            Outcome::Answer(received, _) => Some(answer::meaning(&call.answer, received)),
            _ => None,
        };
        let verdict = verdict(call, &outcome, meaning.as_ref());
        let Some(pause) = pause(call, &verdict, failed, retries, started, transport) else {
            return match (&outcome, &meaning) {
                (Outcome::Answer(received, answer), Some(meaning)) => {
                    transport.conclude(meaning, received, answer)
                }
                (Outcome::NoAnswer(error), _) => Err(error.clone()),
                // Unreachable: only a long poll has rounds that run out, and another one always follows.
                _ => continue,
            };
        };
        transport.pause(pause).await?;
        failed = match verdict {
            Verdict::Failed(_) => failed.saturating_add(1),
            _ => 0,
        };
        // Each round of a long poll counts as a first attempt.
        if call.sending != Sending::Rounds {
            attempt = attempt.saturating_add(1);
        }
    }
}

/// Returns the milliseconds to wait before the next attempt, or `None` if the call ends. `started`: when the
/// last attempt started, by [`Transport::monotonic`].
fn pause<T: Transport>(
    call: &Call,
    verdict: &Verdict,
    failed: u32,
    retries: u32,
    started: f64,
    transport: &T,
) -> Option<f64> {
    let since = || transport.monotonic() - started;
    match (verdict, call.sending) {
        (Verdict::RoundOver, _) => retry::next_round(None, since(), 0.0),
        (Verdict::Failed(failure), Sending::Rounds) => {
            retry::next_round(Some((failure, failed)), since(), transport.random())
        }
        (Verdict::Failed(failure), Sending::Repeated) if failed < retries => {
            retry::wait(failure, failed, transport.left(), transport.random())
        }
        _ => None,
    }
}

fn verdict<A, V>(call: &Call, outcome: &Outcome<A, V>, meaning: Option<&Meaning>) -> Verdict {
    let in_rounds = call.sending == Sending::Rounds;
    match (outcome, meaning) {
        (Outcome::RanOut, _) => Verdict::RoundOver,
        (Outcome::NoAnswer(_), _) => Verdict::Failed(Failure::NETWORK),
        (_, Some(Meaning::Late(_))) if in_rounds => Verdict::RoundOver,
        (Outcome::Answer(received, _), Some(Meaning::Json))
            if in_rounds && matches!(received.body, Body::Error(_)) =>
        {
            Verdict::RoundOver
        }
        (Outcome::Answer(received, _), Some(Meaning::Api(_))) => Verdict::Failed(Failure {
            status: received.status,
            is_network: false,
            retry_after: received.retry_after,
        }),
        _ => Verdict::Ended,
    }
}

#[cfg(test)]
mod tests;
