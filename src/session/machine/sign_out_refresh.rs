//! A sign-out whose access token can no longer be used: whether the refresh token may be sent for another one, so that
//! the service can end the session.
//!
//! The sign-out sends it outside of a turn, once the session is removed from the storage. A tab that claims after the
//! look finds the session removed when it confirms its claim, if the removal took no longer than `window`.

use super::turn::{Turn, about, attempt_after};
use super::{Machine, View};
use crate::session::life::Now;
use crate::session::records::Stage;

impl Machine {
    /// Returns whether this tab or another one may be sending the refresh token of the current tokens.
    #[must_use]
    pub fn is_refreshing(&self, now: Now) -> bool {
        let generation = self.held().map(|held| held.tokens.generation);
        // What this tab itself is doing it knows better than from its last record.
        let elsewhere = self.seen.is_some_and(|(intent, seen)| {
            Some(intent.generation) == generation
                && intent.holder != self.holder
                && intent.stage != Stage::Over
                && intent.left(seen, false, now) > 0.0
        });
        elsewhere || self.is_sent()
    }

    /// Whether this tab is sending the refresh token, or has new tokens that are not stored yet.
    fn is_sent(&self) -> bool {
        matches!(
            self.turn,
            Turn::Sending { .. } | Turn::Checking { .. } | Turn::Storing { .. }
        )
    }

    /// Returns whether a sign-out has to read the storage first: it is unknown who is signed in, or whether another tab
    /// has refreshed the access token, or is doing so.
    #[must_use]
    pub fn must_look(&self, now: Now) -> bool {
        match self.view {
            View::Unknown => true,
            View::Nobody => false,
            View::Held(held) => !self.is_good(held, now) && self.may_send(),
        }
    }

    /// Whether there is a refresh token that neither this tab has sent nor a sign-in is replacing.
    fn may_send(&self) -> bool {
        let refreshable = self.held().is_some_and(|held| held.tokens.refreshable);
        refreshable && self.saving.is_none() && !self.is_sent()
    }

    /// Returns which attempt it would be if a sign-out sent the refresh token of the current tokens; `None` if it may
    /// not be sent. Relies on the last read of the storage.
    #[must_use]
    pub fn sign_out_attempt(&self, now: Now) -> Option<u8> {
        let held = self.held().filter(|_| self.may_send())?;
        if self.is_refreshing(now) || self.is_resting(now) {
            return None;
        }
        let intent = self.seen.map(|(intent, _)| intent);
        let Some(intent) = about(intent, held.tokens.generation) else {
            return Some(1);
        };
        let is_pause = intent.stage == Stage::Over && self.left_of(intent, now) > 0.0;
        attempt_after(intent).filter(|_| !is_pause)
    }

    /// Returns whether a tab that claimed after `since` may have sent its request by now.
    #[must_use]
    pub fn others_may_have_sent(&self, since: f64, now: Now) -> bool {
        // In a storage that no other tab sees, nobody waits for claims to settle.
        self.limits.settle > 0.0 && now.monotonic - since > self.limits.window
    }
}
