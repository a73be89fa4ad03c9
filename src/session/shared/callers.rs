//! The callers that wait for the session.

use core::cell::{Cell, RefCell};

use super::next;
use crate::session::later::{Giver, Later, later};
use crate::session::{CallerId, Reply, SignInOutcome};

#[derive(Default)]
pub(super) struct Callers {
    /// How many callers have asked. Each is named by its number.
    count: Cell<u32>,
    waiting: RefCell<Vec<(CallerId, Giver<Reply>)>>,
    sign_in: Cell<Option<Giver<SignInOutcome>>>,
    /// Every caller that waits for the end of a sign-out.
    sign_outs: RefCell<Vec<Giver<bool>>>,
}

impl Callers {
    /// Adds a caller that waits for a reply of the machine.
    pub(super) fn add(&self) -> (CallerId, Later<Reply>) {
        let caller = CallerId(next(&self.count));
        let (giver, reply) = later();
        self.waiting.borrow_mut().push((caller, giver));
        (caller, reply)
    }

    /// Returns what the reply of a caller goes to, which then no longer waits; `None` if it has given up.
    pub(super) fn take(&self, caller: CallerId) -> Option<Giver<Reply>> {
        let mut waiting = self.waiting.borrow_mut();
        let at = waiting.iter().position(|(known, _)| *known == caller)?;
        Some(waiting.swap_remove(at).1)
    }

    /// Adds the caller of a sign-in, which overtakes the sign-in before it.
    pub(super) fn begin_sign_in(&self) -> Later<SignInOutcome> {
        let (giver, ended) = later();
        self.end_sign_in(SignInOutcome::Overtaken);
        self.sign_in.set(Some(giver));
        ended
    }

    pub(super) fn end_sign_in(&self, outcome: SignInOutcome) {
        if let Some(giver) = self.sign_in.take() {
            giver.give(outcome);
        }
    }

    pub(super) fn add_sign_out(&self) -> Later<bool> {
        let (giver, ended) = later();
        self.sign_outs.borrow_mut().push(giver);
        ended
    }

    /// Ends every sign-out. `is_cleared`: whether the storage could be cleared.
    pub(super) fn end_sign_outs(&self, is_cleared: bool) {
        for giver in self.sign_outs.take() {
            giver.give(is_cleared);
        }
    }
}
