// Measures what a call itself costs, with the network stubbed: our package, the original SDK and
// hand-written code, on one page.

import assert from 'node:assert/strict';

import { withPage } from './page.mjs';
import { compare } from './statistics.mjs';

const BATCHES = 24;
const ROUNDS = 60;
const QUICK = 8;

/** Rounds that are not counted, while the engine's JIT compilers warm up. */
const WARM_UP = 10;

/**
 * @param {import('./page.mjs').Place} place
 * @returns {Promise<import('./figures.mjs').Measured[]>}
 */
export const calls = (place) =>
  withPage(place, '/calls', async (page) => {
    place.clockStep = await page.evaluate(() => window.clockStep());
    const { engine } = place;
    const of = await measure(page, place, false);
    const alike = await measure(page, place, true);
    return [
      { figure: 'call', engine, ...compare(of('ours'), of('original')) },
      { figure: 'call alike', engine, ...compare(alike('ours'), alike('original')) },
      { figure: 'call by hand', engine, ...compare(of('ours'), of('by hand')) },
      { figure: 'call by hand alike', engine, ...compare(alike('ours'), alike('by hand')) },
      { figure: 'js call', engine, ...compare(of('js'), of('ours')) },
      { figure: 'call with a stack', engine, ...compare(of('with a stack'), of('ours')) },
      { figure: 'control', engine, ...compare(of('by hand again'), of('by hand')) },
    ];
  });

/**
 * @param {import('../browser/types').Page} page
 * @param {import('./page.mjs').Place} place
 * @param {boolean} alike whether the stub of `fetch` is as cheap as that of `XMLHttpRequest`
 * @returns {Promise<(side: string) => number[]>} milliseconds a call, in each round, of the given side
 */
const measure = async (page, place, alike) => {
  const answers = Object.values(await page.evaluate((alike) => window.answers(alike), alike));
  assert.equal(new Set(answers).size, 1, `all sides sign in: ${answers}`);
  const rounds = [];
  const count = WARM_UP + (place.quick ? QUICK : ROUNDS);
  for (let made = 0; made < count; made++) {
    const batches = { batches: BATCHES, alike };
    rounds.push(await page.evaluate(({ batches, alike }) => window.round(batches, alike), batches));
  }
  return (side) => rounds.slice(WARM_UP).map((round) => round[side]);
};
