// The Rust lies beside the bundle as JavaScript, in the module that `init()` of the other entries loads.
// @ts-ignore The build makes it.
import twin from './xsolla-login.twin.mjs';

/** @type {import('./load.js').Source} */
export const source = { __proto__: null, twin };
