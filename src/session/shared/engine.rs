//! The machine of a session, with the inputs that wait for it.

use core::cell::{Cell, RefCell};
use std::collections::VecDeque;

use super::now;
use crate::session::{Input, Machine, Output};

pub(super) struct Engine {
    machine: RefCell<Machine>,
    inputs: RefCell<VecDeque<Input>>,
    /// Whether somebody takes the steps at the moment.
    is_passing: Cell<bool>,
}

impl Engine {
    pub(super) fn new(machine: Machine) -> Self {
        Self {
            machine: RefCell::new(machine),
            inputs: RefCell::default(),
            is_passing: Cell::new(false),
        }
    }

    /// Asks the machine. `question` must not call JavaScript, not even for the time: a page may pass an input
    /// meanwhile, which would find the machine borrowed.
    pub(super) fn ask<T>(&self, question: impl FnOnce(&Machine) -> T) -> T {
        question(&self.machine.borrow())
    }

    /// Adds an input. Returns whether the caller has to take the steps. Otherwise, the one who is taking them gets to
    /// this input too.
    pub(super) fn enqueue(&self, input: Input) -> bool {
        self.inputs.borrow_mut().push_back(input);
        !self.is_passing.replace(true)
    }

    /// Passes the next input to the machine. Returns that input and the outputs to perform; `None` once no input is
    /// left.
    pub(super) fn step(&self) -> Option<(Input, Vec<Output>)> {
        let next = self.inputs.borrow_mut().pop_front();
        let Some(input) = next else {
            self.is_passing.set(false);
            return None;
        };
        let now = now();
        let outputs = self.machine.borrow_mut().handle(input, now);
        Some((input, outputs))
    }
}
