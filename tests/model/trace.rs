//! Replays the traces of the checker on fresh machines.

use crate::checked::Checked;
use crate::reachable::{DISCARDED, IN_MEMORY, REACHABLE, REUSE, SECOND_ATTEMPT};
use crate::setups::setups;
use crate::world::{Setup, World};
use crate::world_steps::Step;
use stateright::{Checker, Model};
use xsolla_login::session::{Input, Kept, Machine, Now, Output};

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
