//! Access tokens that the service refuses.

use super::Machine;
use crate::session::life::{self, Now};
use crate::session::records::Generation;

/// Refusals that are at least this far apart, in milliseconds, are not in a row.
const REFUSALS_APART: f64 = 120_000.0;

/// The refusals of access tokens.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Refusals {
    /// The access token that the service has refused.
    pub(super) dead: Option<Generation>,
    /// How many it has refused in a row, not counting the first.
    pub(super) count: u32,
    /// When it last refused one, by the monotonic clock.
    pub(super) last: f64,
}

impl Refusals {
    pub(super) const NONE: Self = Self {
        dead: None,
        count: 0,
        last: f64::NEG_INFINITY,
    };

    fn add(&mut self, generation: Generation, now: Now) {
        let is_in_a_row = now.monotonic - self.last < REFUSALS_APART;
        *self = Self {
            dead: Some(generation),
            count: match is_in_a_row {
                true => self.count.saturating_add(1),
                false => 0,
            },
            last: now.monotonic,
        };
    }
}

impl Machine {
    /// A refused access token has to be refreshed. If the service refuses each new token too, that would go on
    /// forever: from the third refusal in a row, each is followed by a pause that grows.
    ///
    /// A refusal of other tokens than the current ones comes late, and says nothing about these.
    pub(super) fn unauthorized(&mut self, generation: Generation, now: Now) {
        if self.refusals.dead == Some(generation) || !self.holds(generation) {
            return;
        }
        self.refusals.add(generation, now);
        if self.refusals.count > 1 {
            let pause = life::pause(self.refusals.count.saturating_sub(1), None);
            self.pauses.rest = Some((generation, now.monotonic + pause));
        }
    }
}
