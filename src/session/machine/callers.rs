//! The callers that wait for the machine, and the replies they get.

use super::keeping::Origin;
use super::{Held, Machine, Output, Reason, Reply, View};
use crate::session::life::{self, Now};
use crate::session::records::{CallerId, Generation};

/// What a caller waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Ask {
    /// Who is signed in.
    Look,
    /// A valid access token.
    Token,
    /// Tokens other than the current ones.
    Refresh,
}

/// A caller that waits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Caller {
    pub(super) id: CallerId,
    pub(super) by: f64,
    pub(super) ask: Ask,
    /// The tokens that were current when the refresh was requested.
    pub(super) from: Option<Generation>,
}

impl Machine {
    pub(super) fn asked(&mut self, id: CallerId, by: f64, ask: Ask, now: Now) {
        self.callers.push(Caller {
            id,
            // `f64::min` returns the limit if the deadline is NaN.
            by: by.min(now.monotonic + self.limits.longest),
            ask,
            from: None,
        });
        self.read(now);
    }

    /// Replies to every caller that can be answered now, and starts a refresh if one is needed.
    pub(super) fn serve(&mut self, now: Now) {
        let is_replaced = self
            .saving
            .is_some_and(|saving| saving.origin == Origin::SignIn);
        if is_replaced || matches!(self.view, View::Unknown) {
            return;
        }
        let mut needed = false;
        for mut one in std::mem::take(&mut self.callers) {
            let (reply, early) = self.reply(&mut one, now);
            needed |= early || reply.is_none();
            match reply {
                Some(reply) => self.give(one.id, reply),
                None => self.callers.push(one),
            }
        }
        if needed {
            self.start_turn(now);
        }
    }

    /// The reply that a caller gets now, or `None` if it has to wait for a refresh; and whether a refresh is
    /// needed even though there is a reply.
    fn reply(&self, one: &mut Caller, now: Now) -> (Option<Reply>, bool) {
        let Some(held) = self.held() else {
            return (Some(nobody(one.ask, Reason::SignedOut)), false);
        };
        let generation = held.tokens.generation;
        if one.ask == Ask::Look {
            return (Some(Reply::Seen), false);
        }
        if one.ask == Ask::Refresh {
            let from = *one.from.get_or_insert(generation);
            if from != generation {
                return (Some(Reply::Token(generation)), false);
            }
            let reply = Reply::Failed(Reason::NoRefreshToken);
            return ((!held.tokens.refreshable).then_some(reply), false);
        }
        if self.is_good(held, now) {
            return (Some(Reply::Token(generation)), self.is_early(held, now));
        }
        ((!held.tokens.refreshable).then_some(Reply::Nobody), false)
    }

    /// Whether the access token is valid and can be handed out.
    pub(super) fn is_good(&self, held: Held, now: Now) -> bool {
        let left = life::left(held.tokens.ends_at, held.end, now);
        left > 0.0 && self.refusals.dead != Some(held.tokens.generation)
    }

    /// Whether it is time to refresh.
    fn is_early(&self, held: Held, now: Now) -> bool {
        let left = life::left(held.tokens.ends_at, held.end, now);
        held.tokens.refreshable && left <= life::margin(held.tokens.life)
    }

    /// Whether anything asks for a refresh of these tokens.
    pub(super) fn is_needed(&self, held: Held, now: Now) -> bool {
        let asked = self
            .callers
            .iter()
            .filter(|one| one.ask == Ask::Refresh)
            .any(|one| one.from.is_none_or(|from| from == held.tokens.generation));
        held.tokens.refreshable && (asked || !self.is_good(held, now) || self.is_early(held, now))
    }

    /// Replies with an error to the callers that a refresh would have served. One that asks for an access token
    /// still gets it if it is valid. One that only asks who is signed in keeps waiting for the storage: a failed
    /// refresh does not concern it.
    pub(super) fn fail_callers(&mut self, reason: Reason, now: Now) {
        let good = self.held().filter(|&held| self.is_good(held, now));
        for one in std::mem::take(&mut self.callers) {
            match (one.ask, good) {
                (Ask::Look, _) => self.callers.push(one),
                (Ask::Token, Some(held)) => {
                    self.give(one.id, Reply::Token(held.tokens.generation));
                }
                _ => self.give(one.id, Reply::Failed(reason)),
            }
        }
    }

    /// The storage could not be read. If a refresh continues without it (`busy`), the callers for tokens keep
    /// waiting for that; all others fail.
    pub(super) fn fail_unread(&mut self, busy: bool) {
        for one in std::mem::take(&mut self.callers) {
            match one.ask {
                Ask::Token | Ask::Refresh if busy => self.callers.push(one),
                _ => self.give(one.id, Reply::Failed(Reason::Storage)),
            }
        }
    }

    pub(super) fn callers_due(&mut self, now: Now) {
        for one in std::mem::take(&mut self.callers) {
            if one.by > now.monotonic {
                self.callers.push(one);
            } else {
                self.give(one.id, Reply::Failed(Reason::TimedOut));
            }
        }
    }

    fn give(&mut self, caller: CallerId, reply: Reply) {
        self.push(Output::Give { caller, reply });
    }

    /// Replies to every caller that nobody is signed in any more.
    pub(super) fn dismiss_callers(&mut self, reason: Reason) {
        for one in std::mem::take(&mut self.callers) {
            self.give(one.id, nobody(one.ask, reason));
        }
    }
}

fn nobody(ask: Ask, reason: Reason) -> Reply {
    match ask {
        Ask::Look => Reply::Seen,
        Ask::Token => Reply::Nobody,
        Ask::Refresh => Reply::Failed(reason),
    }
}
