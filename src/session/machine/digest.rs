//! A hash of everything that determines the further behaviour of a machine, for a model checker. The package is built
//! without the feature `digest`, so it contains none of this.
//!
//! Every struct and variant is taken apart field by field, so that a new field does not compile until it is here.
//! Without it, the checker would take different states for the same one.

use super::callers::Caller;
use super::keeping::Saving;
use super::pauses::Pauses;
use super::refusals::Refusals;
use super::turn::{Claim, Turn, TurnFlags};
use super::{Held, Machine, Reading, View};
use crate::session::life::Now;
use crate::session::records::{Intent, TokenFacts};
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

    fn tokens(&mut self, tokens: &TokenFacts) {
        let TokenFacts {
            session,
            generation,
            ends_at,
            life,
            refreshable,
        } = *tokens;
        self.add((session, generation, refreshable));
        self.wall_time(ends_at);
        self.distance(life);
    }

    fn intent(&mut self, intent: &Intent) {
        let Intent {
            generation,
            attempt,
            holder,
            serial,
            locked,
            stage,
            at,
            lasts,
            failures,
        } = *intent;
        self.add((generation, attempt, holder));
        self.add((serial, stage, failures, locked));
        self.wall_time(at);
        self.distance(lasts);
    }

    fn claim(&mut self, claim: &Claim) {
        let Claim { intent, written } = claim;
        self.intent(intent);
        self.time(*written);
    }

    fn turn(&mut self, turn: &Turn) {
        self.add(std::mem::discriminant(turn));
        match turn {
            Turn::Idle | Turn::Looking => {}
            Turn::Locking { until } | Turn::Pinging { until } => self.time(*until),
            Turn::Waiting { until, look } => {
                // After `until`, `look` no longer matters.
                self.time(until.min(*look));
                self.time(*until);
            }
            Turn::Claiming {
                intent,
                looked,
                until,
            } => {
                self.time(*until);
                self.intent(intent);
                self.time(*looked);
            }
            Turn::Settling { claim, until }
            | Turn::Announcing { claim, until }
            | Turn::Sending { claim, until } => {
                self.time(*until);
                self.claim(claim);
            }
            Turn::Confirming { claim } | Turn::Storing { claim } => self.claim(claim),
            Turn::Checking { claim, tokens } => {
                self.claim(claim);
                self.option(tokens.as_ref(), Self::tokens);
            }
        }
    }

    fn view(&mut self, view: &View) {
        self.add(std::mem::discriminant(view));
        match view {
            View::Unknown | View::Nobody => {}
            View::Held(Held { tokens, end, kept }) => {
                self.tokens(tokens);
                self.time(*end);
                self.add(kept);
            }
        }
    }

    fn caller(&mut self, caller: &Caller) {
        let Caller { id, by, ask, from } = caller;
        self.add((id, ask, from));
        self.time(*by);
    }

    fn saving(&mut self, saving: &Saving) {
        let Saving {
            tokens,
            until,
            origin,
            operation,
        } = saving;
        self.add((origin, operation));
        self.tokens(tokens);
        self.time(*until);
    }

    /// Feeds whether there is a value, and the value.
    fn option<T>(&mut self, option: Option<T>, add: impl FnOnce(&mut Self, T)) {
        self.add(option.is_some());
        if let Some(value) = option {
            add(self, value);
        }
    }
}

/// Feeds tokens and an intent into a hasher, with times as distances from now. Times further back than `longest`
/// milliseconds count as equal: the longest of the limits, plus how far the clock may yet be set back.
pub fn digest_records<H: Hasher>(
    tokens: Option<TokenFacts>,
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
    digest.option(tokens.as_ref(), Digest::tokens);
    digest.option(intent.as_ref(), Digest::intent);
}

impl Machine {
    /// Feeds everything that determines the further behaviour into a hasher, with times as distances from now.
    /// Machines with the same digest behave alike from now on. `longest` is as for [`digest_records`]. A model
    /// checker needs this, because it makes the number of states finite.
    pub fn digest<H: Hasher>(&self, longest: f64, now: Now, hasher: &mut H) {
        let Self {
            // Never change, and are the same in all tabs.
            limits: _,
            holder,
            serial,
            view,
            ended,
            refusals,
            reading,
            callers,
            lock,
            turn,
            flags,
            seen,
            pauses,
            writing,
            saving,
            removing,
            // The earliest of the other deadlines.
            timer: _,
            // Empty between two inputs.
            out: _,
        } = self;
        let Refusals { dead, count, last } = *refusals;
        let TurnFlags {
            begun_again,
            looked_again,
            reached,
        } = *flags;
        let Pauses {
            failures,
            rest,
            unreached,
        } = *pauses;
        let mut digest = Digest {
            hasher,
            now,
            longest,
        };
        digest.add((holder, serial, lock));
        digest.add((begun_again, looked_again, reached));
        digest.add((ended, dead, count, failures));
        digest.time(last);
        digest.view(view);
        digest.option(*reading, |digest, Reading { since, again }| {
            digest.time(since);
            digest.add(again);
        });
        digest.add(callers.len());
        callers.iter().for_each(|one| digest.caller(one));
        digest.turn(turn);
        digest.option(seen.as_ref(), |digest, (intent, since)| {
            digest.intent(intent);
            digest.time(*since);
        });
        for pause in [rest, unreached] {
            digest.option(pause, |digest, (generation, until)| {
                digest.add(generation);
                digest.time(until.max(now.monotonic));
            });
        }
        digest.option(*writing, |digest, (session, since)| {
            digest.add(session);
            digest.time(since);
        });
        digest.option(saving.as_ref(), Digest::saving);
        digest.option(*removing, |digest, (removal, until)| {
            digest.add(removal);
            digest.time(until);
        });
    }
}
