//! The model: the steps of a world, and what must hold in each of its states.

use crate::reachable::reachable;
use crate::rule::Rule;
use crate::world::{Setup, World};
use crate::world_steps::Step;
use stateright::{Model, Property};
use std::marker::PhantomData;

pub const SENT_AGAIN: &str = "a refresh token is sent again only without an answer, and once";
const DEAD_TOKEN: &str = "no tab hands out a token that it knows to be dead";
const SIGNED_OUT: &str = "after a sign-out no tab that has handled its inputs is signed in";
const WAITS_END: &str = "every wait ends within its deadline";
const WENT_BACK: &str = "no tab goes back from the tokens of a refresh to those before it";
const TOO_SOON: &str = "no refresh token is sent during the pause after a failure";
const ONE_REPLY: &str = "no caller gets a second reply, or one after it has given up";

/// A configuration under a rule.
pub struct Checked<R> {
    pub setup: Setup,
    rule: PhantomData<R>,
}

impl<R> Checked<R> {
    pub fn new(setup: Setup) -> Self {
        Self {
            setup,
            rule: PhantomData,
        }
    }
}

impl<R: Rule> Model for Checked<R> {
    type State = World<R>;
    type Action = Step;

    fn init_states(&self) -> Vec<World<R>> {
        vec![World::start(&self.setup)]
    }

    fn actions(&self, state: &World<R>, actions: &mut Vec<Step>) {
        state.steps(&self.setup, actions);
    }

    fn next_state(&self, state: &World<R>, step: Step) -> Option<World<R>> {
        let mut next = state.clone();
        next.step(step, &self.setup);
        Some(next)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        if self.setup.reach {
            return reachable(&self.setup);
        }
        vec![
            Property::always(SENT_AGAIN, |_, world: &World<R>| !world.broken.sent_again),
            Property::always(DEAD_TOKEN, |_, world: &World<R>| !world.broken.dead_token),
            Property::always(SIGNED_OUT, |_, world: &World<R>| world.is_signed_out()),
            Property::always(WAITS_END, |_, world: &World<R>| {
                !world.broken.overdue && world.waits_end()
            }),
            Property::always(WENT_BACK, |_, world: &World<R>| !world.broken.went_back),
            Property::always(TOO_SOON, |_, world: &World<R>| !world.broken.too_soon),
            Property::always(ONE_REPLY, |_, world: &World<R>| !world.broken.strange_reply),
        ]
    }
}
