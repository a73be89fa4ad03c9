// Measures the wasm memory, which never shrinks: at the first `Api`, and how much many calls add.

import { withPage } from './page.mjs';

const CALLS = 100_000;
const PART = 5_000;

/**
 * @param {import('./page.mjs').Place} place
 * @returns {Promise<import('./figures.mjs').Measured[]>}
 */
export const memory = (place) =>
  withPage(place, '/memory', async (page) => {
    const { engine } = place;
    const size = () => page.evaluate(() => window.memory());
    const start = await size();
    // In parts: all calls together take longer than a driver waits for a script.
    for (let made = 0; made < CALLS; made += PART) {
      await page.evaluate((calls) => window.make(calls), PART);
    }
    const grown = (await size()) - start;
    return [
      { figure: 'memory at start', engine, ours: start },
      { figure: 'memory grown', engine, ours: grown },
    ];
  });
