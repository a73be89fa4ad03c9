// Hostile options and calls begin as every option and call that the types declare.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { METHODS } from '../abuse/page/calls.js';
import { GOOD } from '../abuse/page/options.js';
import { root } from '../docs/blocks.mjs';
import { CALLS, OPTIONS } from './declared.mjs';

test('every option in the types is among the hostile options', () => {
  assert.deepEqual(
    OPTIONS.filter((name) => !Object.hasOwn(GOOD, name)),
    [],
  );
});

/** They return at once. The hostile options are passed to the first two; the last navigates the page. */
const AT_ONCE = ['getConfig', 'updateConfig', 'oauth2Auth'];

test('every call in the types is among the hostile calls', () => {
  // Calls that sign in have their own hostile test.
  const hostile = readFileSync(join(root, 'tests/session/hostile.mjs'), 'utf8');
  const [, signIn] = /^const CALLS = \{(.*?)^\};/ms.exec(hostile);
  const tried = [
    ...AT_ONCE,
    ...METHODS,
    ...Array.from(signIn.matchAll(/^ {2}(\w+):/gm), ([, name]) => name),
  ];
  assert.deepEqual(
    CALLS.filter((name) => !tried.includes(name)),
    [],
  );
});
