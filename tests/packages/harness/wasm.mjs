// How often the wasm is in what a bundler made.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { texts } from '../../../js/generated/bytes.js';

// A piece of the text that the package has, which no bundler writes in another way, and the first eight bytes of
// every wasm as themselves and in base64.
const [piece] = /[^\\'"`$]{40}/.exec(texts[0]);
const MARKS = [piece, '\0asm\x01\0\0\0', 'AGFzbQEAAAA'];

export async function wasmsIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  let count = 0;
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.endsWith('.map')) continue;
    const text = await readFile(join(entry.parentPath ?? entry.path, entry.name), 'latin1');
    for (const mark of MARKS) count += text.split(mark).length - 1;
  }
  return count;
}
