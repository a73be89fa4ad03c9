//! Who waits for an access token, and what they get.

use super::{Held, Machine, Output, Reason, Reply, View};
use crate::session::life::{self, Now};
use crate::session::records::{Generation, Waiter};

/// What somebody waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Ask {
    /// Who is signed in.
    Look,
    /// An access token that is good.
    Token,
    /// Other tokens than those that are there.
    Refresh,
}

/// Somebody who waits.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Waiting {
    pub(super) waiter: Waiter,
    pub(super) by: f64,
    ask: Ask,
    /// The tokens that were there when the refresh was asked for.
    from: Option<Generation>,
}

impl Waiting {
    /// What tells it from others, without its deadline.
    pub(super) fn key(&self) -> (Waiter, Ask, Option<Generation>) {
        (self.waiter, self.ask, self.from)
    }
}

impl Machine {
    pub(super) fn asked(&mut self, waiter: Waiter, by: f64, ask: Ask, now: Now) {
        if self.reading.is_some_and(|reading| reading.hangs) {
            return self.give(waiter, Reply::Failed(Reason::Storage));
        }
        self.waiting.push(Waiting {
            waiter,
            // `min` gives the limit where the deadline is not a number.
            by: by.min(now.monotonic + self.limits.longest),
            ask,
            from: None,
        });
        self.read(now);
    }

    /// Gives everybody what can be given now, and starts a refresh if one is needed.
    pub(super) fn serve(&mut self, now: Now) {
        if self.saving.is_some() || matches!(self.view, View::Unknown) {
            return;
        }
        let waiting = std::mem::take(&mut self.waiting);
        let mut needed = false;
        for mut one in waiting {
            let (reply, early) = self.reply(&mut one, now);
            needed |= early || reply.is_none();
            match reply {
                Some(reply) => self.give(one.waiter, reply),
                None => self.waiting.push(one),
            }
        }
        if needed {
            self.start_turn(now);
        }
    }

    /// What a waiter gets now, `None` if it has to wait for a refresh, and whether a refresh is needed
    /// all the same.
    fn reply(&self, one: &mut Waiting, now: Now) -> (Option<Reply>, bool) {
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

    /// Whether the access token can be handed out.
    pub(super) fn is_good(&self, held: Held, now: Now) -> bool {
        let left = life::left(held.tokens.ends_at, held.end, now);
        left > 0.0 && self.dead != Some(held.tokens.generation)
    }

    /// Whether it is time to refresh.
    fn is_early(&self, held: Held, now: Now) -> bool {
        let left = life::left(held.tokens.ends_at, held.end, now);
        held.tokens.refreshable && left <= life::margin(held.tokens.life)
    }

    /// Whether anything asks for a refresh of these tokens.
    pub(super) fn is_needed(&self, held: Held, now: Now) -> bool {
        let asked = self
            .waiting
            .iter()
            .filter(|one| one.ask == Ask::Refresh)
            .any(|one| one.from.is_none_or(|from| from == held.tokens.generation));
        held.tokens.refreshable && (asked || !self.is_good(held, now) || self.is_early(held, now))
    }

    /// Whom a refresh would have served gets an error, unless the token is still good: it needs none.
    /// Who only asks who is signed in waits for the storage, whatever becomes of a refresh.
    pub(super) fn fail_waiters(&mut self, reason: Reason, now: Now) {
        let good = self.held().filter(|&held| self.is_good(held, now));
        for one in std::mem::take(&mut self.waiting) {
            match (one.ask, good) {
                (Ask::Look, _) => self.waiting.push(one),
                (Ask::Token, Some(held)) => {
                    self.give(one.waiter, Reply::Token(held.tokens.generation));
                }
                _ => self.give(one.waiter, Reply::Failed(reason)),
            }
        }
    }

    /// The storage could not be read. A refresh that goes on without it serves its waiters all the same.
    pub(super) fn fail_unread(&mut self, busy: bool) {
        for one in std::mem::take(&mut self.waiting) {
            match one.ask {
                Ask::Token | Ask::Refresh if busy => self.waiting.push(one),
                _ => self.give(one.waiter, Reply::Failed(Reason::Storage)),
            }
        }
    }

    pub(super) fn waiters_due(&mut self, now: Now) {
        for one in std::mem::take(&mut self.waiting) {
            if one.by > now.monotonic {
                self.waiting.push(one);
            } else {
                self.give(one.waiter, Reply::Failed(Reason::TimedOut));
            }
        }
    }

    fn give(&mut self, waiter: Waiter, reply: Reply) {
        self.push(Output::Give { waiter, reply });
    }

    /// Nobody is signed in any more: nobody waits any more.
    pub(super) fn dismiss_waiters(&mut self, reason: Reason) {
        for one in std::mem::take(&mut self.waiting) {
            self.give(one.waiter, nobody(one.ask, reason));
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
