// What a visitor downloads: the same compressors on both sides.

import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { file } from '../chromium.mjs';
import { brotli, gzip } from '../package/size.mjs';
import { Project } from '../packages/harness/project.mjs';
import { tarball } from '../packages/harness/tarball.mjs';
import { JS, ORIGINAL, OURS } from './page.mjs';

const unpack = promisify(execFile);
const here = (/** @type {string} */ path) => fileURLToPath(new URL(path, import.meta.url));

/** Below the project's folder, so that whatever is not beside an app comes from its packages. */
const target = here('../../target/bench');

/** @returns {Promise<import('./figures.mjs').Measured[]>} */
export async function sizes() {
  const [ours, original] = [await file(OURS), await file(ORIGINAL)];
  const whole = brotli(original);
  const wasm = brotli(await file('pkg/dist/xsolla-login.wasm'));
  const slim = brotli(await file('pkg/dist/xsolla-login.slim.mjs'));
  const js = brotli(await file(JS));
  const apps = await buildApps();
  return [
    weighed('script brotli', brotli(ours), whole),
    weighed('script gzip', gzip(ours), gzip(original)),
    weighed('module brotli', apps.ours, apps.original),
    weighed('slim brotli', wasm + slim, whole),
    weighed('js brotli', js, brotli(ours)),
  ];
}

/** @param {string} figure @param {number} ours @param {number} other */
function weighed(figure, ours, other) {
  const median = ours / other;
  return { figure, ours, other, ratio: { median, low: median, high: median, rounds: 1 } };
}

/** Builds app/ with Vite, once with ours in the place of the original and once with the original. */
async function buildApps() {
  const vite = new Project('vite');
  await vite.install();
  const original = await buildApp(vite, 'original');
  const ours = await buildApp(vite, 'ours', async (folder) => {
    const { file } = await tarball();
    await unpack('tar', ['-xzf', file, '-C', folder]);
    const modules = join(folder, 'node_modules/@xsolla');
    await mkdir(modules, { recursive: true });
    await cp(join(folder, 'package'), join(modules, 'login-sdk'), { recursive: true });
  });
  return { ours, original };
}

/**
 * @param {Project} vite what has Vite installed
 * @param {string} name
 * @param {(folder: string) => Promise<void>} [install] puts a package beside the app
 */
async function buildApp(vite, name, install) {
  const folder = join(target, name);
  await rm(folder, { recursive: true, force: true });
  await cp(here('app'), folder, { recursive: true });
  await writeFile(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
  await install?.(folder);
  await vite.run('vite', ['build', folder]);
  return weightOf(join(folder, 'dist'));
}

/** What the scripts of a folder weigh, each compressed by itself as a server does it. */
async function weightOf(/** @type {string} */ folder) {
  const names = await readdir(folder, { recursive: true });
  // The twin is a chunk of its own, which is loaded only where WebAssembly cannot run.
  const scripts = names.filter((name) => name.endsWith('.js') && !name.includes('twin'));
  const weights = scripts.map(async (name) => brotli(await readFile(join(folder, name))));
  return (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0);
}
