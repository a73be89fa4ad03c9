//! A hash of everything that determines the further behaviour of a machine, for a model checker.

use super::turn::{Claim, Turn};
use super::{Machine, View};
use crate::session::life::Now;
use crate::session::records::{Intent, Tokens};
use std::hash::{Hash, Hasher};

/// Feeds times into a hasher as distances from now. Times further back than `longest` all count as equal.
struct Digest<'a, H> {
    hasher: &'a mut H,
    now: Now,
    longest: f64,
}

impl<H: Hasher> Digest<'_, H> {
    fn add(&mut self, value: impl Hash) {
        value.hash(self.hasher);
    }

    fn distance(&mut self, ms: f64) {
        ms.max(-self.longest).to_bits().hash(self.hasher);
    }

    fn time(&mut self, at: f64) {
        self.distance(at - self.now.monotonic);
    }

    fn wall_time(&mut self, at: f64) {
        self.distance(at - self.now.wall);
    }

    fn tokens(&mut self, tokens: &Tokens) {
        self.add((tokens.session, tokens.generation, tokens.refreshable));
        self.wall_time(tokens.ends_at);
        self.distance(tokens.life);
    }

    fn intent(&mut self, intent: &Intent) {
        self.add((intent.generation, intent.attempt, intent.holder));
        self.add((intent.serial, intent.stage, intent.failures, intent.locked));
        self.wall_time(intent.at);
        self.distance(intent.lasts);
    }

    fn claim(&mut self, claim: &Claim) {
        self.intent(&claim.intent);
        self.time(claim.written);
    }

    fn turn(&mut self, turn: &Turn) {
        self.add(std::mem::discriminant(turn));
        if let Some(until) = turn.until() {
            self.time(until);
        }
        match turn {
            Turn::Claiming { intent, looked, .. } => {
                self.intent(intent);
                self.time(*looked);
            }
            Turn::Settling { claim, .. }
            | Turn::Confirming { claim }
            | Turn::Announcing { claim, .. }
            | Turn::Sending { claim, .. }
            | Turn::Storing { claim } => self.claim(claim),
            Turn::Checking { claim, tokens } => {
                self.claim(claim);
                self.add(tokens.is_some());
                tokens.iter().for_each(|tokens| self.tokens(tokens));
            }
            Turn::Waiting { until, .. } => self.time(*until),
            Turn::Idle | Turn::Locking { .. } | Turn::Looking | Turn::Pinging { .. } => {}
        }
    }
}

/// Feeds tokens and an intent into a hasher, with times as distances from now. Times further back than `longest`
/// milliseconds count as equal: the longest of the limits, plus how far the clock may yet be set back.
pub fn digest_records<H: Hasher>(
    tokens: Option<Tokens>,
    intent: Option<Intent>,
    longest: f64,
    now: Now,
    hasher: &mut H,
) {
    let mut digest = Digest {
        hasher,
        now,
        longest,
    };
    digest.add((tokens.is_some(), intent.is_some()));
    tokens.iter().for_each(|tokens| digest.tokens(tokens));
    intent.iter().for_each(|intent| digest.intent(intent));
}

impl Machine {
    /// Feeds everything that determines the further behaviour into a hasher, with times as distances from now.
    /// Machines with the same digest behave alike from now on. `longest` is as for [`digest_records`]. A model
    /// checker needs this, because it makes the number of states finite.
    pub fn digest<H: Hasher>(&self, longest: f64, now: Now, hasher: &mut H) {
        let mut digest = Digest {
            hasher,
            now,
            longest,
        };
        digest.add((self.holder, self.serial, self.lock));
        digest.add((self.begun_again, self.looked_again, self.reached));
        digest.add((self.writing.map(|(session, _)| session), self.failures));
        if let Some((_, since)) = self.writing {
            digest.time(since);
        }
        digest.add((&self.ended, self.dead, self.refusals));
        digest.time(self.refused_at);
        digest.add(std::mem::discriminant(&self.view));
        if let View::Held(held) = &self.view {
            digest.tokens(&held.tokens);
            digest.time(held.end);
            digest.add(held.persisted);
        }
        digest.add(self.reading.map(|reading| reading.again));
        if let Some(reading) = self.reading {
            digest.time(reading.since);
        }
        digest.add(self.waiting.len());
        for one in &self.waiting {
            digest.add(one.key());
            digest.time(one.by);
        }
        digest.turn(&self.turn);
        digest.add(self.seen.is_some());
        if let Some((intent, seen)) = &self.seen {
            digest.intent(intent);
            digest.time(*seen);
        }
        digest.add(self.rest.map(|(generation, _)| generation));
        if let Some((_, until)) = self.rest {
            digest.time(until.max(now.monotonic));
        }
        digest.add(self.saving.map(|saving| (saving.sign_in, saving.operation)));
        if let Some(saving) = &self.saving {
            digest.tokens(&saving.tokens);
            digest.time(saving.until);
        }
        digest.add(self.removing.map(|(removal, _)| removal));
        if let Some((_, until)) = self.removing {
            digest.time(until);
        }
    }
}
