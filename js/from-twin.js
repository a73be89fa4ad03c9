// The bundle contains the twin, which is the Rust code as JavaScript, and no wasm.
export { default as twin } from './generated/twin.js';

export const bytes = undefined;
export const file = undefined;
export const loadTwin = undefined;
export const advice = undefined;
