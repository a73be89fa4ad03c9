// The wasm's memory, before and after many calls.

import { sides } from './sides.js';
import { stubNetwork } from './stubs.js';

stubNetwork();

const [ours] = sides(['ours']);

/** Makes so many calls, one after the other. */
window.make = async (calls) => {
  for (let made = 0; made < calls; made++) await ours.call();
};
