//! When a failed attempt is retried, and when a long poll continues.

use xsolla_login::retry::{self, Failure};

/// Checks that a failed attempt is retried after a network failure or a documented status, unless the wait exceeds
/// 30 seconds or the time that is left, and that the wait is within its limits. `left` is in milliseconds; `dice` is
/// random, from 0 up to 1.
pub fn wait(failure: &Failure, attempt: u32, left: f64, dice: f64) {
    let dice = if (0.0..1.0).contains(&dice) {
        dice
    } else {
        0.5
    };
    let passes = [408, 429, 500, 502, 503, 504].contains(&failure.status)
        || (failure.status == 0 && failure.is_network);
    assert_eq!(failure.may_pass(), passes);
    let asked = failure.retry_after.map(|seconds| seconds * 1000.0);
    match retry::wait(failure, attempt, left, dice) {
        Some(wait) => {
            assert!(passes && (0.0..=30_000.0).contains(&wait) && wait < left);
            match asked {
                Some(asked) => assert_eq!(wait, asked),
                None => assert!(wait <= 300.0 * 2_f64.powi(attempt.min(64) as i32)),
            }
        }
        None => {
            let longest = (300.0 * 2_f64.powi(attempt.min(64) as i32)).min(30_000.0);
            let wait = asked.unwrap_or(longest * dice);
            assert!(!passes || wait > 30_000.0 || wait >= left || left.is_nan());
        }
    }
}

/// Checks that a long poll continues after a temporary failure, starts no round within a second of the last one, and
/// never waits longer than a timer can. `since` is the time since the last round started, in milliseconds.
pub fn next_round(failure: Option<(&Failure, u32)>, since: f64, dice: f64) {
    let since = since.abs();
    let dice = if (0.0..1.0).contains(&dice) {
        dice
    } else {
        0.5
    };
    let round = match failure {
        Some((failure, row)) => retry::after_failed_round(failure, row, since, dice),
        None => Some(retry::next_round(since)),
    };
    let goes_on = failure.is_none_or(|(failure, _)| {
        failure.status == 429
            || (500..=599).contains(&failure.status)
            || (failure.status == 0 && failure.is_network)
    });
    assert_eq!(round.is_some(), goes_on);
    if let Some(pause) = round {
        assert!((0.0..=f64::from(i32::MAX)).contains(&pause), "{pause}");
        assert!(since.is_nan() || since + pause >= 999.999);
        let asked = failure.and_then(|(failure, _)| failure.retry_after);
        match asked {
            Some(seconds) => assert!(pause >= (seconds * 1000.0).min(f64::from(i32::MAX))),
            None => assert!(pause <= 31_000.0),
        }
    }
}
