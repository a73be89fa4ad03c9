// The work of a call, the network stubbed: ours, the original and hand-written code in one page.

import assert from 'node:assert/strict';

import { withPage } from './page.mjs';
import { compare } from './statistics.mjs';

const BATCHES = 24;
const ROUNDS = 60;
const QUICK = 8;

/** Rounds until the compilers of the engine have done what they do. */
const WARM_UP = 10;

/**
 * @param {import('./run.mjs').Place} place
 * @returns {Promise<import('./figures.mjs').Measured[]>}
 */
export const calls = (place) =>
  withPage(place, '/calls', async (page) => {
    const answers = Object.values(await page.evaluate(() => window.answers()));
    assert.equal(new Set(answers).size, 1, `all sides sign in: ${answers}`);
    place.clockStep = await page.evaluate(() => window.clockStep());

    const rounds = [];
    const count = WARM_UP + (place.quick ? QUICK : ROUNDS);
    for (let made = 0; made < count; made++) {
      rounds.push(await page.evaluate((batches) => window.round(batches), BATCHES));
    }
    const of = (/** @type {string} */ side) => rounds.slice(WARM_UP).map((round) => round[side]);
    const { engine } = place;
    return [
      { figure: 'call', engine, ...compare(of('ours'), of('original')) },
      { figure: 'call by hand', engine, ...compare(of('ours'), of('by hand')) },
      { figure: 'control', engine, ...compare(of('by hand again'), of('by hand')) },
    ];
  });
