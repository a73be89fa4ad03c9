//! The session of one tab: inputs in, outputs out.
//!
//! The machine sends a refresh token only when it knows that no other tab is sending it or has used it.
//! A refresh is one *turn*:
//!
//! 1. *lock*: take the Web Lock. Without Web Locks, or if another holder hangs, the turn continues
//!    without it: the lock only saves work, the intent record provides the safety.
//! 2. *look*: read the storage. If another tab's request is in progress, wait for it. If a request has
//!    failed, respect the pause.
//! 3. *claim*: write the intent record. The write must finish at most `window` after the look began.
//! 4. *settle*: wait for longer than `window`, then read again. If several tabs claim at the same time,
//!    only the last writer finds its own record (Fischer's timed mutual exclusion).
//! 5. *send*: record in the storage that the request is being sent, send it, and wait for the response
//!    until the timeout.
//! 6. *check*: read again, and store the new tokens only if the tokens that were refreshed are still the
//!    current ones. If the storage cannot be read, store them anyway.
//!
//! A request that got no response may have reached the service. The machine then allows one more attempt,
//! after the service has responded to a ping, and never a third. No tab can know more: if a holder dies
//! after sending, the response is lost with it.
//!
//! Every wait has a deadline. The browser edge passes `Input::Due` at the time of the last
//! `Output::Timer`, and performs the outputs of one input in order.

mod attempt;
mod callers;
mod claim;
#[cfg(feature = "digest")]
mod digest;
mod inputs;
mod keeping;
mod pauses;
mod refusals;
mod sign_out_refresh;
mod turn;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;

use super::life::{self, Now};
use super::records::{Generation, Holder, Intent, Kept, SessionId, Stored, TokenFacts};
use callers::{Ask, Caller};
#[cfg(feature = "digest")]
pub use digest::digest_records;
pub use inputs::{
    Input, Limits, Operation, Output, Reason, Removal, Reply, SignInOutcome, TokenAnswer,
};
use keeping::Saving;
use pauses::Pauses;
use refusals::Refusals;
use turn::{LockState, Turn, TurnFlags};

/// The tokens that this tab knows.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Held {
    tokens: TokenFacts,
    /// When the access token expires, by the monotonic clock in milliseconds.
    end: f64,
    kept: Kept,
}

/// Who is signed in, as far as this tab knows.
#[derive(Clone, Copy, Debug, PartialEq)]
enum View {
    Unknown,
    Nobody,
    Held(Held),
}

/// A read of the storage that is in progress.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Reading {
    since: f64,
    /// Something has changed since the read began: its result does not count, and the storage is read again.
    again: bool,
}

/// The session of one tab.
#[derive(Clone, Debug, PartialEq)]
pub struct Machine {
    limits: Limits,
    holder: Holder,
    serial: u32,
    view: View,
    /// The sessions that ended in this tab since the last sign-in: never restored, even if the storage still has them.
    ended: Vec<SessionId>,
    refusals: Refusals,
    reading: Option<Reading>,
    callers: Vec<Caller>,
    lock: LockState,
    turn: Turn,
    flags: TurnFlags,
    /// The intent that the storage held at the last look, and when this tab first saw it.
    seen: Option<(Intent, f64)>,
    pauses: Pauses,
    /// The session whose intent record is being written, and since when.
    writing: Option<(SessionId, f64)>,
    saving: Option<Saving>,
    /// The deadline for the removal of a sign-out.
    removing: Option<(Removal, f64)>,
    timer: Option<f64>,
    out: Vec<Output>,
}

impl Machine {
    /// Creates the machine of a tab that has just been loaded and identifies itself as `holder`. It knows
    /// nothing yet: pass `Input::Woken` first.
    #[must_use]
    pub fn new(holder: Holder, limits: Limits) -> Self {
        Self {
            limits,
            holder,
            serial: 0,
            view: View::Unknown,
            ended: Vec::new(),
            refusals: Refusals::NONE,
            reading: None,
            callers: Vec::new(),
            lock: LockState::Free,
            turn: Turn::Idle,
            flags: TurnFlags::default(),
            seen: None,
            pauses: Pauses::default(),
            writing: None,
            saving: None,
            removing: None,
            timer: None,
            out: Vec::new(),
        }
    }

    /// Returns the tokens of the signed-in user, which `session.current` shows: `None` until the storage has
    /// been read, `Some(None)` if nobody is signed in.
    #[must_use]
    pub fn current(&self) -> Option<Option<TokenFacts>> {
        match self.view {
            View::Unknown => None,
            View::Nobody => Some(None),
            View::Held(held) => Some(Some(held.tokens)),
        }
    }

    /// Returns whether there is a valid access token to hand out.
    #[must_use]
    pub fn has_good(&self, now: Now) -> bool {
        self.held().is_some_and(|held| self.is_good(held, now))
    }

    /// Takes one input and returns the outputs to perform, in order. Never fails, whatever the order of the
    /// inputs: an input that does not fit the current state is ignored.
    pub fn handle(&mut self, input: Input, now: Now) -> Vec<Output> {
        match input {
            Input::Woken => {
                // The browser may be online again.
                self.pauses.unreached = None;
                self.reread(now);
            }
            Input::Changed => self.reread(now),
            Input::Due => {
                self.timer = None;
                self.due(now);
            }
            Input::Stored(stored) => self.stored(stored, now),
            Input::Done(operation) => self.storage_done(operation, now),
            Input::Refused(operation) => self.storage_failed(operation, now),
            Input::LookAsked { caller, by } => self.asked(caller, by, Ask::Look, now),
            Input::TokenAsked { caller, by } => self.asked(caller, by, Ask::Token, now),
            Input::RefreshAsked { caller, by } => self.asked(caller, by, Ask::Refresh, now),
            Input::GaveUp(id) => self.callers.retain(|caller| caller.id != id),
            Input::LockGot => self.lock_got(now),
            Input::LockRefused => self.lock_refused(now),
            Input::LockLost => self.lock = LockState::Free,
            Input::Answered {
                generation,
                attempt,
                answer,
            } => self.answered(generation, attempt, answer, now),
            Input::Pinged(answered) => self.pinged(answered, now),
            Input::Unauthorized(generation) => self.unauthorized(generation, now),
            Input::SignedIn(tokens) => self.signed_in(tokens, now),
            Input::SignOut => self.sign_out(now),
            Input::Leaving => self.leave(now),
        }
        self.set_timer();
        std::mem::take(&mut self.out)
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

    fn holds(&self, generation: Generation) -> bool {
        self.held()
            .is_some_and(|held| held.tokens.generation == generation)
    }

    /// Reads the storage, unless a read is in progress.
    fn read(&mut self, now: Now) {
        if self.reading.is_some() {
            return;
        }
        self.reading = Some(Reading {
            since: now.monotonic,
            again: false,
        });
        self.push(Output::Read);
    }

    /// Reads the storage anew: the result of a read already in progress does not count.
    fn reread(&mut self, now: Now) {
        if let Some(reading) = &mut self.reading {
            reading.again = true;
        }
        self.read(now);
    }

    fn stored(&mut self, stored: Stored, now: Now) {
        // A read that was given up does not count, but it shows that the storage responds again.
        let Some(reading) = self.reading.take().filter(|reading| !reading.again) else {
            return self.read(now);
        };
        if self.saving.is_some_and(Saving::is_refused) {
            // What is missing in the storage was removed by this tab. It reads again afterwards.
            return;
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

    /// Updates the view of this tab to what the storage holds.
    fn look_at(&mut self, stored: Stored, now: Now) {
        let found = stored
            .current()
            .filter(|tokens| !self.ended.contains(&tokens.session));
        self.overtake(found.map(|tokens| tokens.generation));
        if let Some(session) = self.held().map(|held| held.tokens.session)
            && found.map(|tokens| tokens.session) != Some(session)
        {
            // A refresh in progress may have written tokens after their session ended.
            self.push(Output::Sweep(session));
        }
        match (self.view, found) {
            (View::Held(held), Some(tokens)) if held.tokens.generation == tokens.generation => {}
            (View::Nobody, None) => {}
            (_, Some(tokens)) => self.hold(tokens, Kept::Stored, now),
            (_, None) => {
                self.view = View::Nobody;
                self.announce();
            }
        }
    }

    fn hold(&mut self, tokens: TokenFacts, kept: Kept, now: Now) {
        self.pauses = Pauses::default();
        self.view = View::Held(Held {
            tokens,
            end: life::end(tokens.ends_at, tokens.life, now),
            kept,
        });
        self.announce();
    }

    fn announce(&mut self) {
        let held = self.held();
        self.push(Output::Announce {
            tokens: held.map(|held| held.tokens),
            kept: held.map_or(Kept::Stored, |held| held.kept),
        });
    }

    /// Handles every deadline that has passed.
    fn due(&mut self, now: Now) {
        if let Some(reading) = self.reading
            && reading.since + self.limits.storage <= now.monotonic
        {
            // Its promise may never settle, so whoever asks next reads again.
            self.reading = None;
            self.unread(now);
        }
        self.keeping_due(now);
        self.turn_due(now);
        self.callers_due(now);
    }

    /// The storage could not be read.
    fn unread(&mut self, now: Now) {
        self.turn_unread(now);
        self.fail_unread(self.is_busy());
    }

    fn set_timer(&mut self) {
        let times = [
            self.reading
                .map(|reading| reading.since + self.limits.storage),
            self.saving.map(|saving| saving.until),
            self.removing.map(|(_, until)| until),
            self.turn.until(),
        ];
        let callers = self.callers.iter().map(|caller| caller.by);
        let next = times.into_iter().flatten().chain(callers);
        let next = next.reduce(f64::min);
        if next == self.timer {
            return;
        }
        self.timer = next;
        self.push(Output::Timer(next));
    }
}
