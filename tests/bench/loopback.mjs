// A call over a socket of this machine against a bare `fetch` of the same request.

import assert from 'node:assert/strict';

import { withPage } from './page.mjs';
import { compare } from './statistics.mjs';

const CALLS = 40;
const ROUNDS = 80;
const QUICK = 10;
const WARM_UP = 5;

/**
 * @param {import('./run.mjs').Place} place
 * @returns {Promise<import('./figures.mjs').Measured[]>}
 */
export const loopback = (place) =>
  withPage(place, '/loopback', async (page) => {
    const { ours, bare } = await page.evaluate(() => window.answers());
    assert.equal(ours, bare, 'both sides get the same answer');

    const rounds = [];
    const count = WARM_UP + (place.quick ? QUICK : ROUNDS);
    for (let made = 0; made < count; made++) {
      rounds.push(await page.evaluate((calls) => window.round(calls), CALLS));
    }
    const of = (/** @type {string} */ side) => rounds.slice(WARM_UP).map((round) => round[side]);
    const { engine } = place;
    return [{ figure: 'loopback', engine, ...compare(of('ours'), of('bare')) }];
  });
