// The packed package, as npm would publish it.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { root, target } from './places.mjs';

let packing;

/** Packs once a run: `{ name, version, integrity, file }`. */
export const tarball = () => (packing ??= pack());

async function pack() {
  await mkdir(target, { recursive: true });
  const args = ['pack', join(root, 'pkg'), '--json', '--pack-destination', target];
  const { stdout } = await promisify(execFile)('npm', [...args, '--loglevel=error']);
  const [{ name, version, integrity, filename }] = JSON.parse(stdout);
  return { name, version, integrity, file: join(target, filename) };
}
