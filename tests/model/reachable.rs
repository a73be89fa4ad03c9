//! What must be reachable, so that the checker's search is known to get that far.

use crate::rule::Rule;
use crate::world::{Setup, World};
use stateright::{Model, Property};

const REFRESHED: &str = "a refresh succeeds";
pub const SECOND_ATTEMPT: &str = "a refresh token is sent a second time";
pub const REUSE: &str = "the service detects a used refresh token";
const TIMED_OUT: &str = "a caller's deadline passes";
pub const IN_MEMORY: &str = "a session lives on in memory";
pub const DISCARDED: &str = "tokens come after the end of their session";
const WITHOUT_LOCK: &str = "a tab sends while another holds the lock";
const PARTED_AFTER_FAILURE: &str = "a sign-out sends the refresh token although a refresh failed";
const READ_AGAIN: &str = "a tab reads again after a read that never ended";
const CLAIMED_AGAIN: &str = "a tab sends after the write of a claim that never ended";
const FOR_NOBODY: &str = "a refresh succeeds although its caller no longer waits";

/// What must be reachable in each configuration.
pub const REACHABLE: [(&str, &[&str]); 7] = [
    (
        "lost answers and failures",
        &[REFRESHED, SECOND_ATTEMPT, REUSE],
    ),
    ("a sleeping tab", &[TIMED_OUT, WITHOUT_LOCK]),
    ("a storage that refuses", &[IN_MEMORY]),
    ("sign-out and sign-in", &[DISCARDED]),
    (
        "a sign-out with a refused access token",
        &[PARTED_AFTER_FAILURE],
    ),
    (
        "one tab, an adapter whose promise never settles",
        &[READ_AGAIN, CLAIMED_AGAIN],
    ),
    ("a caller that stops waiting", &[FOR_NOBODY]),
];

/// Returns the properties for what must be reachable in a configuration.
pub fn reachable<R: Rule, M: Model<State = World<R>>>(setup: &Setup) -> Vec<Property<M>> {
    let all = [
        Property::sometimes(REFRESHED, |_, world: &World<R>| world.reached.refreshed),
        Property::sometimes(SECOND_ATTEMPT, |_, world: &World<R>| {
            world.reached.second_attempt
        }),
        Property::sometimes(REUSE, |_, world: &World<R>| world.reached.reuse_detected),
        Property::sometimes(TIMED_OUT, |_, world: &World<R>| world.reached.timed_out),
        Property::sometimes(IN_MEMORY, |_, world: &World<R>| {
            world.reached.kept_in_memory
        }),
        Property::sometimes(DISCARDED, |_, world: &World<R>| world.reached.discarded),
        Property::sometimes(WITHOUT_LOCK, |_, world: &World<R>| {
            world.reached.without_lock
        }),
        Property::sometimes(PARTED_AFTER_FAILURE, |_, world: &World<R>| {
            world.reached.parted_after_failure
        }),
        Property::sometimes(READ_AGAIN, |_, world: &World<R>| world.reached.read_again),
        Property::sometimes(CLAIMED_AGAIN, |_, world: &World<R>| {
            world.reached.claimed_again
        }),
        Property::sometimes(FOR_NOBODY, |_, world: &World<R>| {
            world.reached.refreshed_for_nobody
        }),
    ];
    let wanted = |property: &Property<_>| {
        let here = REACHABLE.iter().find(|(name, _)| *name == setup.name);
        here.is_some_and(|(_, names)| names.contains(&property.name))
    };
    all.into_iter().filter(wanted).collect()
}
