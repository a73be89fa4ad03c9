// Measures many calls in flight at once: the same total number, in larger and larger waves.

import { order } from './order.js';
import { sides } from './sides.js';
import { stubNetwork } from './stubs.js';
import { turn } from './turn.js';

stubNetwork();

const CALLS = 1000;
const WAVES = [1, 10, 100, 1000];

const CASES = sides(['ours', 'by hand']).flatMap(({ name, call }) =>
  WAVES.map((atOnce) => ({ name, call, atOnce })),
);

const wave = ({ call, atOnce }) => Promise.all(Array.from({ length: atOnce }, () => call()));

const inWaves = async (one) => {
  await turn();
  const start = performance.now();
  for (let made = 0; made < CALLS; made += one.atOnce) await wave(one);
  return (performance.now() - start) / CALLS;
};

/** Runs each case once, in the order of this round: side, calls in flight, milliseconds a call. */
window.round = async (number) => {
  const times = [];
  for (const one of order(CASES, number)) {
    times.push({ name: one.name, atOnce: one.atOnce, time: await inWaves(one) });
  }
  return times;
};
