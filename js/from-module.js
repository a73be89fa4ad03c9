// The Rust lies beside the bundle as JavaScript.
// @ts-ignore The build makes it.
export { default as twin } from './xsolla-login.twin.mjs';

export const bytes = undefined;
export const file = undefined;
export const loadTwin = undefined;
export const advice = undefined;
