// The bundle contains the wasm as text.
export { loadModule as loadTwin } from './beside.js';
export { unpack as bytes } from './unpack.js';

/** @type {(() => Promise<unknown>) | undefined} */
export const file = undefined;
/** @type {import('./handover.js').Twin | undefined} */
export const twin = undefined;
/** @type {string | undefined} */
export const advice = undefined;
