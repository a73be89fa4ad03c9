// Measures whether a call costs more when many are in flight.

import { withPage } from './page.mjs';
import { compare, median } from './statistics.mjs';

const ROUNDS = 40;
const QUICK = 6;
const WARM_UP = 4;

/** The suffix of a figure's name, and the side that it measures. */
const SIDES = { '': 'ours', ' by hand': 'by hand' };

/**
 * @param {import('./page.mjs').Place} place
 * @returns {Promise<import('./figures.mjs').Measured[]>}
 */
export const growth = (place) =>
  withPage(place, '/growth', async (page) => {
    const rounds = [];
    const count = WARM_UP + (place.quick ? QUICK : ROUNDS);
    for (let turn = 0; turn < count; turn++) {
      rounds.push(await page.evaluate((turn) => window.round(turn), turn));
    }
    const times = rounds.slice(WARM_UP);
    return Object.entries(SIDES).flatMap(([end, side]) =>
      grown(times, side).map(({ atOnce, ...measured }) => ({
        figure: `growth ${atOnce}${end}`,
        engine: place.engine,
        ...measured,
      })),
    );
  });

/**
 * Compares each number of calls in flight with the cheapest of the smaller numbers. A smaller
 * number that happens to be expensive would otherwise hide what many calls cost.
 *
 * @param {{ name: string, atOnce: number, time: number }[][]} rounds
 * @param {string} side
 */
function grown(rounds, side) {
  const own = rounds.map((round) => round.filter(({ name }) => name === side));
  const waves = own[0].map(({ atOnce }) => atOnce).toSorted((a, b) => a - b);
  const of = (/** @type {number} */ wanted) =>
    own.map((round) => round.find(({ atOnce }) => atOnce === wanted).time);
  return waves.slice(1).map((atOnce) => {
    const fewer = waves.filter((other) => other < atOnce);
    const cheapest = fewer.toSorted((a, b) => median(of(a)) - median(of(b)))[0];
    return { atOnce, ...compare(of(atOnce), of(cheapest)) };
  });
}
