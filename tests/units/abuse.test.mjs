// Hostile options begin as every option that the types declare.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { GOOD } from '../abuse/page/options.js';
import { root } from '../docs/blocks.mjs';

test('every option in the types is among the hostile options', () => {
  const types = readFileSync(join(root, 'pkg-template/index.d.ts'), 'utf8');
  const [, body] = /export interface Config \{(.*?)\n\}/s.exec(types);
  const options = Array.from(body.matchAll(/^  (\w+)\??:/gm), ([, name]) => name);
  assert.ok(options.length > 30, `only ${options.length}`);
  assert.deepEqual(
    options.filter((name) => !Object.hasOwn(GOOD, name)),
    [],
  );
});
