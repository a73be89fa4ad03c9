//! What drives a tab: the shipped machine, or the old rule for comparison.

use std::fmt::Debug;
use std::hash::Hasher;
use xsolla_login::session::{Holder, Input, Limits, Machine, Now, Output, TokenFacts};

/// The rule by which a tab refreshes.
pub trait Rule: Clone + Debug + PartialEq + Send + Sync + 'static {
    fn new(holder: Holder, limits: Limits) -> Self;
    fn handle(&mut self, input: Input, now: Now) -> Vec<Output>;
    fn current(&self) -> Option<Option<TokenFacts>>;
    /// Whether a sign-out reads the storage first.
    fn must_look(&self, _: Now) -> bool {
        false
    }
    /// Which attempt it would be if a sign-out sent the refresh token; `None` if it does not send it.
    fn sign_out_attempt(&self, _: Now) -> Option<u8> {
        None
    }
    fn digest<H: Hasher>(&self, longest: f64, now: Now, hasher: &mut H);
}

impl Rule for Machine {
    fn new(holder: Holder, limits: Limits) -> Self {
        Machine::new(holder, limits)
    }

    fn handle(&mut self, input: Input, now: Now) -> Vec<Output> {
        Machine::handle(self, input, now)
    }

    fn current(&self) -> Option<Option<TokenFacts>> {
        Machine::current(self)
    }

    fn must_look(&self, now: Now) -> bool {
        Machine::must_look(self, now)
    }

    fn sign_out_attempt(&self, now: Now) -> Option<u8> {
        let attempt = Machine::sign_out_attempt(self, now);
        attempt.filter(|_| !self.has_good(now))
    }

    fn digest<H: Hasher>(&self, longest: f64, now: Now, hasher: &mut H) {
        Machine::digest(self, longest, now, hasher);
    }
}
