// The Rust is in the bundle as JavaScript, and nothing else.
export { default as twin } from './generated/twin.js';

export const bytes = undefined;
export const file = undefined;
export const loadTwin = undefined;
export const advice = undefined;
