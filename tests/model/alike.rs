//! Checks that states with the same hash behave alike. The checker visits only the first of them, so it would miss
//! what only another one leads to.

use crate::checked::Checked;
use crate::setups::setups;
use crate::world::World;
use crate::world_steps::Step;
use stateright::Model;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::{DefaultHasher, Hash, Hasher};
use xsolla_login::session::Machine;

/// How many states are visited in each configuration. A few thousand are enough if the hash misses a field.
const VISITED: usize = 10_000;

/// The steps from a state, and the hash of the state that each leads to.
type Successors = Vec<(Step, u64)>;

fn hashed(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

#[test]
fn states_with_the_same_hash_behave_alike() {
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
                    let mut pairs = led_to.iter().zip(&leads_to);
                    assert!(
                        led_to == &leads_to,
                        "{name}: {:?} lead apart from\n{before:?}\nand from\n{world:?}",
                        pairs.find(|(one, other)| one != other),
                    );
                }
            }
        }
        println!("{name}: {} states behave alike", known.len());
    }
}
