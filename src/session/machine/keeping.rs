//! Sign-in, sign-out and storing tokens.

use super::{Machine, Operation, Output, Reason, Removal, SignInOutcome, View};
use crate::session::life::Now;
use crate::session::records::{Kept, SessionId, TokenFacts};

/// Where new tokens come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Origin {
    SignIn,
    Refresh,
}

/// New tokens that are being written to the storage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Saving {
    pub(super) tokens: TokenFacts,
    pub(super) until: f64,
    pub(super) origin: Origin,
    /// What the storage is doing: writing the tokens or, if they could not be written, removing the old session.
    pub(super) operation: Operation,
}

impl Saving {
    /// Whether the storage has refused the tokens of a refresh, and what it has of the session is being removed.
    pub(super) fn is_refused(self) -> bool {
        self.origin == Origin::Refresh && matches!(self.operation, Operation::Remove(_))
    }
}

impl Machine {
    pub(super) fn signed_in(&mut self, tokens: TokenFacts, now: Now) {
        self.stop_turn();
        self.distrust_read();
        self.save(tokens, Origin::SignIn, now);
    }

    pub(super) fn save(&mut self, tokens: TokenFacts, origin: Origin, now: Now) {
        let is_in_memory = self.held().is_some_and(|held| held.kept == Kept::InMemory);
        let write = match origin {
            Origin::SignIn => Output::WriteSession(tokens),
            // The storage may not name a session that it has refused. Tokens that it stored would not count then.
            Origin::Refresh if is_in_memory => return self.refreshed(tokens, Kept::InMemory, now),
            Origin::Refresh => Output::WriteTokens(tokens),
        };
        self.begin(tokens, origin, write, now);
    }

    /// Starts the operation that stores these tokens or, if they cannot be stored, removes the old session.
    fn begin(&mut self, tokens: TokenFacts, origin: Origin, output: Output, now: Now) {
        self.saving = output.operation().map(|operation| Saving {
            tokens,
            until: now.monotonic + self.limits.storage,
            origin,
            operation,
        });
        self.push(output);
    }

    pub(super) fn sign_out(&mut self, now: Now) {
        let saved = self.saving.map(|saving| saving.tokens.session);
        let held = self.held().map(|held| held.tokens.session);
        let removal = Removal::SignedOut(saved.or(held));
        self.ended.extend(saved);
        self.end_held(held, removal, Reason::SignedOut);
        self.removing = Some((removal, now.monotonic + self.limits.storage));
    }

    /// Ends the session in this tab, whatever the storage does. `reason` is the error for callers that wait for a
    /// refresh.
    pub(super) fn end_session(&mut self, session: SessionId, reason: Reason) {
        self.end_held(Some(session), Removal::Ended(session), reason);
    }

    fn end_held(&mut self, session: Option<SessionId>, removal: Removal, reason: Reason) {
        self.stop_turn();
        self.distrust_read();
        let given_up = self.saving.take();
        if given_up.is_some_and(|saving| saving.origin == Origin::SignIn) {
            self.push(Output::SignInEnded(SignInOutcome::Overtaken));
        }
        self.ended.extend(session);
        self.push(Output::Remove(removal));
        if self.view != View::Nobody {
            self.view = View::Nobody;
            self.announce();
        }
        self.dismiss_callers(reason);
    }

    /// Repeats a read in progress: it may find what was stored before the write that follows now.
    fn distrust_read(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.again = true;
        }
    }

    pub(super) fn storage_done(&mut self, operation: Operation, now: Now) {
        match (operation, self.saving) {
            (Operation::WriteIntent, _) => self.intent_written(now),
            (_, Some(saving)) if saving.operation == operation => {
                let kept = match operation {
                    Operation::Remove(_) => Kept::InMemory,
                    _ => Kept::Stored,
                };
                self.saved(saving, kept, now);
            }
            (Operation::Remove(removal), _) => {
                self.removed(removal, true);
                // This tab may have given it up.
                self.reread(now);
            }
            (Operation::WriteTokens(session, _) | Operation::WriteSession(session, _), _) => {
                self.written_late(session, now);
            }
            (Operation::Read, _) => {}
        }
    }

    pub(super) fn storage_failed(&mut self, operation: Operation, now: Now) {
        match (operation, self.saving) {
            (Operation::Read, _) => {
                // One that was given up has failed already.
                let reading = self.reading.take();
                if reading.is_some() {
                    self.unread(now);
                }
            }
            (Operation::WriteIntent, _) => self.intent_not_written(now),
            (_, Some(saving)) if saving.operation == operation => match operation {
                Operation::Remove(_) => self.uncleared(saving, now),
                _ => self.clear(saving, now),
            },
            (Operation::Remove(removal), _) => self.removed(removal, false),
            _ => {}
        }
    }

    /// The new tokens cannot be stored. Removes the old session, so that it does not outlive them in the storage.
    fn clear(&mut self, saving: Saving, now: Now) {
        let removal = match saving.origin {
            Origin::SignIn => Removal::Unstored(saving.tokens.generation),
            Origin::Refresh => {
                self.spend(now);
                Removal::Ended(saving.tokens.session)
            }
        };
        self.begin(saving.tokens, saving.origin, Output::Remove(removal), now);
    }

    /// The new tokens could not be stored, and the old session could not be removed.
    fn uncleared(&mut self, saving: Saving, now: Now) {
        if saving.origin == Origin::Refresh {
            return self.saved(saving, Kept::InMemory, now);
        }
        self.saving = None;
        self.push(Output::SignInEnded(SignInOutcome::Refused));
        self.reread(now);
    }

    /// The tokens are where they will stay.
    fn saved(&mut self, saving: Saving, kept: Kept, now: Now) {
        self.saving = None;
        if saving.origin == Origin::Refresh {
            return self.refreshed(saving.tokens, kept, now);
        }
        self.hold_new(saving.tokens, kept, now);
        self.ended.clear();
        self.distrust_read();
        self.push(Output::SignInEnded(match kept {
            Kept::Stored => SignInOutcome::Stored,
            Kept::InMemory => SignInOutcome::InMemory,
        }));
        self.serve(now);
    }

    /// The tokens of a refresh are where they will stay.
    fn refreshed(&mut self, tokens: TokenFacts, kept: Kept, now: Now) {
        self.hold_new(tokens, kept, now);
        self.end_turn();
        if !self.has_good(now) {
            // The new tokens have already expired, and the next ones would have, too.
            self.pause(None, now);
            self.fail_callers(Reason::Over, now);
        }
        // Another tab may have ended the session since the check.
        self.reread(now);
        self.serve(now);
    }

    fn hold_new(&mut self, tokens: TokenFacts, kept: Kept, now: Now) {
        if kept == Kept::InMemory {
            self.push(Output::KeepInMemory(tokens));
        }
        self.hold(tokens, kept, now);
    }

    fn removed(&mut self, removal: Removal, done: bool) {
        if self.removing.is_some_and(|(waited, _)| waited == removal) {
            self.removing = None;
            self.push(Output::SignOutEnded(done));
        }
    }

    /// Tokens were written after a sign-out or another sign-in, or after the write was given up.
    fn written_late(&mut self, session: SessionId, now: Now) {
        if self
            .saving
            .is_some_and(|saving| saving.tokens.session == session)
        {
            return;
        }
        let stored = self.held().filter(|held| held.kept == Kept::Stored);
        if stored.is_none_or(|held| held.tokens.session != session) {
            self.push(Output::Sweep(session));
        }
        self.reread(now);
    }

    pub(super) fn keeping_due(&mut self, now: Now) {
        if let Some(saving) = self.saving
            && saving.until <= now.monotonic
        {
            self.storage_failed(saving.operation, now);
        }
        if let Some((removal, until)) = self.removing
            && until <= now.monotonic
        {
            self.removed(removal, false);
        }
    }

    /// The page is being unloaded: the other tabs need not wait for this one.
    pub(super) fn leave(&mut self, now: Now) {
        self.withdraw_for_good(now);
        self.fail_callers(Reason::Failed, now);
    }
}
