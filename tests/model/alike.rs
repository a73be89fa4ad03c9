//! Whether states that the checker takes for one behave alike. If they did not, what only the second of them leads to
//! would never be visited.

use crate::check::{Checked, setups};
use crate::world::World;
use crate::world_steps::Step;
use stateright::Model;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use xsolla_login::session::Machine;

/// States that are visited in each configuration, of up to four million: enough for the three faults that this test has
/// found. Without this limit it takes five minutes, and finds no more.
const VISITED: usize = 50_000;

/// The steps from a state, and the hash of the state that each leads to.
type Successors = Vec<(Step, u64)>;

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
        let mut known: HashMap<u64, (World<Machine>, Successors)> = HashMap::new();
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
            let leads_to: Vec<_> = steps.into_iter().zip(next.iter().map(hashed)).collect();
            match known.entry(hashed(&world)) {
                Entry::Vacant(place) => {
                    place.insert((world, leads_to));
                    open.extend(next);
                }
                Entry::Occupied(place) => {
                    let (before, led_to) = place.get();
                    let apart = led_to
                        .iter()
                        .zip(&leads_to)
                        .find(|(one, other)| one != other);
                    assert!(
                        led_to == &leads_to,
                        "{name}: {apart:?} lead apart from\n{before:?}\nand from\n{world:?}"
                    );
                }
            }
        }
        println!("{name}: {} states behave alike", known.len());
    }
}
