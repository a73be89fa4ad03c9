//! The claim: the record with which a tab reserves the right to send the request, from writing it to sending the
//! request or withdrawing the claim.

use super::turn::{Claim, LockState, Turn};
use super::{Machine, Output, Reason};
use crate::session::life::Now;
use crate::session::records::{Generation, Intent, Stage, Stored};

impl Machine {
    pub(super) fn claim(&mut self, generation: Generation, attempt: u8, looked: f64, now: Now) {
        // A claim that is written too late makes every tab wait. So if the look alone took more than half the time,
        // look again first.
        let is_slow = now.monotonic - looked > self.limits.window / 2.0;
        if is_slow && !std::mem::replace(&mut self.flags.looked_again, true) {
            self.turn = Turn::Looking;
            return self.reread(now);
        }
        let lasts = self.limits.lasts();
        let Some(intent) = self.write_intent(generation, attempt, Stage::Claimed, lasts, now)
        else {
            return self.fail_turn(Reason::Storage, now);
        };
        self.turn = Turn::Claiming {
            intent,
            looked,
            until: now.monotonic + self.limits.storage,
        };
    }

    /// Writes an intent record. Returns `None` while an earlier record is still being written, or if nobody is signed in.
    fn write_intent(
        &mut self,
        generation: Generation,
        attempt: u8,
        stage: Stage,
        lasts: f64,
        now: Now,
    ) -> Option<Intent> {
        let session = self.held()?.tokens.session;
        // Until other tabs no longer wait for that record. After that, its promise counts as lost.
        let lost = now.monotonic - self.limits.lasts();
        if self.writing.is_some_and(|(_, since)| since > lost) {
            return None;
        }
        self.writing = Some((session, now.monotonic));
        self.serial = self.serial.wrapping_add(1);
        let intent = Intent {
            generation,
            attempt,
            holder: self.holder,
            serial: self.serial,
            locked: self.lock == LockState::Held,
            stage,
            at: now.wall,
            lasts,
            failures: self.pauses.failures,
        };
        self.push(Output::WriteIntent(intent));
        Some(intent)
    }

    /// A record has been written.
    pub(super) fn intent_written(&mut self, now: Now) {
        let session = self.held().map(|held| held.tokens.session);
        if let Some((of, _)) = self.writing.take().filter(|(of, _)| Some(*of) != session) {
            // Its session ended during the write.
            self.push(Output::Sweep(of));
        }
        let (intent, looked) = match self.turn {
            Turn::Claiming { intent, looked, .. } => (intent, looked),
            Turn::Announcing { claim, .. } if self.holds(claim.intent.generation) => {
                return self.send(claim, now);
            }
            Turn::Announcing { .. } => {
                self.end_turn();
                return self.serve(now);
            }
            _ => return,
        };
        if now.monotonic - looked > self.limits.window {
            // This claim may have overwritten that of a tab that is sending by now. So treat it as that tab's
            // claim, and wait until it lapses.
            self.seen = Some((intent, now.monotonic));
            self.fail_callers(Reason::Storage, now);
            return self.blocked(intent, now.monotonic + intent.lasts, now);
        }
        let claim = Claim {
            intent,
            written: now.monotonic,
        };
        if self.limits.settle > 0.0 {
            let until = now.monotonic + self.limits.settle;
            self.turn = Turn::Settling { claim, until };
            return;
        }
        self.turn = Turn::Confirming { claim };
        self.reread(now);
    }

    /// A record could not be written.
    pub(super) fn intent_not_written(&mut self, now: Now) {
        self.writing = None;
        if matches!(self.turn, Turn::Claiming { .. } | Turn::Announcing { .. }) {
            self.pause(None, now);
            self.fail_turn(Reason::Storage, now);
        }
    }

    pub(super) fn confirm(&mut self, claim: Claim, stored: Stored, read_at: f64, now: Now) {
        let generation = stored.current().map(|tokens| tokens.generation);
        let still_stand = generation == Some(claim.intent.generation);
        let is_ours = still_stand && stored.intent.is_some_and(|intent| intent.is(&claim.intent));
        if !is_ours {
            // A record that is gone together with its session was not lost.
            let is_lost = still_stand && stored.intent.is_none();
            if is_lost && std::mem::replace(&mut self.flags.begun_again, true) {
                // Otherwise a storage that does not keep what is written would be written to forever.
                self.pause(None, now);
                return self.fail_turn(Reason::Storage, now);
            }
            return self.decide(stored, read_at, now);
        }
        if now.monotonic - claim.written > self.limits.send_by {
            return self.too_late(claim, now);
        }
        let (generation, attempt) = (claim.intent.generation, claim.intent.attempt);
        let lasts = self.limits.lasts();
        if self
            .write_intent(generation, attempt, Stage::Sending, lasts, now)
            .is_none()
        {
            return self.fail_turn(Reason::Storage, now);
        }
        self.turn = Turn::Announcing {
            claim,
            until: now.monotonic + self.limits.storage,
        };
    }

    fn send(&mut self, claim: Claim, now: Now) {
        if now.monotonic - claim.written > self.limits.send_by {
            return self.too_late(claim, now);
        }
        self.turn = Turn::Sending {
            claim,
            until: now.monotonic + self.limits.timeout,
        };
        self.push(Output::Send {
            generation: claim.intent.generation,
            attempt: claim.intent.attempt,
        });
    }

    /// The tab was frozen between writing its claim and sending the request: starts over, but only once.
    fn too_late(&mut self, claim: Claim, now: Now) {
        self.withdraw(claim, claim.intent.attempt.saturating_sub(1), 0.0, now);
        if self.flags.begun_again {
            self.pause(None, now);
            return self.fail_turn(Reason::TimedOut, now);
        }
        self.flags.begun_again = true;
        self.turn = Turn::Looking;
        self.reread(now);
    }

    /// Records that no request is in progress. `attempts` is how many requests may have used the refresh token;
    /// nobody sends until `pause` milliseconds have passed. Writes nothing if another tab may have claimed by
    /// now, or if these are no longer the current tokens.
    pub(super) fn withdraw(&mut self, claim: Claim, attempts: u8, pause: f64, now: Now) {
        let own = self.limits.send_by + self.limits.timeout + self.limits.storage;
        let generation = claim.intent.generation;
        if now.monotonic - claim.written <= own && self.holds(generation) {
            let _ = self.write_intent(generation, attempts, Stage::Over, pause, now);
        }
    }

    /// Tells the other tabs that this page is being unloaded.
    pub(super) fn withdraw_for_good(&mut self, now: Now) {
        match self.turn {
            Turn::Settling { claim, .. }
            | Turn::Confirming { claim }
            | Turn::Announcing { claim, .. } => {
                self.withdraw(claim, claim.intent.attempt.saturating_sub(1), 0.0, now);
            }
            Turn::Sending { claim, .. } | Turn::Checking { claim, .. } => {
                self.withdraw(claim, claim.intent.attempt, 0.0, now);
            }
            _ => {}
        }
        self.stop_turn();
    }
}
