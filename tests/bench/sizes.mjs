// Measures what a visitor downloads. Both sides are compressed in the same way.

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

/** Inside the project, so that an app without its own packages uses the project's node_modules. */
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

/** Builds app/ with Vite twice: with the original SDK, and with our package in its place. */
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
 * @param {Project} vite a project with Vite installed
 * @param {string} name
 * @param {(folder: string) => Promise<void>} [install] installs a package beside the app
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

/** The size of a folder's scripts, each compressed separately, as a server does. */
async function weightOf(/** @type {string} */ folder) {
  const names = await readdir(folder, { recursive: true });
  // The twin is a separate chunk, which is loaded only where WebAssembly cannot run.
  const scripts = names.filter((name) => name.endsWith('.js') && !name.includes('twin'));
  const weights = scripts.map(async (name) => brotli(await readFile(join(folder, name))));
  return (await Promise.all(weights)).reduce((sum, weight) => sum + weight, 0);
}
