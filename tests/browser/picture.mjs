// Draws the picture in the README, docs/pictures/sign-in.png, a wide screen beside a phone:
// `node tests/browser/picture.mjs`, with DEMO_URL and SANDBOX_URL as for run.mjs.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { PNG } from 'pngjs';

import { launch } from './driver/chromium.mjs';
import { DEMO_URL } from './player.mjs';
import { readProject, sandbox } from './sandbox.mjs';
import { states } from './states.mjs';

const HEIGHT = 720;
const GAP = 20;

/** @type {{ state: string, width: number, colorScheme: 'dark' | 'light' }[]} */
const SCREENS = [
  { state: 'sign-in', width: 1040, colorScheme: 'dark' },
  { state: 'code-entry', width: 360, colorScheme: 'light' },
];

await readProject(DEMO_URL);
const folder = await mkdtemp(join(tmpdir(), 'picture-'));
const browser = await launch();
const screens = [];
for (const { state, width, colorScheme } of SCREENS) {
  await sandbox.reset();
  const page = await browser.open({ colorScheme, reducedMotion: 'reduce' });
  await page.setSize(width, HEIGHT);
  await states[state](page);
  const file = join(folder, `${state}.png`);
  await page.screenshot(file);
  screens.push(PNG.sync.read(await readFile(file)));
  await page.close();
}
await browser.close();
await rm(folder, { recursive: true });

const width = SCREENS.reduce((sum, screen) => sum + screen.width + GAP, -GAP);
const picture = new PNG({ width, height: HEIGHT });
picture.data.fill(255);
let left = 0;
for (const screen of screens) {
  // Cut off whatever is below the screen.
  const height = Math.min(HEIGHT, screen.height);
  PNG.bitblt(screen, picture, 0, 0, screen.width, height, left, 0);
  left += screen.width + GAP;
}
// The eye sees no difference with six bits a colour, and the file is half the size.
for (const [at, value] of picture.data.entries()) {
  if (at % 4 !== 3) picture.data[at] = (value & 0xfc) | (value >> 6);
}
const data = PNG.sync.write(picture, { colorType: 2, deflateLevel: 9, filterType: -1 });
await writeFile(new URL('../../docs/pictures/sign-in.png', import.meta.url), data);
