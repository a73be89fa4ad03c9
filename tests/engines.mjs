// Runs the same browser tests in each engine, and prints a table of the results. The drivers in
// browser/driver/ start the engines.

import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

export const ENGINES = ['chromium', 'firefox', 'webkit'];

/**
 * Declares the tests of one engine.
 *
 * @typedef {object} Engine
 * @property {string} name
 * @property {() => import('./browser/types').Browser} browser only while the tests run
 * @property {(title: string, timeout: number, run: () => Promise<void>) => void} test declares a test
 * @property {(title: string, reason: string) => void} skip declares a test that this engine cannot run
 */

/** The results of the tests in one engine. */
class Score {
  name = '';
  version = '';
  all = 0;
  begun = 0;
  passed = 0;
  /** @type {string[]} */
  skipped = [];
  start = 0;
  end = 0;

  /** The cells of its row in the table. */
  get row() {
    if (!this.all) return [this.name, ...this.skipped, '', '', '', ''];
    // If the engine did not start, all tests have failed. Otherwise only those that ran count.
    const failed = (this.begun || this.all) - this.passed;
    const seconds = Math.round((this.end - this.start) / 1000);
    return [this.name, this.version, this.passed, failed, this.skipped.length, seconds];
  }
}

/**
 * Declares the same tests in each named engine, by default in every installed one. Rejects if a
 * name is unknown.
 *
 * @param {string} what the tests are called, in the plural
 * @param {string[]} named
 * @param {(engine: Engine) => Promise<void> | void} declare
 * @param {import('./browser/types').LaunchOptions} [options] for each browser
 */
export async function inEngines(what, named, declare, options) {
  const unknown = named.find((name) => !ENGINES.includes(name));
  if (unknown) throw new Error(`${unknown} is no engine: there are ${ENGINES.join(', ')}`);
  const scores = [];
  for (const name of ENGINES.filter((name) => !named.length || named.includes(name))) {
    const { launch, programs } = await import(`./browser/driver/${name}.mjs`);
    const missing = programs.find((/** @type {string} */ program) => !existsSync(program));
    const score = Object.assign(new Score(), { name });
    scores.push(score);
    if (missing && !named.length) {
      score.skipped.push(`${missing} is missing`);
      describe(name, { skip: score.skipped[0] });
      continue;
    }
    describe(name, async () => {
      /** @type {import('./browser/types').Browser} */
      let browser;
      before(async () => {
        score.start = Date.now();
        browser = await launch(options);
        score.version = browser.version;
      });
      await declare({
        name,
        browser: () => browser,
        test(title, timeout, run) {
          score.all += 1;
          test(title, { timeout }, async ({ signal }) => {
            score.begun += 1;
            await run();
            if (!signal.aborted) score.passed += 1;
          });
        },
        skip(title, reason) {
          score.skipped.push(`${title}: ${reason}`);
          test(title, { skip: reason });
        },
      });
      // Registered last, because the tests' own `after` hooks may still need the browser.
      after(async () => {
        await browser?.close();
        score.end = Date.now();
      });
    });
  }
  after(() => {
    const head = ['engine', 'version', `${what} passed`, 'failed', 'skipped', 'seconds'];
    const rows = [head, head.map(() => '---'), ...scores.map((score) => score.row)];
    console.log(rows.map((row) => `| ${row.join(' | ')} |`).join('\n'));
    for (const { name, all, skipped } of scores) {
      if (all) for (const line of skipped) console.log(`skipped in ${name}: ${line}`);
    }
  });
}
