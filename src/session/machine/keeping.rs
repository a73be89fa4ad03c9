//! Sign-in, sign-out and storing tokens.

use super::{Machine, Operation, Output, Reason, SignIn, View};
use crate::session::life::Now;
use crate::session::records::{SessionId, Tokens};

/// New tokens that are being written to the storage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Saving {
    pub(super) tokens: Tokens,
    pub(super) until: f64,
    /// Whether they come from a sign-in, not from a refresh.
    pub(super) sign_in: bool,
    /// The tokens could not be written, and the old entry is being removed.
    pub(super) clearing: bool,
}

impl Saving {
    fn is_sign_in(&self, session: SessionId) -> bool {
        self.sign_in && self.tokens.session == session
    }
}

impl Machine {
    pub(super) fn signed_in(&mut self, tokens: Tokens, now: Now) {
        self.stop_turn();
        self.distrust_read();
        self.save(tokens, true, now);
    }

    pub(super) fn save(&mut self, tokens: Tokens, sign_in: bool, now: Now) {
        self.saving = Some(Saving {
            tokens,
            until: now.monotonic + self.limits.storage,
            sign_in,
            clearing: false,
        });
        self.push(if sign_in {
            Output::WriteSession(tokens)
        } else {
            Output::WriteTokens(tokens)
        });
    }

    pub(super) fn sign_out(&mut self, now: Now) {
        let under_way = self.saving.map(|saving| saving.tokens.session);
        let session = self.held().map(|held| held.tokens.session);
        self.end_session(under_way.or(session), Reason::SignedOut);
        self.removing = Some(now.monotonic + self.limits.storage);
    }

    /// Ends the session in this tab, whatever the storage does. `reason` is the error for callers that wait for a
    /// refresh.
    pub(super) fn end_session(&mut self, session: Option<SessionId>, reason: Reason) {
        self.stop_turn();
        self.distrust_read();
        if self.saving.take().is_some_and(|saving| saving.sign_in) {
            self.push(Output::SignInEnded(SignIn::Overtaken));
        }
        self.ended = session.or(self.ended);
        self.push(Output::Remove);
        if self.view != View::Nobody {
            self.view = View::Nobody;
            self.announce();
        }
        self.dismiss_waiters(reason);
    }

    /// Makes sure that a read in progress is repeated: it may find what was stored before the write that follows
    /// now.
    fn distrust_read(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.again = true;
        }
    }

    pub(super) fn done(&mut self, operation: Operation, now: Now) {
        match (operation, self.saving) {
            (Operation::WriteIntent, _) => self.claimed(now),
            (Operation::WriteTokens, Some(saving)) if !saving.sign_in && !saving.clearing => {
                self.saved(saving, true, now);
            }
            (Operation::WriteSession(session), Some(saving)) if saving.is_sign_in(session) => {
                if !saving.clearing {
                    self.saved(saving, true, now);
                }
            }
            (Operation::WriteSession(session), _) => self.sweep_overtaken(session),
            (Operation::Remove, Some(saving)) if saving.clearing => self.saved(saving, false, now),
            (Operation::Remove, _) => self.removed(true),
            _ => self.sweep(),
        }
    }

    pub(super) fn refused(&mut self, operation: Operation, now: Now) {
        match (operation, self.saving) {
            (Operation::Read, _) => {
                self.reading = None;
                self.unread(now);
            }
            (Operation::WriteIntent, _) => self.unclaimed(now),
            (Operation::WriteTokens, Some(saving)) if !saving.sign_in => self.clear(saving, now),
            (Operation::WriteSession(session), Some(saving)) if saving.is_sign_in(session) => {
                self.clear(saving, now);
            }
            (Operation::Remove, Some(saving)) if saving.clearing => self.uncleared(saving, now),
            (Operation::Remove, _) => self.removed(false),
            _ => {}
        }
    }

    /// The new tokens cannot be stored. Removes the old session, so that it does not outlive them in the storage.
    fn clear(&mut self, saving: Saving, now: Now) {
        if saving.clearing {
            return;
        }
        if !saving.sign_in {
            self.spend(now);
        }
        self.saving = Some(Saving {
            clearing: true,
            until: now.monotonic + self.limits.storage,
            ..saving
        });
        self.push(Output::Remove);
    }

    /// The new tokens could not be stored, and the old session could not be removed.
    fn uncleared(&mut self, saving: Saving, now: Now) {
        if !saving.sign_in {
            return self.saved(saving, false, now);
        }
        self.saving = None;
        self.push(Output::SignInEnded(SignIn::Refused));
        self.reread(now);
    }

    /// The tokens are where they will stay: in the storage if `persisted`, otherwise in memory.
    fn saved(&mut self, saving: Saving, persisted: bool, now: Now) {
        self.saving = None;
        if !persisted {
            self.push(Output::KeepInMemory(saving.tokens));
        }
        self.hold(saving.tokens, persisted, now);
        if saving.sign_in {
            self.ended = None;
            self.push(Output::SignInEnded(match persisted {
                true => SignIn::Stored,
                false => SignIn::InMemory,
            }));
        } else {
            self.end_turn();
            if !self.has_good(now) {
                // The new tokens arrived expired, and the next ones would, too.
                self.pause(None, now);
                self.fail_waiters(Reason::Over, now);
            }
            // Another tab may have ended the session since the check.
            self.reread(now);
        }
        self.serve(now);
    }

    fn removed(&mut self, done: bool) {
        if self.removing.take().is_some() {
            self.push(Output::SignOutEnded(done));
        }
    }

    /// Removes tokens that were written after their session ended.
    fn sweep(&mut self) {
        if let Some(session) = self.ended {
            self.push(Output::Sweep(session));
        }
    }

    /// Removes the tokens of a sign-in that were written after a sign-out or another sign-in had overtaken it.
    fn sweep_overtaken(&mut self, session: SessionId) {
        if self.held().map(|held| held.tokens.session) != Some(session) {
            self.push(Output::Sweep(session));
        }
    }

    pub(super) fn keeping_due(&mut self, now: Now) {
        if let Some(saving) = self.saving
            && saving.until <= now.monotonic
        {
            let operation = match (saving.clearing, saving.sign_in) {
                (true, _) => Operation::Remove,
                (false, true) => Operation::WriteSession(saving.tokens.session),
                (false, false) => Operation::WriteTokens,
            };
            self.refused(operation, now);
        }
        if self.removing.is_some_and(|until| until <= now.monotonic) {
            self.removed(false);
        }
    }

    /// The page is being unloaded: the other tabs need not wait for this one.
    pub(super) fn leave(&mut self, now: Now) {
        self.withdraw_for_good(now);
        self.fail_waiters(Reason::Failed, now);
    }
}
