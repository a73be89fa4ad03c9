// Decoding strings from the wasm memory.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, test } from 'node:test';

const { TextDecoder } = globalThis;
let fresh = 0;
let text;

beforeEach(async () => {
  text = await import(`../../js/text.js?${(fresh += 1)}`);
});

afterEach(() => Object.assign(globalThis, { TextDecoder }));

const memory = new TextEncoder().encode('before é😀\ufeff after');

test('a string is decoded from its offset, whatever it contains', () => {
  assert.equal(text.decoded(memory, 0, memory.length), 'before é😀\ufeff after');
  assert.equal(text.decoded(memory, 0, 6), 'before');
});

test('the first string may be empty', () => {
  assert.equal(text.decoded(memory, 3, 3), '');
});

test("a decoder is reused, and replaced before it reaches Safari's limit", () => {
  let made = 0;
  let longest = 0;
  globalThis.TextDecoder = class {
    read = 0;
    constructor() {
      made += 1;
    }
    decode({ length }) {
      this.read += length;
      longest = Math.max(longest, this.read);
      return '';
    }
  };
  const large = { subarray: (start, end) => ({ length: end - start }) };
  for (let count = 0; count < 5000; count++) text.decoded(large, 0, 1_000_000);
  assert.ok(longest < 2 ** 31, `${longest} bytes`);
  assert.ok(made < 10, `${made} decoders`);
});
