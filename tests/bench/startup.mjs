// Measures what a page waits for: from the text of a script to the first `Api`, and an import alone.

import { withPage } from './page.mjs';
import { order } from './page/order.js';
import { compare, spread } from './statistics.mjs';

const ROUNDS = 25;
const IMPORTS = 25;
const QUICK = 3;

/**
 * Measures from the moment the browser gets the text of the script until there is an `Api`. The text
 * is already on the page, and no page has run it before.
 *
 * @param {import('./page.mjs').Place} place
 * @returns {Promise<import('./figures.mjs').Measured[]>}
 */
export async function startup(place) {
  const paths = ['/ours.js', '/original.js', '/js.js'];
  const [ours, original, js] = await inRounds(place, ROUNDS, paths, toFirstApi);
  const { engine } = place;
  return [
    { figure: 'startup', engine, ...compare(ours, original) },
    { figure: 'js startup', engine, ...compare(js, ours) },
  ];
}

/**
 * Measures what a file runs when it is imported: the clock is read before its first statement and
 * after its last one, in the same script.
 *
 * @param {import('./page.mjs').Place} place
 * @returns {Promise<import('./figures.mjs').Measured[]>}
 */
export async function importing(place) {
  const paths = ['/ours.mjs', '/ours.js', '/original.js'];
  const [module, ours, original] = await inRounds(place, IMPORTS, paths, fromFirstToLast);
  const { engine } = place;
  const { median, ...apart } = spread(module);
  return [
    { figure: 'import module', engine, ours: median, spread: apart },
    { figure: 'import script', engine, ...compare(ours, original) },
  ];
}

/**
 * Times each file once in each round, on a fresh page each time.
 *
 * @param {import('./page.mjs').Place} place
 * @param {number} rounds
 * @param {string[]} paths
 * @param {(path: string, round: number) => Promise<number>} script runs in the page
 */
async function inRounds(place, rounds, paths, script) {
  /** @type {number[][]} */
  const times = paths.map(() => []);
  // The first round is not counted: a browser's first page pays for what later pages find ready.
  for (let round = -1; round < (place.quick ? QUICK : rounds); round++) {
    for (const path of order(paths, round + 1)) {
      const time = await withPage(place, '/', (page) => page.evaluate(script, path, round));
      if (round >= 0) times[paths.indexOf(path)].push(time);
    }
  }
  return times;
}

// The rest runs in the page.

/** @param {string} path @param {number} round */
async function toFirstApi(path, round) {
  const text = await (await fetch(path)).text();
  const script = document.createElement('script');
  // A different text each time, so that the browser's code cache has no match.
  script.textContent = `${text}\n// ${round} ${Math.random()}`;
  const start = performance.now();
  document.body.append(script);
  new XsollaLogin.Api({ projectId: '5b0e1f3a-7c2d-4e8f-9a1b-2c3d4e5f6a7b' });
  return performance.now() - start;
}

/** @param {string} path @param {number} round */
async function fromFirstToLast(path, round) {
  const text = await (await fetch(path)).text();
  const script = document.createElement('script');
  const ran = new Promise((resolve) => (window.ran = resolve));
  if (path.endsWith('.mjs')) script.type = 'module';
  const clock = (/** @type {string} */ name) => `\n;globalThis.${name} = performance.now();`;
  const end = `\n;ran(); // ${round} ${Math.random()}`;
  script.textContent = clock('first') + text + clock('last') + end;
  document.body.append(script);
  await ran;
  return window.last - window.first;
}
