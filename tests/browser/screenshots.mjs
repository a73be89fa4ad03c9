// Takes screenshots of the states, for people to look at: `node tests/browser/screenshots.mjs FOLDER
// [STATE,STATE] [LOCALE]`, with DEMO_URL and SANDBOX_URL as for run.mjs. looks.mjs compares some of the states.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { launch } from './driver/chromium.mjs';
import { DEMO_URL, speaking } from './player.mjs';
import { readProject, sandbox } from './sandbox.mjs';
import { states } from './states.mjs';

const SIZES = [
  { width: 360, height: 740 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];

const [folder, only, locale] = process.argv.slice(2);
if (!folder) throw new Error('name the folder for the pictures');
await mkdir(folder, { recursive: true });
await readProject(DEMO_URL);

const browser = await launch();
for (const colorScheme of /** @type {const} */ (['dark', 'light'])) {
  for (const [state, enter] of Object.entries(states)) {
    if (only && !only.split(',').includes(state)) continue;
    await sandbox.reset();
    const page = await browser.open({ colorScheme, reducedMotion: 'reduce' });
    if (locale) await speaking(page, locale);
    await enter(page);
    for (const { width, height } of SIZES) {
      await page.setSize(width, height);
      await page.screenshot(
        join(folder, `${[state, width, colorScheme, locale].filter(Boolean).join('-')}.png`),
      );
    }
    await page.close();
    await sandbox.clearFaults();
  }
}
await browser.close();
