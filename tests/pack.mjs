// Packs packages as npm would publish them.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const folder = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

/** Options for npm: run no scripts of packages, and print only errors. */
export const QUIET = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];

/** Packs a package into a folder. Resolves to npm's report of it, and the tarball's path as `file`. */
export const pack = async (into, name = 'pkg') => {
  await mkdir(into, { recursive: true });
  const args = ['pack', folder(name), '--json', '--pack-destination', into];
  const { stdout } = await promisify(execFile)('npm', [...args, ...QUIET]);
  const [tarball] = JSON.parse(stdout);
  return { ...tarball, file: join(into, tarball.filename) };
};
