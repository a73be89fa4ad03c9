// Measures what a call itself costs on each side, with the network stubbed.

import { order } from './order.js';
import { sides } from './sides.js';
import { stubNetwork } from './stubs.js';
import { turn } from './turn.js';

/** Calls between two readings of the clock, which is too coarse for a single call. */
const BATCH = 10;

const SIDES = sides(['ours', 'with a stack', 'js', 'original', 'by hand', 'by hand again']);

const batch = async (call) => {
  await turn();
  const start = performance.now();
  for (let made = 0; made < BATCH; made++) await call();
  return performance.now() - start;
};

/** Milliseconds a call on each side. The sides take turns, `batches` times; `alike`: see stubs.js. */
window.round = async (batches, alike) => {
  stubNetwork(alike);
  const spent = Object.fromEntries(SIDES.map(({ name }) => [name, 0]));
  for (let made = 0; made < batches; made++) {
    for (const { name, call } of order(SIDES, made)) spent[name] += await batch(call);
  }
  return Object.fromEntries(
    Object.entries(spent).map(([name, time]) => [name, time / batches / BATCH]),
  );
};

/** The result of each side's call, to check that what is timed really signs in. */
window.answers = async (alike) => {
  stubNetwork(alike);
  const answers = SIDES.map(async ({ name, call }) => [name, (await call()).login_url]);
  return Object.fromEntries(await Promise.all(answers));
};

/** The smallest step of the clock, in milliseconds. */
window.clockStep = () => {
  const steps = Array.from({ length: 50 }, () => {
    const start = performance.now();
    let now = start;
    while (now === start) now = performance.now();
    return now - start;
  });
  return Math.min(...steps);
};
