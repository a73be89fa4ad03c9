//! Checks the refresh protocol: all interleavings of a few tabs, one service and one storage.
#![cfg(not(target_arch = "wasm32"))]

mod alike;
mod check;
mod old_rule;
mod rule;
mod trace;
mod world;
mod world_effects;
mod world_steps;
mod world_tabs;
