//! How long an access token is valid, even if a clock is set.

use crate::config::LONGEST_TIMER;

/// The time of an input, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Now {
    /// The tab's own clock (`performance.now()`). It is never set, but may stop while the device sleeps.
    pub monotonic: f64,
    /// The clock of the device (`Date.now()`). All tabs share it, and it may be set forward or back at any
    /// moment.
    pub wall: f64,
}

/// The longest time before its expiry at which an access token is refreshed, in milliseconds.
pub const EARLY: f64 = 60_000.0;

/// The lifetime of a token is divided by this: the token is refreshed no earlier than in its last quarter.
const EARLY_PART: f64 = 4.0;

/// The shortest pause after a failure, in milliseconds.
const FIRST_PAUSE: f64 = 1_000.0;

/// The longest pause after a failure, in milliseconds; the service may ask for more.
const LONGEST_PAUSE: f64 = 60_000.0;

/// Returns how long before its expiry a token is refreshed, in milliseconds: 60 s, but at most a quarter of
/// its lifetime. `life` is the lifetime in milliseconds, infinite if unknown; NaN counts as 0.
#[must_use]
pub fn margin(life: f64) -> f64 {
    EARLY.min(life.max(0.0) / EARLY_PART)
}

/// Returns when a token that arrives now expires by the monotonic clock, in milliseconds.
///
/// `ends_at` is the expiry by the wall clock, `life` the whole lifetime in milliseconds. A token never has more
/// than its lifetime left, so a wall clock that was set back does not make it last longer. If `ends_at` is NaN,
/// the token has expired; if both are infinite, it never expires.
#[must_use]
pub fn end(ends_at: f64, life: f64, now: Now) -> f64 {
    if ends_at.is_nan() {
        return now.monotonic;
    }
    let by_wall = ends_at - now.wall;
    // If one operand is NaN, `f64::min` returns the other.
    now.monotonic + by_wall.min(life).max(0.0)
}

/// Returns how many milliseconds a token has left, never less than 0, by whichever clock says less.
///
/// `ends_at` is the expiry by the wall clock, `end` is what [`end`] returned when the token arrived.
#[must_use]
pub fn left(ends_at: f64, end: f64, now: Now) -> f64 {
    // If `ends_at` is NaN, `f64::min` returns the other operand, and `end` has passed.
    (ends_at - now.wall).min(end - now.monotonic).max(0.0)
}

/// Returns how long to pause after a failure, in milliseconds.
///
/// `failures` is the number of failures in a row, including this one: the pause grows from 1 s to 60 s.
/// `retry_after` is what the service asked for, in seconds. It is obeyed if it is longer than that pause.
#[must_use]
pub fn pause(failures: u32, retry_after: Option<f64>) -> f64 {
    let doubled = (1..failures.min(16)).fold(FIRST_PAUSE, |pause, _| pause * 2.0);
    let asked = retry_after.map_or(0.0, |seconds| seconds * 1_000.0);
    doubled.min(LONGEST_PAUSE).max(asked).min(LONGEST_TIMER)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const START: Now = Now {
        monotonic: 1_000.0,
        wall: 1_700_000_000_000.0,
    };

    fn after(ms: f64) -> Now {
        Now {
            monotonic: START.monotonic + ms,
            wall: START.wall + ms,
        }
    }

    /// Any number that JavaScript may pass in.
    fn hostile() -> impl Strategy<Value = f64> {
        prop_oneof![
            any::<f64>(),
            Just(f64::NAN),
            Just(f64::INFINITY),
            Just(f64::NEG_INFINITY),
            Just(0.0),
            -1e13..1e13,
        ]
    }

    #[test]
    fn the_margin_is_a_minute_or_a_quarter_of_the_lifetime() {
        assert_eq!(margin(3_600_000.0), 60_000.0);
        assert_eq!(margin(240_000.0), 60_000.0);
        assert_eq!(margin(20_000.0), 5_000.0);
        assert_eq!(margin(0.0), 0.0);
        assert_eq!(margin(-5.0), 0.0);
        assert_eq!(margin(f64::INFINITY), 60_000.0);
    }

    #[test]
    fn a_clock_set_back_does_not_make_a_token_last_longer() {
        let ends_at = START.wall + 20_000.0;
        let end = end(ends_at, 20_000.0, START);
        let set_back = Now {
            wall: START.wall - 3_600_000.0,
            ..after(21_000.0)
        };
        assert_eq!(left(ends_at, end, set_back), 0.0);
        assert_eq!(left(ends_at, end, after(5_000.0)), 15_000.0);
    }

    #[test]
    fn a_token_stored_before_the_clock_was_set_back_lasts_at_most_its_lifetime() {
        let set_back = Now {
            wall: START.wall - 3_600_000.0,
            ..START
        };
        let ends_at = START.wall + 20_000.0;
        let end = end(ends_at, 20_000.0, set_back);
        assert_eq!(left(ends_at, end, set_back), 20_000.0);
    }

    #[test]
    fn a_token_that_arrives_late_lasts_only_for_the_rest_of_its_lifetime() {
        let ends_at = START.wall + 5_000.0;
        let end = end(ends_at, 20_000.0, START);
        let set_back = Now {
            wall: START.wall - 3_600_000.0,
            ..after(2_000.0)
        };
        assert_eq!(left(ends_at, end, set_back), 3_000.0);
    }

    #[test]
    fn setting_the_clock_forward_expires_a_token_sooner() {
        let ends_at = START.wall + 20_000.0;
        let set_forward = Now {
            wall: START.wall + 15_000.0,
            ..after(1_000.0)
        };
        let end = end(ends_at, 20_000.0, START);
        assert_eq!(left(ends_at, end, set_forward), 5_000.0);
    }

    #[test]
    fn an_expiry_that_is_not_a_number_has_passed() {
        let end = end(f64::NAN, 20_000.0, START);
        assert_eq!(left(f64::NAN, end, START), 0.0);
    }

    #[test]
    fn a_token_that_expired_before_it_arrived_has_expired() {
        let ends_at = START.wall - 1.0;
        assert_eq!(left(ends_at, end(ends_at, 20_000.0, START), START), 0.0);
    }

    #[test]
    fn a_token_without_a_known_expiry_never_expires() {
        let end = end(f64::INFINITY, f64::INFINITY, START);
        assert_eq!(left(f64::INFINITY, end, after(1e12)), f64::INFINITY);
    }

    #[test]
    fn the_pause_grows_from_a_second_to_a_minute() {
        let pauses: Vec<f64> = (1..=8).map(|failures| pause(failures, None)).collect();
        let seconds = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 60.0, 60.0];
        assert_eq!(pauses, seconds.map(|second| second * 1_000.0));
        assert_eq!(pause(1, Some(120.0)), 120_000.0);
        assert_eq!(pause(7, Some(5.0)), 60_000.0);
        assert_eq!(pause(1, Some(f64::NAN)), 1_000.0);
        assert_eq!(pause(1, Some(-3.0)), 1_000.0);
    }

    proptest! {
        #[test]
        fn the_time_left_is_never_negative_or_not_a_number(
            ends_at in hostile(), life in hostile(), wall in hostile(), later in hostile(),
            step in 0.0..1e12_f64,
        ) {
            let came = Now { monotonic: 5.0, wall };
            let now = Now { monotonic: 5.0 + step, wall: later };
            let left = left(ends_at, end(ends_at, life, came), now);
            prop_assert!(left >= 0.0);
        }

        #[test]
        fn no_step_of_the_wall_clock_extends_a_lifetime(
            life in 0.0..1e9_f64, back in -1e12..1e12_f64, ran in 0.0..1e9_f64,
        ) {
            let ends_at = START.wall + life;
            let end = end(ends_at, life, START);
            let now = Now { wall: START.wall + back, ..after(ran) };
            let left = left(ends_at, end, now);
            prop_assert!(left <= (life - ran).max(0.0) + 1e-3);
        }

        #[test]
        fn the_margin_leaves_three_quarters_of_a_lifetime(life in hostile()) {
            let margin = margin(life);
            prop_assert!((0.0..=EARLY).contains(&margin));
            prop_assert!(life.is_nan() || margin <= (life / 4.0).max(0.0));
        }

        #[test]
        fn a_pause_is_within_its_limits(failures in any::<u32>(), asked in proptest::option::of(hostile())) {
            let pause = pause(failures, asked);
            prop_assert!((FIRST_PAUSE..=LONGEST_TIMER).contains(&pause));
        }
    }
}
