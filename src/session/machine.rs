//! The session of one tab: inputs in, outputs out.
//!
//! The machine sends a refresh token only when it knows that no other tab has it under way or has used
//! it. A refresh goes through one *turn*:
//!
//! 1. *lock*: take the Web Lock. Without Web Locks, or with a holder that hangs, the turn goes on
//!    without it: the lock saves work, the intent record gives the safety.
//! 2. *look*: read the storage. Another tab's request is waited for; a pause after a failure is kept.
//! 3. *claim*: write the intent record, at most `window` after the look.
//! 4. *settle*: wait for longer than `window`, then read again. Of tabs that claim at the same time,
//!    only the last writer finds its own record (Fischer's timed mutual exclusion).
//! 5. *send*, and wait for the answer until the timeout.
//! 6. *check*: read again, and store the new tokens only if those that were refreshed still stand.
//!
//! A request without an answer may have reached the service. The machine then allows one further
//! attempt, after it has seen the service answer a probe, and never a third. No tab can know more: a
//! holder that dies after sending takes its answer with it.
//!
//! Every wait has a deadline. The browser edge passes `Input::Due` when the time of the last
//! `Output::Timer` has come, and performs the outputs of one input in their order.

mod attempt;
mod claim;
mod digest;
mod inputs;
mod keeping;
mod turn;
mod waiters;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use super::life::{self, Now};
use super::records::{Generation, Holder, Intent, SessionId, Stage, Stored, Tokens};
pub use digest::digest_records;
pub use inputs::{Answer, Input, Limits, Operation, Output, Reason, Reply, SignIn};
use keeping::Saving;
use turn::{Lock, Turn};
use waiters::{Ask, Waiting};

/// The tokens that this tab knows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    tokens: Tokens,
    /// When they end, by the monotonic clock in milliseconds.
    end: f64,
    persisted: bool,
}

/// Who is signed in, as far as this tab knows.
#[derive(Clone, Copy, Debug, PartialEq)]
enum View {
    Unknown,
    Nobody,
    Held(Held),
}

/// A read of the storage that is under way.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Reading {
    since: f64,
    /// Something has changed since: the answer does not count, and the storage is read again.
    again: bool,
    /// It took too long, and nobody waits for it any more.
    hangs: bool,
}

/// The session of one tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    limits: Limits,
    holder: Holder,
    serial: u32,
    view: View,
    /// The session that was ended here: never taken back, even if the storage still has it.
    ended: Option<SessionId>,
    /// The access token that the service has refused.
    dead: Option<Generation>,
    /// How many access tokens the service has refused in a row, and when the last one.
    refusals: u32,
    refused_at: f64,
    reading: Option<Reading>,
    waiting: Vec<Waiting>,
    lock: Lock,
    turn: Turn,
    /// Whether this turn has already begun again, because its claim was lost or its time was over.
    begun_again: bool,
    /// Whether this turn has looked again because its look was slow.
    looked_again: bool,
    /// Whether the service has just answered the probe of this turn.
    reached: bool,
    /// The intent that the storage held at the last look, and when this tab first saw it.
    seen: Option<(Intent, f64)>,
    /// No request before this time, by the monotonic clock, for these tokens.
    rest: Option<(Generation, f64)>,
    failures: u32,
    /// Whether an intent record is being written.
    writing: bool,
    saving: Option<Saving>,
    /// Until when the removal of a sign-out may take.
    removing: Option<f64>,
    timer: Option<f64>,
    out: Vec<Output>,
}

/// Refusals of access tokens that are further apart than this are not in a row, in milliseconds.
const REFUSALS_APART: f64 = 120_000.0;

impl Machine {
    /// The machine of a tab that has just been loaded, whose life is `holder`. It knows nothing yet:
    /// pass `Input::Woken` first.
    #[must_use]
    pub fn new(holder: Holder, limits: Limits) -> Self {
        Self {
            limits,
            holder,
            serial: 0,
            view: View::Unknown,
            ended: None,
            dead: None,
            refusals: 0,
            refused_at: f64::NEG_INFINITY,
            reading: None,
            waiting: Vec::new(),
            lock: Lock::Free,
            turn: Turn::Idle,
            begun_again: false,
            looked_again: false,
            reached: false,
            seen: None,
            rest: None,
            failures: 0,
            writing: false,
            saving: None,
            removing: None,
            timer: None,
            out: Vec::new(),
        }
    }

    /// The tokens of who is signed in: the outer `None` until the storage was read, the inner one if
    /// nobody is. What `session.current` shows.
    #[must_use]
    pub fn current(&self) -> Option<Option<Tokens>> {
        match self.view {
            View::Unknown => None,
            View::Nobody => Some(None),
            View::Held(held) => Some(Some(held.tokens)),
        }
    }

    /// Whether there is an access token that can be handed out.
    #[must_use]
    pub fn has_good(&self, now: Now) -> bool {
        self.held().is_some_and(|held| self.is_good(held, now))
    }

    /// Whether the refresh token of these tokens may be on its way, from this tab or another.
    #[must_use]
    pub fn is_refreshing(&self, now: Now) -> bool {
        let generation = self.held().map(|held| held.tokens.generation);
        let elsewhere = self.seen.is_some_and(|(intent, seen)| {
            Some(intent.generation) == generation
                && intent.stage != Stage::Over
                && intent.left(seen, false, now) > 0.0
        });
        elsewhere || matches!(self.turn, Turn::Sending { .. })
    }

    /// Takes one input and gives what is to be done, in this order. Never fails, whatever the order of
    /// the inputs: what is out of place is ignored.
    pub fn handle(&mut self, input: Input, now: Now) -> Vec<Output> {
        match input {
            Input::Woken | Input::Changed => self.reread(now),
            Input::Due => {
                self.timer = None;
                self.due(now);
            }
            Input::Stored(stored) => self.stored(stored, now),
            Input::Done(operation) => self.done(operation, now),
            Input::Refused(operation) => self.refused(operation, now),
            Input::LookAsked { waiter, by } => self.asked(waiter, by, Ask::Look, now),
            Input::TokenAsked { waiter, by } => self.asked(waiter, by, Ask::Token, now),
            Input::RefreshAsked { waiter, by } => self.asked(waiter, by, Ask::Refresh, now),
            Input::GaveUp(waiter) => self.waiting.retain(|waiting| waiting.waiter != waiter),
            Input::LockGot => self.lock_got(now),
            Input::LockRefused => self.lock_refused(now),
            Input::LockLost => self.lock = Lock::Free,
            Input::Answered {
                generation,
                attempt,
                answer,
            } => self.answered(generation, attempt, answer, now),
            Input::Reached(reached) => self.probed(reached, now),
            Input::Unauthorized(generation) => self.unauthorized(generation, now),
            Input::SignedIn(tokens) => self.signed_in(tokens, now),
            Input::SignOut => self.sign_out(now),
            Input::Leaving => self.leave(now),
        }
        self.set_timer();
        std::mem::take(&mut self.out)
    }

    /// A refusal asks for a refresh. A service that refuses each new token as well would be asked for ever:
    /// from the third in a row on, each is followed by a pause that grows.
    fn unauthorized(&mut self, generation: Generation, now: Now) {
        if self.dead == Some(generation) {
            return;
        }
        self.dead = Some(generation);
        let in_a_row = now.monotonic - self.refused_at < REFUSALS_APART;
        self.refusals = if in_a_row {
            self.refusals.saturating_add(1)
        } else {
            0
        };
        self.refused_at = now.monotonic;
        if self.refusals > 1 {
            let pause = life::pause(self.refusals.saturating_sub(1), None);
            self.rest = Some((generation, now.monotonic + pause));
        }
    }

    fn push(&mut self, output: Output) {
        self.out.push(output);
    }

    fn held(&self) -> Option<Held> {
        match self.view {
            View::Held(held) => Some(held),
            View::Unknown | View::Nobody => None,
        }
    }

    /// Reads the storage, unless a read is under way.
    fn read(&mut self, now: Now) {
        if self.reading.is_some() {
            return;
        }
        self.reading = Some(Reading {
            since: now.monotonic,
            again: false,
            hangs: false,
        });
        self.push(Output::Read);
    }

    /// Reads the storage from now on: the answer of a read that is under way does not count.
    fn reread(&mut self, now: Now) {
        if let Some(reading) = &mut self.reading {
            reading.again = true;
        }
        self.read(now);
    }

    fn stored(&mut self, stored: Stored, now: Now) {
        let Some(reading) = self.reading.take() else {
            return;
        };
        if reading.again || reading.hangs {
            return self.read(now);
        }
        self.note(stored.intent, now);
        self.look_at(stored, now);
        self.turn_saw(stored, reading.since, now);
        self.serve(now);
    }

    fn note(&mut self, intent: Option<Intent>, now: Now) {
        let Some(intent) = intent else {
            return self.seen = None;
        };
        if self.seen.is_none_or(|(seen, _)| !seen.is(&intent)) {
            self.seen = Some((intent, now.monotonic));
        }
    }

    /// Makes what the storage holds the view of this tab.
    fn look_at(&mut self, stored: Stored, now: Now) {
        let found = stored
            .current()
            .filter(|tokens| self.ended != Some(tokens.session));
        if let Some(session) = self.held().map(|held| held.tokens.session)
            && found.map(|tokens| tokens.session) != Some(session)
        {
            // Tokens of a refresh that was under way may have come after the end of their session.
            self.push(Output::Sweep(session));
        }
        match (self.view, found) {
            (View::Held(held), Some(tokens)) if held.tokens.generation == tokens.generation => {}
            (View::Nobody, None) => {}
            (_, Some(tokens)) => self.hold(tokens, true, now),
            (_, None) => {
                self.view = View::Nobody;
                self.announce();
            }
        }
    }

    fn hold(&mut self, tokens: Tokens, persisted: bool, now: Now) {
        self.failures = 0;
        self.rest = None;
        self.view = View::Held(Held {
            tokens,
            end: life::end(tokens.ends_at, tokens.life, now),
            persisted,
        });
        self.announce();
    }

    fn announce(&mut self) {
        let held = self.held();
        self.push(Output::Announce {
            tokens: held.map(|held| held.tokens),
            persisted: held.is_none_or(|held| held.persisted),
        });
    }

    /// Does what the time has come for.
    fn due(&mut self, now: Now) {
        if let Some(reading) = &mut self.reading
            && !reading.hangs
            && reading.since + self.limits.storage <= now.monotonic
        {
            reading.hangs = true;
            self.unread(now);
        }
        self.keeping_due(now);
        self.turn_due(now);
        self.waiters_due(now);
    }

    /// The storage could not be read.
    fn unread(&mut self, now: Now) {
        self.turn_unread(now);
        self.fail_unread(self.is_busy());
    }

    fn set_timer(&mut self) {
        let reading = self.reading.filter(|reading| !reading.hangs);
        let times = [
            reading.map(|reading| reading.since + self.limits.storage),
            self.saving.map(|saving| saving.until),
            self.removing,
            self.turn.until(),
        ];
        let waiters = self.waiting.iter().map(|waiting| waiting.by);
        let next = times.into_iter().flatten().chain(waiters);
        let next = next.reduce(f64::min);
        if next == self.timer {
            return;
        }
        self.timer = next;
        self.push(Output::Timer(next));
    }
}
