// The twin, which is the Rust code as JavaScript, is a module beside the bundle.
// @ts-ignore The build makes it.
export { default as twin } from './xsolla-login.twin.mjs';

export const bytes = undefined;
export const file = undefined;
export const loadTwin = undefined;
export const advice = undefined;
