//! Runs one call to its end: one loop for attempts, retries, and the rounds of a long poll.
//!
//! Uses no JavaScript and no clock: a [`Transport`] sends and waits. It is `fetch` in a browser, and a script
//! in the tests.

use crate::answer::{self, BodyKind, Meaning, Received};
use crate::calls::{Call, Sending};
use crate::retry::{self, Failure};

/// The outcome of an attempt.
#[derive(Debug)]
pub enum Outcome<A, E> {
    /// A response: what is known of it, and what else [`Transport::conclude`] needs.
    Answer(Received, A),
    /// No response, and the error that says so.
    NoAnswer(E),
    /// The round reached its time limit. The call goes on.
    RanOut,
}

/// Sends requests and waits. `Err` is what the call rejects with if it is stopped meanwhile.
#[allow(async_fn_in_trait, reason = "a page has one thread")]
pub trait Transport {
    /// What a call resolves to.
    type Value;

    /// What a call rejects with.
    type Error;

    /// What a result or an error is built from, besides [`Received`].
    type Answer;

    /// Sends the request once and reads the response. `number` counts the attempts from 1; it is always 1 in
    /// a long poll.
    async fn attempt(&self, number: u32)
    -> Result<Outcome<Self::Answer, Self::Error>, Self::Error>;

    /// Waits `ms` milliseconds.
    async fn pause(&self, ms: f64) -> Result<(), Self::Error>;

    /// Returns what the call resolves to or rejects with.
    fn conclude(
        &self,
        meaning: &Meaning,
        received: &Received,
        answer: &Self::Answer,
    ) -> Result<Self::Value, Self::Error>;

    /// Returns the time in milliseconds by a monotonic clock.
    fn monotonic(&self) -> f64;

    /// Returns the milliseconds left until the deadline of the call.
    fn left(&self) -> f64;

    /// Returns a random number, at least 0 and less than 1.
    fn random(&self) -> f64;
}

/// What an attempt leads to.
enum Step<A, E> {
    /// The call ends.
    Ended(End<A, E>),
    /// A round of a long poll ended without a result; another one follows.
    NextRound,
    /// It failed. It is retried if [`Attempts::pause_after`] allows it; otherwise, this is the end.
    Failed(Failure, End<A, E>),
}

/// How a call ends.
enum End<A, E> {
    /// With a response.
    Answer(Meaning, Received, A),
    /// With the error that there was none.
    NoAnswer(E),
}

impl<A, E> End<A, E> {
    fn result<T: Transport<Error = E, Answer = A>>(self, transport: &T) -> Result<T::Value, E> {
        match self {
            End::Answer(meaning, received, answer) => {
                transport.conclude(&meaning, &received, &answer)
            }
            End::NoAnswer(error) => Err(error),
        }
    }
}

/// The attempts of a call so far.
struct Attempts<'a, T> {
    call: &'a Call,
    transport: &'a T,
    /// How many retries are allowed.
    retries: u32,
    /// The number of the current attempt, from 1.
    number: u32,
    /// When it started, by [`Transport::monotonic`].
    started: f64,
    /// How many have failed before it; in a long poll, how many in a row.
    failed: u32,
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
) -> Result<T::Value, T::Error> {
    let mut attempts = Attempts {
        call,
        transport,
        retries,
        number: 1,
        started: transport.monotonic(),
        failed: 0,
    };
    loop {
        let pause = match step(call, transport.attempt(attempts.number).await?) {
            Step::Ended(end) => return end.result(transport),
            Step::NextRound => {
                attempts.failed = 0;
                retry::next_round(attempts.since())
            }
            Step::Failed(failure, end) => {
                let Some(pause) = attempts.pause_after(&failure) else {
                    return end.result(transport);
                };
                attempts.failed = attempts.failed.saturating_add(1);
                pause
            }
        };
        transport.pause(pause).await?;
        attempts.next();
    }
}

impl<T: Transport> Attempts<'_, T> {
    fn since(&self) -> f64 {
        self.transport.monotonic() - self.started
    }

    /// Returns the milliseconds to wait after a failure before the next attempt, or `None` if the call fails.
    fn pause_after(&self, failure: &Failure) -> Option<f64> {
        let Self {
            transport, failed, ..
        } = *self;
        match self.call.sending {
            Sending::Rounds => {
                retry::after_failed_round(failure, failed, self.since(), transport.random())
            }
            Sending::Repeated if failed < self.retries => {
                retry::wait(failure, failed, transport.left(), transport.random())
            }
            _ => None,
        }
    }

    fn next(&mut self) {
        // Each round of a long poll counts as a first attempt.
        if self.call.sending != Sending::Rounds {
            self.number = self.number.saturating_add(1);
        }
        self.started = self.transport.monotonic();
    }
}

fn step<A, E>(call: &Call, outcome: Outcome<A, E>) -> Step<A, E> {
    let (received, answer) = match outcome {
        Outcome::Answer(received, answer) => (received, answer),
        Outcome::NoAnswer(error) => return Step::Failed(Failure::NETWORK, End::NoAnswer(error)),
        Outcome::RanOut => return Step::NextRound,
    };
    let meaning = answer::meaning(&call.answer, &received);
    let has_no_result = match meaning {
        Meaning::Late(_) => true,
        Meaning::Json => matches!(received.body, BodyKind::Error(_)),
        _ => false,
    };
    if has_no_result && call.sending == Sending::Rounds {
        return Step::NextRound;
    }
    let failure = match meaning {
        Meaning::Api(_) => Some(Failure {
            status: received.status,
            is_network: false,
            retry_after: received.retry_after,
        }),
        _ => None,
    };
    let end = End::Answer(meaning, received, answer);
    match failure {
        Some(failure) => Step::Failed(failure, end),
        None => Step::Ended(end),
    }
}

#[cfg(test)]
mod tests;
