//! Replays the traces of the checker on fresh machines.

use crate::check::{Checked, setups};
use crate::rule::Rule;
use crate::world::{Setup, World};
use crate::world_steps::Step;
use stateright::{Checker, Model, Property};
use xsolla_login::session::{Input, Kept, Machine, Now, Output};

const REFRESHED: &str = "a refresh succeeds";
const SECOND_ATTEMPT: &str = "a refresh token is sent a second time";
const REUSE: &str = "the service detects a used refresh token";
const TIMED_OUT: &str = "a caller's deadline passes";
const IN_MEMORY: &str = "a session lives on in memory";
const DISCARDED: &str = "tokens come after the end of their session";
const WITHOUT_LOCK: &str = "a tab sends while another holds the lock";
const PARTED_AFTER_FAILURE: &str = "a sign-out sends the refresh token although a refresh failed";
const READ_AGAIN: &str = "a tab reads again after a read that never ended";
const CLAIMED_AGAIN: &str = "a tab sends after the write of a claim that never ended";
const FOR_NOBODY: &str = "a refresh succeeds although its caller no longer waits";

/// What must be reachable in each configuration.
const REACHABLE: [(&str, &[&str]); 7] = [
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

pub fn reachable<R: Rule>(setup: &Setup) -> Vec<Property<Checked<R>>> {
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

/// Takes the steps of a path of the checker, and logs the inputs and outputs of every life.
fn record(setup: &Setup, steps: &[Step]) -> World<Machine> {
    let mut world = World::<Machine>::recorded(setup);
    for &step in steps {
        let mut possible = Vec::new();
        world.steps(setup, &mut possible);
        assert!(possible.contains(&step), "{step:?}");
        world.step(step, setup);
    }
    world
}

/// Passes the inputs of one life to a machine outside the model, and compares the outputs.
fn replay(machine: &mut Machine, inputs: &[(Input, Now, Vec<Output>)]) {
    for (input, now, outputs) in inputs {
        assert_eq!(&machine.handle(*input, *now), outputs, "{input:?}");
    }
}

#[test]
fn the_machine_follows_the_traces_of_the_checker() {
    let mut traces = 0;
    let mut inputs = 0;
    for (name, properties) in REACHABLE {
        let found = setups().into_iter().find(|setup| setup.name == name);
        let setup = Setup {
            reach: true,
            ..found.expect("a configuration of this name")
        };
        let model = Checked::<Machine>::new(setup.clone());
        let checker = model.checker().spawn_bfs().join();
        for &property in properties {
            let path = checker.discovery(property);
            let path = path.unwrap_or_else(|| panic!("{name}: {property}"));
            let world = record(&setup, &path.into_actions());
            let log = world.log.expect("a log");
            judge(
                property,
                &log.iter()
                    .flat_map(|entry| entry.3.clone())
                    .collect::<Vec<_>>(),
            );
            for life in 1..=world.lives {
                let told: Vec<_> = log
                    .iter()
                    .filter(|entry| entry.0.0 == life)
                    .map(|(_, input, now, outputs)| (*input, *now, outputs.clone()))
                    .collect();
                let mut machine = Machine::new(xsolla_login::session::Holder(life), setup.limits);
                replay(&mut machine, &told);
                inputs += told.len();
            }
            traces += 1;
        }
    }
    println!("{traces} traces, {inputs} inputs replayed");
}

/// Checks what the outputs of a trace must show.
fn judge(property: &str, outputs: &[Output]) {
    let sent = |number| {
        let is =
            |output: &Output| matches!(output, Output::Send { attempt, .. } if *attempt == number);
        outputs.iter().position(is)
    };
    let ping = outputs
        .iter()
        .position(|output| matches!(output, Output::Ping));
    match property {
        SECOND_ATTEMPT | REUSE => {
            assert!(
                sent(1) < ping && ping < sent(2),
                "a ping comes before the second attempt"
            );
        }
        IN_MEMORY => assert!(
            outputs.iter().any(|output| matches!(
                output,
                Output::Announce {
                    tokens: Some(_),
                    kept: Kept::InMemory
                }
            )),
            "the listeners hear that a reload ends the session"
        ),
        DISCARDED => {
            let tokens = outputs
                .iter()
                .any(|output| matches!(output, Output::WriteTokens(_)));
            assert!(!tokens, "tokens that come too late are not written");
        }
        _ => assert!(sent(2).is_none()),
    }
}
