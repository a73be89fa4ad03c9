//! Decides when a failed attempt is retried. Pure arithmetic: the caller passes the random numbers.

use crate::config::LONGEST_TIMER;

/// The upper bound of the first wait, in milliseconds. It doubles with each further wait.
const FIRST_WAIT: f64 = 300.0;

/// The upper bound of any random wait, however many came before, in milliseconds.
const LONGEST_WAIT: f64 = 30_000.0;

/// The longest `Retry-After` that is respected, in seconds. Does not apply to long polls.
const LONGEST_RETRY_AFTER: f64 = 30.0;

/// The shortest time from the start of one round of a long poll to the next, in milliseconds.
const SHORTEST_ROUND: f64 = 1_000.0;

/// The facts about a failed attempt that decide whether it is retried.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Failure {
    /// The HTTP status; 0 if there was no response, or one without a status (from a mock).
    pub status: u16,
    /// Whether there was no response.
    pub is_network: bool,
    /// How long the service asked to wait, in seconds.
    pub retry_after: Option<f64>,
}

impl Failure {
    /// The failure of an attempt that got no response.
    pub const NETWORK: Self = Self {
        status: 0,
        is_network: true,
        retry_after: None,
    };

    /// Returns whether the same request may succeed later: there was no response, the service timed out
    /// (408), there were too many requests (RFC 6585), or the server failed (RFC 9110, 15.6).
    pub fn may_pass(&self) -> bool {
        match self.status {
            0 => self.is_network,
            status => matches!(status, 408 | 429 | 500 | 502 | 503 | 504),
        }
    }
}

/// Returns the milliseconds to wait before the next attempt, or `None` if the call fails with this error.
///
/// `attempt` counts from 0. `left` is the time that the call has left, in milliseconds. `dice` is a random
/// number, at least 0 and less than 1: full jitter, so that clients that failed together do not retry together.
pub fn wait(failure: &Failure, attempt: u32, left: f64, dice: f64) -> Option<f64> {
    if !failure.may_pass() {
        return None;
    }
    let wait = match failure.retry_after {
        // The user would not wait that long.
        Some(seconds) if seconds > LONGEST_RETRY_AFTER => return None,
        Some(seconds) => seconds * 1000.0,
        None => backoff(attempt, dice),
    };
    (wait < left).then_some(wait)
}

/// Returns the milliseconds to wait before the next round of a long poll, if the last one ended without a
/// result `since` milliseconds after its start.
pub fn next_round(since: f64) -> f64 {
    (SHORTEST_ROUND - since).max(0.0)
}

/// Returns the milliseconds to wait before the next round of a long poll, or `None` if the call fails with
/// this failure.
///
/// `row` is how many rounds had failed in a row before. `since` is as in [`next_round`], `dice` as in [`wait`].
pub fn after_failed_round(failure: &Failure, row: u32, since: f64, dice: f64) -> Option<f64> {
    let again = match failure.status {
        0 => failure.is_network,
        status => status == 429 || (500..600).contains(&status),
    };
    let asked = failure.retry_after.map_or(0.0, |seconds| seconds * 1000.0);
    // Added, not the maximum: otherwise rounds that failed together would all wait exactly `next_round(since)`.
    let pause = next_round(since) + backoff(row, dice);
    again.then(|| pause.max(asked).min(LONGEST_TIMER))
}

fn backoff(attempt: u32, dice: f64) -> f64 {
    let most = (0..attempt.min(16)).fold(FIRST_WAIT, |wait, _| wait * 2.0);
    most.min(LONGEST_WAIT) * dice
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16) -> Failure {
        Failure {
            status,
            is_network: false,
            retry_after: None,
        }
    }

    const NETWORK: Failure = Failure::NETWORK;

    fn after(seconds: f64) -> Failure {
        Failure {
            retry_after: Some(seconds),
            ..status(429)
        }
    }

    /// A small random number generator (xorshift) with a seed, so that every run uses the same numbers.
    fn dice(seed: &mut u64) -> f64 {
        *seed ^= *seed << 13;
        *seed ^= *seed >> 7;
        *seed ^= *seed << 17;
        (*seed >> 11) as f64 / (1u64 << 53) as f64
    }

    #[test]
    fn only_temporary_failures_are_repeated() {
        for code in [408, 429, 500, 502, 503, 504] {
            assert!(wait(&status(code), 0, 1e6, 0.5).is_some(), "{code}");
        }
        for code in [200, 301, 400, 401, 403, 404, 422, 501, 505, 599] {
            assert_eq!(wait(&status(code), 0, 1e6, 0.5), None, "{code}");
        }
        assert!(wait(&NETWORK, 0, 1e6, 0.5).is_some());
        assert_eq!(wait(&status(0), 0, 1e6, 0.5), None);
    }

    #[test]
    fn the_wait_is_random_up_to_a_limit_that_doubles() {
        let mut seed = 0x9e37_79b9_7f4a_7c15;
        for attempt in 0..4 {
            let most = 300.0 * f64::from(1u32 << attempt);
            let waits: Vec<f64> = (0..1000)
                .filter_map(|_| wait(&NETWORK, attempt, 1e6, dice(&mut seed)))
                .collect();
            let mean = waits.iter().sum::<f64>() / 1000.0;
            assert!(waits.iter().all(|wait| (0.0..most).contains(wait)));
            assert!((mean / most - 0.5).abs() < 0.05, "{mean} of {most}");
        }
        assert_eq!(wait(&NETWORK, u32::MAX, 1e9, 1.0), Some(LONGEST_WAIT));
    }

    #[test]
    fn a_retry_after_of_up_to_thirty_seconds_is_obeyed() {
        assert_eq!(wait(&after(7.0), 0, 1e6, 0.1), Some(7000.0));
        assert_eq!(wait(&after(0.0), 0, 1e6, 0.9), Some(0.0));
        assert_eq!(wait(&after(30.0), 0, 1e6, 0.1), Some(30_000.0));
        assert_eq!(wait(&after(31.0), 0, 1e6, 0.1), None);
    }

    #[test]
    fn a_wait_longer_than_the_time_left_returns_the_error() {
        assert_eq!(wait(&after(7.0), 0, 7000.0, 0.1), None);
        assert_eq!(wait(&NETWORK, 0, 100.0, 0.5), None);
        assert!(wait(&NETWORK, 0, f64::INFINITY, 0.5).is_some());
    }

    #[test]
    fn the_round_after_a_timeout_starts_a_second_after_the_previous_start() {
        assert_eq!(next_round(200.0), 800.0);
        assert_eq!(next_round(20_000.0), 0.0);
    }

    #[test]
    fn rounds_that_failed_together_do_not_continue_together() {
        assert_eq!(after_failed_round(&NETWORK, 0, 0.0, 0.0), Some(1000.0));
        assert_eq!(after_failed_round(&NETWORK, 0, 0.0, 0.5), Some(1150.0));
        assert_eq!(after_failed_round(&NETWORK, 1, 400.0, 0.5), Some(900.0));
    }

    #[test]
    fn a_failed_round_is_repeated_with_backoff_unless_the_failure_is_final() {
        assert_eq!(after_failed_round(&NETWORK, 2, 5000.0, 0.5), Some(600.0));
        assert_eq!(
            after_failed_round(&status(599), 0, 5000.0, 1.0),
            Some(300.0)
        );
        assert_eq!(
            after_failed_round(&after(60.0), 0, 5000.0, 0.5),
            Some(60_000.0)
        );
        // A longer timer would fire immediately.
        for seconds in [2_147_484.0, 1e20, f64::INFINITY] {
            let asked = after(seconds);
            let pause = after_failed_round(&asked, 0, 5000.0, 0.5);
            assert_eq!(pause, Some(LONGEST_TIMER));
        }
        for code in [400, 401, 404, 422] {
            assert_eq!(after_failed_round(&status(code), 0, 0.0, 0.5), None);
        }
        assert_eq!(after_failed_round(&status(0), 0, 0.0, 0.5), None);
    }
}
