//! The outcome of a request: the new tokens are stored, or the failure is counted and a pause follows.

use super::keeping::Origin;
use super::turn::{Claim, Turn};
use super::{Machine, Output, Reason, TokenAnswer};
use crate::session::life::Now;
use crate::session::records::{ATTEMPTS, Generation, Stored, TokenFacts};

impl Machine {
    pub(super) fn answered(&mut self, of: Generation, attempt: u8, answer: TokenAnswer, now: Now) {
        let claim = match self.turn {
            Turn::Sending { claim, .. }
                if claim.intent.generation == of && claim.intent.attempt == attempt =>
            {
                claim
            }
            _ => {
                if let TokenAnswer::Tokens(tokens) = answer {
                    self.push(Output::Discard(tokens.generation));
                }
                return;
            }
        };
        let before = attempt.saturating_sub(1);
        match answer {
            TokenAnswer::Tokens(tokens) => self.check_first(claim, Some(tokens), now),
            TokenAnswer::GrantGone => self.check_first(claim, None, now),
            TokenAnswer::Failed { retry_after } => self.failed(claim, before, retry_after, now),
            TokenAnswer::NotSent => self.unsent(claim, before, now),
            TokenAnswer::NoAnswer => self.failed(claim, attempt, None, now),
        }
    }

    fn check_first(&mut self, claim: Claim, tokens: Option<TokenFacts>, now: Now) {
        self.turn = Turn::Checking { claim, tokens };
        self.reread(now);
    }

    /// Compares the storage with the claim: the session may have changed during the request.
    pub(super) fn check(
        &mut self,
        claim: Claim,
        tokens: Option<TokenFacts>,
        stored: Stored,
        now: Now,
    ) {
        let current = self
            .held()
            .and(stored.current())
            .filter(|current| current.generation == claim.intent.generation);
        match (current, tokens) {
            (Some(_), Some(tokens)) => self.store(claim, tokens, now),
            (Some(current), None) => self.end_session(current.session, Reason::Failed),
            (None, _) => self.stop_turn(),
        }
    }

    pub(super) fn store(&mut self, claim: Claim, tokens: TokenFacts, now: Now) {
        self.turn = Turn::Storing { claim };
        self.save(tokens, Origin::Refresh, now);
    }

    /// Marks the refresh token as used up, so that no tab sends it again: its successor could not be stored.
    pub(super) fn spend(&mut self, now: Now) {
        if let Turn::Storing { claim } = self.turn {
            self.withdraw(claim, ATTEMPTS, 0.0, now);
        }
    }

    pub(super) fn failed(
        &mut self,
        claim: Claim,
        attempts: u8,
        retry_after: Option<f64>,
        now: Now,
    ) {
        let pause = self.pause(retry_after, now);
        self.withdraw(claim, attempts, pause, now);
        self.fail_turn(Reason::Failed, now);
    }

    /// Nothing was sent, so other tabs need not pause. This tab pauses, so that repeated calls do not write to the storage
    /// each time.
    fn unsent(&mut self, claim: Claim, attempts: u8, now: Now) {
        self.withdraw(claim, attempts, 0.0, now);
        self.pause_unreached(1, now);
        self.fail_turn(Reason::Failed, now);
    }
}
