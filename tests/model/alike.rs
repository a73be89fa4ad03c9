//! Whether states that the checker takes for one behave alike. If they did not, what only the second of them leads to
//! would never be visited.

use crate::check::{Checked, setups};
use crate::world::World;
use stateright::Model;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use xsolla_login::session::Machine;

/// States that are visited in each configuration. What this test has found shows among so many.
const VISITED: usize = 50_000;

fn hashed(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn states_that_count_as_one_behave_alike() {
    for setup in setups() {
        let name = setup.name;
        let model = Checked::<Machine>::new(setup);
        let mut known = HashMap::new();
        let mut open = model.init_states();
        while let Some(world) = open.pop()
            && known.len() < VISITED
        {
            let mut steps = Vec::new();
            model.actions(&world, &mut steps);
            let next: Vec<World<Machine>> = steps
                .iter()
                .filter_map(|step| model.next_state(&world, *step))
                .collect();
            let leads_to: Vec<u64> = next.iter().map(hashed).collect();
            let leads_to = hashed((format!("{steps:?}"), leads_to));
            match known.insert(hashed(&world), leads_to) {
                None => open.extend(next),
                Some(before) => assert_eq!(before, leads_to, "{name}: of {steps:?}, in {world:?}"),
            }
        }
        println!("{name}: {} states behave alike", known.len());
    }
}
