//! One refresh, from the lock to the stored tokens.

use super::{Answer, Machine, Output, Reason};
use crate::session::life::{self, Now};
use crate::session::records::{Generation, Intent, Stage, Stored, Tokens};

/// How often a refresh token is sent at most if no request has an answer.
const ATTEMPTS: u8 = 2;

/// The Web Lock, as far as this tab knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Lock {
    Free,
    Asked,
    Held,
}

/// A claim that stands in the storage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Claim {
    pub(super) intent: Intent,
    /// When its write had ended, by the monotonic clock.
    pub(super) written: f64,
}

/// How far the refresh is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Turn {
    Idle,
    Locking {
        until: f64,
    },
    Looking,
    /// Another tab's request is under way.
    Waiting {
        until: f64,
    },
    Probing {
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
    Sending {
        claim: Claim,
        until: f64,
    },
    /// The answer is here; `None`: the grant is gone.
    Checking {
        claim: Claim,
        tokens: Option<Tokens>,
    },
    Storing {
        claim: Claim,
    },
}

impl Turn {
    pub(super) fn until(&self) -> Option<f64> {
        match *self {
            Turn::Locking { until }
            | Turn::Waiting { until }
            | Turn::Probing { until }
            | Turn::Claiming { until, .. }
            | Turn::Settling { until, .. }
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
            return self.fail_waiters(Reason::Paused);
        }
        self.late = false;
        self.reached = false;
        self.lock = Lock::Asked;
        self.turn = Turn::Locking {
            until: now.monotonic + self.limits.patience,
        };
        self.push(Output::RequestLock);
    }

    fn is_resting(&self, now: Now) -> bool {
        let generation = self.held().map(|held| held.tokens.generation);
        self.rest
            .is_some_and(|(of, until)| Some(of) == generation && until > now.monotonic)
    }

    pub(super) fn lock_got(&mut self, now: Now) {
        if !matches!(self.turn, Turn::Locking { .. }) {
            return self.push(Output::ReleaseLock);
        }
        self.lock = Lock::Held;
        self.look(now);
    }

    pub(super) fn lock_refused(&mut self, now: Now) {
        self.lock = Lock::Free;
        if matches!(self.turn, Turn::Locking { .. }) {
            self.look(now);
        }
    }

    fn look(&mut self, now: Now) {
        self.turn = Turn::Looking;
        if self.reading.is_some_and(|reading| reading.hangs) {
            return self.unread(now);
        }
        self.read(now);
    }

    /// Reads the storage for a step of the turn that needs what stands there from now on.
    fn look_again(&mut self, now: Now) {
        if self.reading.is_some_and(|reading| reading.hangs) {
            return self.unread(now);
        }
        self.reread(now);
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

    /// Whether to send, to wait or to give up.
    fn decide(&mut self, stored: Stored, read_at: f64, now: Now) {
        let Some(held) = self.held().filter(|&held| self.is_needed(held, now)) else {
            return self.end_turn();
        };
        let generation = held.tokens.generation;
        let Some(intent) = about(&stored, generation) else {
            self.failures = 0;
            return self.claim(generation, 1, read_at, now);
        };
        self.failures = intent.failures;
        if intent.stage == Stage::Over && intent.attempt >= ATTEMPTS {
            return self.exhausted(now);
        }
        let left = self.left_of(intent, now);
        if left > 0.0 {
            return self.blocked(intent, now.monotonic + left);
        }
        let attempt = intent.attempt.saturating_add(1);
        if attempt > ATTEMPTS {
            return self.exhausted(now);
        }
        if attempt > 1 && !self.reached {
            return self.probe(now);
        }
        self.claim(generation, attempt, read_at, now);
    }

    fn left_of(&self, intent: Intent, now: Now) -> f64 {
        let seen = self.seen.map_or(now.monotonic, |(_, seen)| seen);
        let handed_on = intent.locked && self.lock == Lock::Held;
        let trusted = intent.stage == Stage::Over || handed_on;
        intent.left(seen, trusted, now)
    }

    fn blocked(&mut self, intent: Intent, until: f64) {
        if intent.stage == Stage::Over {
            self.rest = Some((intent.generation, until));
            return self.fail_turn(Reason::Paused);
        }
        self.release();
        self.turn = Turn::Waiting { until };
    }

    /// The refresh token may be used up: the session lasts as long as the access token.
    fn exhausted(&mut self, now: Now) {
        match self.held() {
            Some(held) if !self.is_good(held, now) => self.end_session(Some(held.tokens.session)),
            _ => self.fail_turn(Reason::Exhausted),
        }
    }

    /// What another tab has written while this one waits for it.
    fn wait_on(&mut self, stored: Stored, now: Now) {
        let Some(held) = self.held().filter(|&held| self.is_needed(held, now)) else {
            return self.end_turn();
        };
        let left = about(&stored, held.tokens.generation)
            .filter(|intent| intent.stage == Stage::Sending)
            .map_or(0.0, |intent| self.left_of(intent, now));
        if left > 0.0 {
            let until = now.monotonic + left;
            self.turn = Turn::Waiting { until };
        } else {
            self.restart(now);
        }
    }

    fn restart(&mut self, now: Now) {
        self.end_turn();
        self.start_turn(now);
    }

    fn probe(&mut self, now: Now) {
        self.turn = Turn::Probing {
            until: now.monotonic + self.limits.probe,
        };
        self.push(Output::Probe);
    }

    pub(super) fn probed(&mut self, reached: bool, now: Now) {
        if !matches!(self.turn, Turn::Probing { .. }) {
            return;
        }
        if reached {
            self.reached = true;
            return self.look(now);
        }
        self.pause(None, now);
        self.fail_turn(Reason::Failed);
    }

    fn claim(&mut self, generation: Generation, attempt: u8, looked: f64, now: Now) {
        let lasts = self.limits.lasts();
        let Some(intent) = self.write_intent(generation, attempt, Stage::Sending, lasts, now)
        else {
            return self.fail_turn(Reason::Storage);
        };
        self.turn = Turn::Claiming {
            intent,
            looked,
            until: now.monotonic + self.limits.storage,
        };
    }

    /// `None` while an earlier record is still being written.
    fn write_intent(
        &mut self,
        generation: Generation,
        attempt: u8,
        stage: Stage,
        lasts: f64,
        now: Now,
    ) -> Option<Intent> {
        if self.writing {
            return None;
        }
        self.writing = true;
        self.serial = self.serial.wrapping_add(1);
        let intent = Intent {
            generation,
            attempt,
            holder: self.holder,
            serial: self.serial,
            locked: self.lock == Lock::Held,
            stage,
            at: now.wall,
            lasts,
            failures: self.failures,
        };
        self.push(Output::WriteIntent(intent));
        Some(intent)
    }

    /// A record has been written.
    pub(super) fn claimed(&mut self, now: Now) {
        self.writing = false;
        let Turn::Claiming { intent, looked, .. } = self.turn else {
            return;
        };
        if now.monotonic - looked > self.limits.window {
            // It may have overwritten the claim of a tab that is sending by now. It stands for that one.
            self.seen = Some((intent, now.monotonic));
            return self.blocked(intent, now.monotonic + intent.lasts);
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
        self.look_again(now);
    }

    /// A record could not be written.
    pub(super) fn unclaimed(&mut self, now: Now) {
        self.writing = false;
        if matches!(self.turn, Turn::Claiming { .. }) {
            self.pause(None, now);
            self.fail_turn(Reason::Storage);
        }
    }

    fn confirm(&mut self, claim: Claim, stored: Stored, read_at: f64, now: Now) {
        let generation = stored.current().map(|tokens| tokens.generation);
        let is_ours = generation == Some(claim.intent.generation)
            && stored.intent.is_some_and(|intent| intent.is(&claim.intent));
        if !is_ours {
            return self.decide(stored, read_at, now);
        }
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

    /// The tab was frozen between its claim and the sending.
    fn too_late(&mut self, claim: Claim, now: Now) {
        self.withdraw(claim, claim.intent.attempt.saturating_sub(1), 0.0, now);
        if self.late {
            self.pause(None, now);
            return self.fail_turn(Reason::Paused);
        }
        self.late = true;
        self.turn = Turn::Looking;
        self.look_again(now);
    }

    /// Says that no request is under way, as long as no other tab can have claimed.
    fn withdraw(&mut self, claim: Claim, attempts: u8, pause: f64, now: Now) {
        let own = self.limits.send_by + self.limits.timeout + self.limits.storage;
        if now.monotonic - claim.written <= own {
            let generation = claim.intent.generation;
            let _ = self.write_intent(generation, attempts, Stage::Over, pause, now);
        }
    }

    pub(super) fn answered(&mut self, of: Generation, attempt: u8, answer: Answer, now: Now) {
        let claim = match self.turn {
            Turn::Sending { claim, .. }
                if claim.intent.generation == of && claim.intent.attempt == attempt =>
            {
                claim
            }
            _ => {
                if let Answer::Tokens(tokens) = answer {
                    self.push(Output::Discard(tokens.generation));
                }
                return;
            }
        };
        let before = attempt.saturating_sub(1);
        match answer {
            Answer::Tokens(tokens) => self.check_first(claim, Some(tokens), now),
            Answer::GrantGone => self.check_first(claim, None, now),
            Answer::Failed { retry_after } => self.failed(claim, before, retry_after, now),
            Answer::NotSent => self.failed(claim, before, None, now),
            Answer::NoAnswer => self.failed(claim, attempt, None, now),
        }
    }

    fn check_first(&mut self, claim: Claim, tokens: Option<Tokens>, now: Now) {
        self.turn = Turn::Checking { claim, tokens };
        self.look_again(now);
    }

    /// The session may have changed while the request was under way.
    fn check(&mut self, claim: Claim, tokens: Option<Tokens>, stored: Stored, now: Now) {
        let current = self
            .held()
            .and(stored.current())
            .filter(|current| current.generation == claim.intent.generation);
        match (current, tokens) {
            (Some(_), Some(tokens)) => self.store(claim, tokens, now),
            (Some(current), None) => self.end_session(Some(current.session)),
            (None, _) => self.stop_turn(),
        }
    }

    fn store(&mut self, claim: Claim, tokens: Tokens, now: Now) {
        self.turn = Turn::Storing { claim };
        self.save(tokens, false, now);
    }

    /// The refresh token must not be sent again: its successor could not be stored.
    pub(super) fn spend(&mut self, now: Now) {
        if let Turn::Storing { claim } = self.turn {
            self.withdraw(claim, ATTEMPTS, 0.0, now);
        }
    }

    fn failed(&mut self, claim: Claim, attempts: u8, retry_after: Option<f64>, now: Now) {
        let pause = self.pause(retry_after, now);
        self.withdraw(claim, attempts, pause, now);
        self.fail_turn(Reason::Failed);
    }

    /// Counts a failure and pauses; gives the pause in milliseconds.
    fn pause(&mut self, retry_after: Option<f64>, now: Now) -> f64 {
        self.failures = self.failures.saturating_add(1);
        let pause = life::pause(self.failures, retry_after);
        self.rest = self
            .held()
            .map(|held| (held.tokens.generation, now.monotonic + pause));
        pause
    }

    /// The storage could not be read for this step.
    pub(super) fn turn_unread(&mut self, now: Now) {
        match self.turn {
            Turn::Looking => self.fail_turn(Reason::Storage),
            Turn::Confirming { claim } => {
                self.withdraw(claim, claim.intent.attempt.saturating_sub(1), 0.0, now);
                self.fail_turn(Reason::Storage);
            }
            Turn::Checking {
                claim,
                tokens: Some(tokens),
            } => self.store(claim, tokens, now),
            Turn::Checking { .. } => {
                self.pause(None, now);
                self.fail_turn(Reason::Storage);
            }
            _ => {}
        }
    }

    /// Whether a refresh goes on that needs no look at the storage now.
    pub(super) fn is_busy(&self) -> bool {
        matches!(
            self.turn,
            Turn::Settling { .. } | Turn::Sending { .. } | Turn::Storing { .. }
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
            Turn::Waiting { .. } => self.restart(now),
            Turn::Probing { .. } => self.probed(false, now),
            Turn::Claiming { .. } => {
                // The write may still come: `writing` stays.
                self.pause(None, now);
                self.fail_turn(Reason::Storage);
            }
            Turn::Settling { claim, .. } => {
                self.turn = Turn::Confirming { claim };
                self.look_again(now);
            }
            Turn::Sending { claim, .. } => {
                self.push(Output::Abort);
                self.failed(claim, claim.intent.attempt, None, now);
            }
            _ => {}
        }
    }

    fn release(&mut self) {
        if self.lock != Lock::Free {
            self.lock = Lock::Free;
            self.push(Output::ReleaseLock);
        }
    }

    pub(super) fn end_turn(&mut self) {
        self.turn = Turn::Idle;
        self.release();
    }

    fn fail_turn(&mut self, reason: Reason) {
        self.end_turn();
        self.fail_waiters(reason);
    }

    /// Ends the turn wherever it is: the session has changed.
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

    /// Tells the other tabs that this one goes.
    pub(super) fn withdraw_for_good(&mut self, now: Now) {
        match self.turn {
            Turn::Settling { claim, .. } | Turn::Confirming { claim } => {
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

/// The record about the refresh token of these tokens, if there is one.
fn about(stored: &Stored, generation: Generation) -> Option<Intent> {
    stored
        .intent
        .filter(|intent| intent.generation == generation)
}
