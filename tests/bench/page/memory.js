// Makes the calls after which the wasm memory is measured.

import { sides } from './sides.js';
import { stubNetwork } from './stubs.js';

stubNetwork();

const [ours] = sides(['ours']);

/** Makes `calls` calls, one after the other. */
window.make = async (calls) => {
  for (let made = 0; made < calls; made++) await ours.call();
};
