//! The pauses after failures, in which nothing is sent.

use super::Machine;
use crate::session::life::{self, Now};
use crate::session::records::Generation;

/// The failures for the current tokens, and the pauses that follow: each is for one generation, and ends at a time of the
/// monotonic clock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Pauses {
    /// How many requests have failed in a row, in any tab.
    pub(super) failures: u32,
    /// No request for these tokens before this time.
    pub(super) rest: Option<(Generation, f64)>,
    /// The pause while the service cannot be reached, as when the browser is offline. Only this tab pauses, at most
    /// until it is woken.
    pub(super) unreached: Option<(Generation, f64)>,
}

impl Machine {
    /// Returns whether nothing may be sent yet: after a failure, or because the service could not be reached.
    pub(super) fn is_resting(&self, now: Now) -> bool {
        let is_in = |pause: Option<(Generation, f64)>| {
            pause.is_some_and(|(of, until)| self.holds(of) && until > now.monotonic)
        };
        is_in(self.pauses.rest) || is_in(self.pauses.unreached)
    }

    /// Counts a failure and starts a pause. Returns the pause in milliseconds.
    pub(super) fn pause(&mut self, retry_after: Option<f64>, now: Now) -> f64 {
        self.pauses.failures = self.pauses.failures.saturating_add(1);
        let pause = life::pause(self.pauses.failures, retry_after);
        self.pauses.rest = self
            .held()
            .map(|held| (held.tokens.generation, now.monotonic + pause));
        pause
    }

    /// Starts the pause of a tab that cannot reach the service, as after `failures` failures in a row.
    pub(super) fn pause_unreached(&mut self, failures: u32, now: Now) {
        let until = now.monotonic + life::pause(failures, None);
        self.pauses.unreached = self.held().map(|held| (held.tokens.generation, until));
    }
}
