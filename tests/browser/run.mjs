// The end-to-end tests: `node tests/browser/run.mjs [chromium|firefox|webkit …]`. The default is every
// installed engine. DEMO_URL is the page, SANDBOX_URL the service behind it.

import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { describe } from 'node:test';

import { inEngines } from '../engines.mjs';
import { DEMO_URL, ada } from './player.mjs';
import { readProject, sandbox } from './sandbox.mjs';

const folder = new URL('flows/', import.meta.url);

/**
 * Checks, after every flow that passes, that the page has written nothing to the console, that the
 * workshop shows the code of each request, and that no password or token is left where other scripts
 * or the disk could expose it.
 *
 * @param {import('./types').Page} page
 */
async function leftClean(page) {
  // A flow may end on the service's page.
  if (!page.url().startsWith(DEMO_URL)) await page.goto(DEMO_URL);
  const kept = await page.evaluate(() =>
    JSON.stringify([
      location.href,
      document.cookie,
      { ...sessionStorage },
      { ...localStorage },
      history.state,
    ]),
  );
  assert.deepEqual(page.consoleMessages(), []);
  const unexplained = await page.evaluate(() =>
    [...document.querySelectorAll('#workshop-requests li:has(code:empty)')].map(
      (row) => row.textContent,
    ),
  );
  assert.deepEqual(unexplained, [], 'the workshop knows the code of each request');
  assert.ok(!kept.includes(ada.password), 'no password is kept');
  assert.doesNotMatch(kept, /eyJ[\w-]+\.|refresh_?token/i, 'no token is kept');
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

await readProject(DEMO_URL);
// SCENES lists the files of flows/ to run, without `.mjs` and separated by commas; all by default.
const wanted = process.env.SCENES?.split(',').map((name) => `${name}.mjs`);
const files = (await readdir(folder)).filter(
  (/** @type {string} */ file) => wanted?.includes(file) ?? file.endsWith('.mjs'),
);
const scenes = await Promise.all(
  files.sort().map((/** @type {string} */ file) => import(new URL(file, folder).href)),
);

await inEngines('flows', process.argv.slice(2), (engine) => {
  for (const { title, flows } of scenes) {
    describe(title, () => {
      for (const [sentence, flow] of Object.entries(flows)) {
        engine.test(sentence, 120_000, () => play(engine.browser(), flow));
      }
    });
  }
});
