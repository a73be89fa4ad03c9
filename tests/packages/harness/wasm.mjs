// Counts how often a bundler's output contains the wasm.
import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { streams } from '../../../js/generated/bytes.js';
import { root } from './places.mjs';

/** Returns a part of a string that every bundler writes unchanged. */
const pieceOf = (text) => /[^\\'"`$]{40}/.exec(text)[0];

const piece = pieceOf(streams[0][0]);
const pieceOfTwin = pieceOf(await readFile(join(root, 'js/generated/twin.js'), 'latin1'));

// A part of the package's wasm as text, and the first eight bytes of every wasm, as they are and in Base64.
const MARKS = [piece, '\0asm\x01\0\0\0', 'AGFzbQEAAAA'];

/** Resolves to the count. Fails if a file contains the twin with the wasm, so that everybody would load both. */
export async function wasmsIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  let count = 0;
  for (const entry of entries) {
    if (!entry.isFile() || entry.name.endsWith('.map')) continue;
    const text = await readFile(join(entry.parentPath ?? entry.path, entry.name), 'latin1');
    const holdsBoth = text.includes(piece) && text.includes(pieceOfTwin);
    assert.ok(!holdsBoth, `${entry.name} contains the twin`);
    for (const mark of MARKS) count += text.split(mark).length - 1;
  }
  return count;
}
