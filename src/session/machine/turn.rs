//! One refresh, from the lock to the stored tokens.

use super::{Machine, Output, Reason};
use crate::session::life::Now;
use crate::session::records::{ATTEMPTS, Generation, Intent, Stage, Stored, TokenFacts};

/// The Web Lock, as far as this tab knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum LockState {
    Free,
    Asked,
    Held,
}

/// A claim as it was first written. Later records in the storage say how far the refresh has got.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Claim {
    pub(super) intent: Intent,
    /// When the write finished, by the monotonic clock.
    pub(super) written: f64,
}

/// What must not happen twice in a turn, and what it knows already.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct TurnFlags {
    /// Whether it has already started over, because its claim was lost, or because the tab was frozen between the claim
    /// and the request.
    pub(super) begun_again: bool,
    /// Whether it has already repeated a slow look.
    pub(super) looked_again: bool,
    /// Whether the service has responded to its ping.
    pub(super) reached: bool,
}

/// How far the refresh has got. `until` is when the step ends at the latest, by the monotonic clock.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Turn {
    Idle,
    Locking {
        until: f64,
    },
    Looking,
    /// Another tab's request is in progress.
    Waiting {
        until: f64,
        /// When to look next whether it has finished.
        look: f64,
    },
    Pinging {
        until: f64,
    },
    Claiming {
        intent: Intent,
        looked: f64,
        until: f64,
    },
    Settling {
        claim: Claim,
        until: f64,
    },
    Confirming {
        claim: Claim,
    },
    /// Writing the record that the request is being sent. Nothing has been sent yet.
    Announcing {
        claim: Claim,
        until: f64,
    },
    Sending {
        claim: Claim,
        until: f64,
    },
    /// The response has arrived. `tokens` is `None` if the grant is gone.
    Checking {
        claim: Claim,
        tokens: Option<TokenFacts>,
    },
    Storing {
        claim: Claim,
    },
}

impl Turn {
    pub(super) fn until(&self) -> Option<f64> {
        match *self {
            Turn::Waiting { until, look } => Some(until.min(look)),
            Turn::Locking { until }
            | Turn::Pinging { until }
            | Turn::Claiming { until, .. }
            | Turn::Settling { until, .. }
            | Turn::Announcing { until, .. }
            | Turn::Sending { until, .. } => Some(until),
            Turn::Idle
            | Turn::Looking
            | Turn::Confirming { .. }
            | Turn::Checking { .. }
            | Turn::Storing { .. } => None,
        }
    }
}

impl Machine {
    pub(super) fn start_turn(&mut self, now: Now) {
        if self.turn != Turn::Idle || self.saving.is_some() {
            return;
        }
        if self.is_resting(now) {
            return self.fail_callers(Reason::Paused, now);
        }
        self.flags = TurnFlags::default();
        self.lock = LockState::Asked;
        self.turn = Turn::Locking {
            until: now.monotonic + self.limits.patience,
        };
        self.push(Output::RequestLock);
    }

    pub(super) fn lock_got(&mut self, now: Now) {
        if !matches!(self.turn, Turn::Locking { .. }) {
            return self.push(Output::ReleaseLock);
        }
        self.lock = LockState::Held;
        self.look(now);
    }

    pub(super) fn lock_refused(&mut self, now: Now) {
        self.lock = LockState::Free;
        if matches!(self.turn, Turn::Locking { .. }) {
            self.look(now);
        }
    }

    fn look(&mut self, now: Now) {
        self.turn = Turn::Looking;
        self.read(now);
    }

    pub(super) fn turn_saw(&mut self, stored: Stored, read_at: f64, now: Now) {
        match self.turn {
            Turn::Looking => self.decide(stored, read_at, now),
            Turn::Waiting { .. } => self.wait_on(stored, now),
            Turn::Confirming { claim } => self.confirm(claim, stored, read_at, now),
            Turn::Checking { claim, tokens } => self.check(claim, tokens, stored, now),
            _ => {}
        }
    }

    /// Decides whether to claim, to ping, to wait or to give up.
    pub(super) fn decide(&mut self, stored: Stored, read_at: f64, now: Now) {
        let Some(held) = self.held().filter(|&held| self.is_needed(held, now)) else {
            return self.end_turn();
        };
        let generation = held.tokens.generation;
        let Some(intent) = about(stored.intent, generation) else {
            self.pauses.failures = 0;
            return self.claim(generation, 1, read_at, now);
        };
        self.pauses.failures = intent.failures;
        let attempt = attempt_after(intent);
        if intent.stage == Stage::Over && attempt.is_none() {
            return self.exhausted(now);
        }
        let left = self.left_of(intent, now);
        if left > 0.0 {
            return self.blocked(intent, now.monotonic + left, now);
        }
        let Some(attempt) = attempt else {
            return self.exhausted(now);
        };
        if attempt > 1 && !self.flags.reached {
            return self.ping(now);
        }
        self.claim(generation, attempt, read_at, now);
    }

    pub(super) fn left_of(&self, intent: Intent, now: Now) -> f64 {
        let seen = self.seen.map_or(now.monotonic, |(_, seen)| seen);
        let handed_on = intent.locked && self.lock == LockState::Held;
        let trusted = intent.stage == Stage::Over || handed_on;
        intent.left(seen, trusted, now)
    }

    pub(super) fn blocked(&mut self, intent: Intent, until: f64, now: Now) {
        if intent.stage == Stage::Over {
            self.pauses.rest = Some((intent.generation, until));
            return self.fail_turn(Reason::Paused, now);
        }
        self.release();
        self.wait(until, now);
    }

    /// The refresh token may be used up, so the session lasts only as long as the access token.
    fn exhausted(&mut self, now: Now) {
        match self.held() {
            Some(held) if !self.is_good(held, now) => {
                self.end_session(held.tokens.session, Reason::Exhausted);
            }
            _ => self.fail_turn(Reason::Exhausted, now),
        }
    }

    /// Handles what another tab has written while this one waits for it.
    fn wait_on(&mut self, stored: Stored, now: Now) {
        let Some(held) = self.held().filter(|&held| self.is_needed(held, now)) else {
            return self.end_turn();
        };
        let left = about(stored.intent, held.tokens.generation)
            .filter(|intent| intent.stage != Stage::Over)
            .map_or(0.0, |intent| self.left_of(intent, now));
        if left > 0.0 {
            self.wait(now.monotonic + left, now);
        } else {
            self.restart(now);
        }
    }

    fn wait(&mut self, until: f64, now: Now) {
        let look = now.monotonic + self.limits.poll;
        self.turn = Turn::Waiting { until, look };
    }

    fn restart(&mut self, now: Now) {
        self.end_turn();
        self.start_turn(now);
    }

    fn ping(&mut self, now: Now) {
        self.turn = Turn::Pinging {
            until: now.monotonic + self.limits.ping,
        };
        self.push(Output::Ping);
    }

    pub(super) fn pinged(&mut self, answered: bool, now: Now) {
        if !matches!(self.turn, Turn::Pinging { .. }) {
            return;
        }
        if answered {
            self.flags.reached = true;
            return self.look(now);
        }
        self.pause_unreached(self.pauses.failures.saturating_add(1), now);
        self.fail_turn(Reason::Failed, now);
    }

    /// The storage could not be read for this step.
    pub(super) fn turn_unread(&mut self, now: Now) {
        match self.turn {
            Turn::Looking => self.fail_turn(Reason::Storage, now),
            Turn::Confirming { claim } => {
                self.withdraw(claim, claim.intent.attempt.saturating_sub(1), 0.0, now);
                self.fail_turn(Reason::Storage, now);
            }
            Turn::Checking {
                claim,
                tokens: Some(tokens),
            } => self.store(claim, tokens, now),
            Turn::Checking { .. } => {
                self.pause(None, now);
                self.fail_turn(Reason::Storage, now);
            }
            _ => {}
        }
    }

    /// Whether a refresh is running that does not need to read the storage at this step.
    pub(super) fn is_busy(&self) -> bool {
        matches!(
            self.turn,
            Turn::Settling { .. }
                | Turn::Announcing { .. }
                | Turn::Sending { .. }
                | Turn::Storing { .. }
        )
    }

    pub(super) fn turn_due(&mut self, now: Now) {
        if self.turn.until().is_none_or(|until| until > now.monotonic) {
            return;
        }
        match self.turn {
            Turn::Locking { .. } => {
                self.release();
                self.look(now);
            }
            Turn::Waiting { until, .. } if until > now.monotonic => {
                self.wait(until, now);
                self.read(now);
            }
            Turn::Waiting { .. } => self.restart(now),
            Turn::Pinging { .. } => self.pinged(false, now),
            Turn::Claiming { .. } | Turn::Announcing { .. } => {
                // The write may still finish, so `writing` stays set.
                self.pause(None, now);
                self.fail_turn(Reason::Storage, now);
            }
            Turn::Settling { claim, .. } => {
                self.turn = Turn::Confirming { claim };
                self.reread(now);
            }
            Turn::Sending { claim, .. } => {
                self.push(Output::Abort);
                self.failed(claim, claim.intent.attempt, None, now);
            }
            _ => {}
        }
    }

    fn release(&mut self) {
        if self.lock != LockState::Free {
            self.lock = LockState::Free;
            self.push(Output::ReleaseLock);
        }
    }

    pub(super) fn end_turn(&mut self) {
        self.turn = Turn::Idle;
        self.release();
    }

    pub(super) fn fail_turn(&mut self, reason: Reason, now: Now) {
        self.end_turn();
        self.fail_callers(reason, now);
    }

    /// Ends a request if its tokens are no longer the current ones. Other steps notice that themselves.
    pub(super) fn overtake(&mut self, current: Option<Generation>) {
        let of = match self.turn {
            Turn::Sending { claim, .. } | Turn::Storing { claim } => claim.intent.generation,
            _ => return,
        };
        let saved = self.saving.map(|saving| saving.tokens.generation);
        if current.is_none_or(|current| current != of && Some(current) != saved) {
            self.saving = None;
            self.stop_turn();
        }
    }

    /// Ends the turn at whatever step it is, because the session has changed.
    pub(super) fn stop_turn(&mut self) {
        match self.turn {
            Turn::Sending { .. } => self.push(Output::Abort),
            Turn::Checking {
                tokens: Some(tokens),
                ..
            } => self.push(Output::Discard(tokens.generation)),
            _ => {}
        }
        self.end_turn();
    }
}

/// The intent record, if it is about the refresh token of this generation.
pub(super) fn about(intent: Option<Intent>, generation: Generation) -> Option<Intent> {
    intent.filter(|intent| intent.generation == generation)
}

/// Which attempt comes after this record; `None` if it was the last one.
pub(super) fn attempt_after(intent: Intent) -> Option<u8> {
    let used = match intent.stage {
        Stage::Claimed => intent.attempt.saturating_sub(1),
        Stage::Sending | Stage::Over => intent.attempt,
    };
    (used < ATTEMPTS).then(|| used.saturating_add(1))
}
