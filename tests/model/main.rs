//! Checks the refresh protocol: all interleavings of a few tabs, one service and one storage.
#![cfg(not(target_arch = "wasm32"))]

mod alike;
mod check;
mod checked;
mod old_rule;
mod reachable;
mod rule;
mod setups;
mod trace;
mod world;
mod world_effects;
mod world_steps;
mod world_storage;
mod world_tabs;
