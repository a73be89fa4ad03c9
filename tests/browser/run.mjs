// The end-to-end tests: `node tests/browser/run.mjs [chromium …]`, every driver when none is named.
// DEMO_URL is the page, SANDBOX_URL the service behind it.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';

import { DEMO_URL, ada } from './player.mjs';
import { readProject, sandbox } from './sandbox.mjs';

const here = new URL('.', import.meta.url);

/** @param {string} folder */
async function modulesOf(folder) {
  const files = await readdir(new URL(folder, here));
  return files.filter((/** @type {string} */ file) => file.endsWith('.mjs')).sort();
}

/**
 * What holds after every flow, however it went: the page says nothing in the console, and keeps no
 * secret where other scripts or the disk could find it.
 *
 * @param {import('./types').Page} page
 */
async function leftClean(page) {
  assert.deepEqual(page.consoleMessages(), []);
  const kept = await page.evaluate(() =>
    JSON.stringify([
      location.href,
      document.cookie,
      { ...sessionStorage },
      { ...localStorage },
      history.state,
    ]),
  );
  assert.ok(!kept.includes(ada.password), 'no password is kept');
  assert.doesNotMatch(kept, /eyJ[\w-]+\./, 'no token is kept');
}

/** @param {import('./types').Browser} browser @param {import('./types').Flow} flow */
async function play(browser, flow) {
  await sandbox.reset();
  const page = await browser.open();
  try {
    await flow({ page, sandbox });
    await leftClean(page);
  } finally {
    await page.close();
    await sandbox.clearFaults();
  }
}

const named = process.argv.slice(2);
const drivers = (await modulesOf('driver/')).map((/** @type {string} */ file) =>
  file.replace('.mjs', ''),
);
const files = await modulesOf('flows/');
await readProject(DEMO_URL);

for (const name of named.length ? named : drivers) {
  describe(name, async () => {
    /** @type {import('./types').Browser} */
    let browser;
    before(async () => {
      const { launch } = await import(new URL(`driver/${name}.mjs`, here).href);
      browser = await launch();
    });
    after(() => browser?.close());

    for (const file of files) {
      const { title, flows } = await import(new URL(`flows/${file}`, here).href);
      describe(title, () => {
        for (const [sentence, flow] of Object.entries(flows)) {
          test(sentence, { timeout: 60_000 }, () => play(browser, flow));
        }
      });
    }
  });
}
