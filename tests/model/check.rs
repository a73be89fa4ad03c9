//! What the checker finds in each configuration.

use crate::checked::{Checked, SENT_AGAIN};
use crate::old_rule::OldRule;
use crate::rule::Rule;
use crate::setups::{NOTHING, PLAIN, setups};
use crate::world::{Budget, Setup};
use stateright::{Checker, Model};
use std::time::Instant;
use xsolla_login::session::Machine;

fn check<R: Rule>(setup: Setup) -> Vec<&'static str> {
    let start = Instant::now();
    let model = Checked::<R>::new(setup.clone());
    let (name, properties) = (model.setup.name, model.properties().len());
    // Depth-first search keeps fewer states that are still to be visited, which is faster.
    let checker = model.checker().spawn_dfs().join();
    let mut found: Vec<_> = checker.discoveries().into_keys().collect();
    found.sort_unstable();
    println!(
        "{name}: {} states, {} unique, {properties} properties, {} violations, {:.1} s",
        checker.state_count(),
        checker.unique_state_count(),
        found.len(),
        start.elapsed().as_secs_f64(),
    );
    if !found.is_empty() {
        // Breadth-first search finds the shortest path to a violation.
        let checker = Checked::<R>::new(setup).checker().spawn_bfs().join();
        for (name, path) in checker.discoveries() {
            println!("{name}: {:?}", path.into_actions());
        }
    }
    found
}

#[test]
fn the_machine_satisfies_every_property() {
    let broken: Vec<_> = setups().into_iter().flat_map(check::<Machine>).collect();
    assert!(broken.is_empty(), "{broken:?}");
}

#[test]
fn the_old_rule_sends_a_refresh_token_twice() {
    let setup = Setup {
        name: "the old rule",
        budget: Budget {
            refreshes: 2,
            ..NOTHING
        },
        ..PLAIN
    };
    let found = check::<OldRule>(setup);
    assert!(found.contains(&SENT_AGAIN));
}
