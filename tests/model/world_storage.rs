//! How the storage performs what tabs ask of it, at once or later.

use crate::rule::Rule;
use crate::world::*;
use crate::world_effects::spend;
use xsolla_login::session::{Input, Operation, Output, Removal, TokenFacts};

impl<R: Rule> World<R> {
    pub fn start_access(&mut self, tab: usize, access: Output, setup: &Setup) -> Option<Input> {
        let slow = match setup.speed {
            Speed::Fast => self.budget.refused_writes > 0 && access != Output::Read,
            Speed::SlowClaims => matches!(access, Output::WriteIntent(_)),
            Speed::Slow => true,
        };
        if !slow {
            return Some(self.perform_access(tab, access));
        }
        if access == Output::Read {
            // The result of a read that was given up no longer counts.
            let pending = &mut self.tabs[tab].pending;
            pending.retain(|pending| pending.access != Output::Read);
        }
        self.tabs[tab].pending.push(Pending {
            access,
            since: self.now.monotonic,
            result: None,
        });
        None
    }

    /// Whether the tab has begun another sign-in or a removal since: then this sign-in is not named in the storage.
    fn is_overtaken(&self, tab: usize, access: Output) -> bool {
        let mut pending = self.tabs[tab].pending.iter().map(|one| one.access);
        let is_pending = pending.any(|one| one == access);
        is_pending
            && pending.any(|later| matches!(later, Output::WriteSession(_) | Output::Remove(_)))
    }

    fn perform_access(&mut self, tab: usize, access: Output) -> Input {
        match access {
            Output::Read => {
                let mut stored = self.storage.read();
                let memory = self.tabs[tab].memory;
                let stays = |(tokens, _): &(TokenFacts, _)| {
                    stored.session.is_none_or(|of| of == tokens.session)
                };
                if let Some((tokens, intent)) = memory.filter(stays) {
                    stored.session = Some(tokens.session);
                    stored.tokens = Some(tokens);
                    stored.intent = intent;
                } else {
                    self.tabs[tab].memory = None;
                }
                return Input::Stored(stored);
            }
            Output::WriteIntent(intent) => {
                let Tab { rule, memory, .. } = &mut self.tabs[tab];
                let session = rule.current().flatten().map(|tokens| tokens.session);
                match (session, memory) {
                    (Some(session), Some((kept, place))) if kept.session == session => {
                        *place = Some(intent);
                    }
                    (Some(session), _) => self.storage.entry(session).intent = Some(intent),
                    (None, _) => {}
                }
            }
            Output::WriteTokens(tokens) => {
                self.storage.entry(tokens.session).tokens = Some(tokens);
            }
            Output::WriteSession(_) if self.is_overtaken(tab, access) => {}
            Output::WriteSession(tokens) => {
                let before = self.storage.session.replace(tokens.session);
                if let Some(before) = before.filter(|before| *before != tokens.session) {
                    self.storage.sweep(before);
                }
                self.storage.entry(tokens.session).tokens = Some(tokens);
            }
            Output::Remove(Removal::Ended(session))
                if self
                    .storage
                    .session
                    .is_some_and(|current| current != session) => {}
            Output::Remove(removal) => {
                let stored = self.storage.read().tokens.map(|tokens| tokens.generation);
                if let Some(session) = self.storage.session.take() {
                    // A sign-in that was written after it was given up goes on in memory.
                    if stored.map(Removal::Unstored) != Some(removal) {
                        self.ended.push(session);
                    }
                    self.storage.sweep(session);
                }
            }
            _ => unreachable!("not an operation of the storage: {access:?}"),
        }
        for (other, hears) in self.tabs.iter_mut().enumerate() {
            if other != tab && !hears.inbox.contains(&Input::Changed) {
                hears.inbox.push(Input::Changed);
            }
        }
        finished(Input::Done, &access)
    }

    pub fn access(&mut self, tab: usize, refused: bool, setup: &Setup) {
        let Some(at) = self.tabs[tab]
            .pending
            .iter()
            .position(|pending| pending.result.is_none())
        else {
            return;
        };
        let access = self.tabs[tab].pending[at].access;
        let result = if refused {
            spend(&mut self.budget.refused_writes);
            finished(Input::Refused, &access)
        } else {
            self.perform_access(tab, access)
        };
        let hears = at == 0 && self.tabs[tab].awake;
        if hears && !matches!(access, Output::WriteIntent(_)) {
            // The delay between performing an operation and reporting it matters only for claims.
            self.tabs[tab].pending.remove(0);
            return self.pass(tab, result, setup);
        }
        self.tabs[tab].pending[at].result = Some(result);
    }

    /// The storage performs what the tab has asked for, or does not, and the tab never learns of it.
    pub fn lose_promise(&mut self, tab: usize, performed: bool) {
        spend(&mut self.budget.lost_promises);
        let pending = &self.tabs[tab].pending;
        let Some(at) = pending.iter().position(|one| one.result.is_none()) else {
            return;
        };
        let access = pending[at].access;
        if performed {
            self.perform_access(tab, access);
        }
        self.tabs[tab].pending.remove(at);
        self.tabs[tab].lost = access
            .operation()
            .map(|operation| (operation, self.now.monotonic));
    }

    pub fn accessed(&mut self, tab: usize, setup: &Setup) {
        if let Some(result) = self.tabs[tab]
            .pending
            .first()
            .and_then(|pending| pending.result)
        {
            self.tabs[tab].pending.remove(0);
            self.pass(tab, result, setup);
        }
    }
}

fn finished(end: fn(Operation) -> Input, access: &Output) -> Input {
    end(access.operation().expect("an operation of the storage"))
}
