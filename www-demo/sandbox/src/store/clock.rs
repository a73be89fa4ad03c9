//! The sandbox's clock, which a test can change.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

/// The last time of the clock. A later year would have five digits, which RFC 3339 does not allow.
pub(crate) const LAST: Duration = Duration::from_millis(253_402_300_799_999);

/// The system time plus an offset, at most [`LAST`]. Clones share the offset.
///
/// Codes, links, tokens and sessions expire by this clock. Waits (the long poll, a delayed
/// response) take real time.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    ahead_ms: Arc<AtomicI64>,
}

impl Clock {
    /// Moves the time forward.
    pub fn advance(&self, by: Duration) {
        let ahead = self.ahead_ms.load(Ordering::Relaxed);
        self.ahead_ms
            .store(ahead.saturating_add(milliseconds(by)), Ordering::Relaxed);
    }

    /// Sets the time, given as the time since 1970. The clock continues from there.
    pub fn set(&self, to: Duration) {
        let ahead = milliseconds(to) - milliseconds(system());
        self.ahead_ms.store(ahead, Ordering::Relaxed);
    }

    /// Returns to the system time.
    pub(crate) fn reset(&self) {
        self.ahead_ms.store(0, Ordering::Relaxed);
    }

    /// Returns the time since 1970.
    pub(crate) fn now(&self) -> Duration {
        let ahead = self.ahead_ms.load(Ordering::Relaxed);
        let by = Duration::from_millis(ahead.unsigned_abs());
        let now = match ahead < 0 {
            true => system().saturating_sub(by),
            false => system().saturating_add(by),
        };
        now.min(LAST)
    }
}

fn milliseconds(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(not(target_arch = "wasm32"))]
fn system() -> Duration {
    use std::time::{SystemTime, UNIX_EPOCH};
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default()
}

/// std has no clock in WebAssembly.
#[cfg(target_arch = "wasm32")]
fn system() -> Duration {
    Duration::from_millis(js_sys::Date::now() as u64)
}

/// Formats a time in whole seconds, such as `2030-01-31T12:00:00Z`.
pub(crate) fn rfc3339(at: Duration) -> String {
    i64::try_from(at.as_secs())
        .ok()
        .and_then(|seconds| OffsetDateTime::from_unix_timestamp(seconds).ok())
        .and_then(|at| at.format(&Rfc3339).ok())
        .unwrap_or_default()
}

/// Parses a time in the format of RFC 3339. Returns `None` for a time before 1970 or after 9999.
pub(crate) fn parse(text: &str) -> Option<Duration> {
    let at = OffsetDateTime::parse(text, &Rfc3339).ok()?;
    let ms = at.unix_timestamp_nanos() / 1_000_000;
    let at = u64::try_from(ms).ok().map(Duration::from_millis)?;
    (at <= LAST).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_that_was_set_keeps_running_and_can_be_advanced_and_reset() {
        let clock = Clock::default();
        let then = parse("2030-01-31T12:00:00.500+01:00").expect("a time");
        for to in [then, Duration::from_secs(1)] {
            clock.set(to);
            clock.advance(Duration::from_secs(60));
            let passed = clock.now() - to;
            assert!((60..120).contains(&passed.as_secs()), "{passed:?}");
        }
        assert_eq!(rfc3339(then), "2030-01-31T11:00:00Z");
        clock.reset();
        assert!(clock.now().abs_diff(system()) < Duration::from_secs(60));
    }

    #[test]
    fn a_clock_never_overflows() {
        let clock = Clock::default();
        clock.advance(Duration::MAX);
        clock.advance(Duration::MAX);
        assert!(clock.now() > system());
        assert_eq!(rfc3339(clock.now()), "9999-12-31T23:59:59Z");
    }

    #[test]
    fn a_time_before_1970_after_9999_or_without_a_zone_is_refused() {
        assert_eq!(parse("1969-12-31T23:59:59Z"), None);
        assert_eq!(parse("9999-12-31T23:59:59-01:00"), None);
        assert_eq!(parse("9999-12-31T23:59:59.999Z"), Some(LAST));
        assert_eq!(parse("2030-01-31T12:00:00"), None);
    }
}
