// The engines that the browser tests run in: the same tests in each, and a table of what came of
// them. How an engine starts is in browser/driver/.

import { existsSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';

export const ENGINES = ['chromium', 'firefox', 'webkit'];

/**
 * What the tests of one engine are declared with.
 *
 * @typedef {object} Engine
 * @property {string} name
 * @property {() => import('./browser/types').Browser} browser while the tests run
 * @property {(title: string, timeout: number, run: () => Promise<void>) => void} test one that counts
 * @property {(title: string, reason: string) => void} skip one that this engine cannot run
 */

/** What came of the tests in one engine. */
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

  /** Of a table in Markdown. */
  get row() {
    if (!this.all) return [this.name, ...this.skipped, '', '', '', ''];
    // Of an engine that did not start all have failed, otherwise those that were chosen to run.
    const failed = (this.begun || this.all) - this.passed;
    const seconds = Math.round((this.end - this.start) / 1000);
    return [this.name, this.version, this.passed, failed, this.skipped.length, seconds];
  }
}

/**
 * Declares the same tests in each engine that is named. If none is, in all that are installed.
 *
 * @param {string} what the tests are, in the plural
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
      // After what the tests do at their end, which may still need the browser.
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
