// Hostile options and calls begin as every option and call that the types declare.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { METHODS } from '../abuse/page/calls.js';
import { GOOD } from '../abuse/page/options.js';
import { root } from '../docs/blocks.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');
const types = read('pkg-template/index.d.ts');

test('every option in the types is among the hostile options', () => {
  const [, body] = /export interface Config \{(.*?)\n\}/s.exec(types);
  const options = Array.from(body.matchAll(/^  (\w+)\??:/gm), ([, name]) => name);
  assert.ok(options.length > 30, `only ${options.length}`);
  assert.deepEqual(
    options.filter((name) => !Object.hasOwn(GOOD, name)),
    [],
  );
});

/** They return at once. The hostile options are passed to the first two; the last navigates the page. */
const AT_ONCE = ['getConfig', 'updateConfig', 'oauth2Auth'];

test('every call in the types is among the hostile calls', () => {
  const [, body] = /export class Api \{(.*?)\n\}/s.exec(types);
  const declared = Array.from(body.matchAll(/^ {2}(\w+)[(<]/gm), ([, name]) => name);
  const calls = new Set(declared.filter((name) => ![...AT_ONCE, 'constructor'].includes(name)));
  assert.ok(calls.size > 30, `only ${calls.size}`);
  // Calls that sign in have their own hostile test.
  const [, signIn] = /^const CALLS = \{(.*?)^\};/ms.exec(read('tests/session/hostile.mjs'));
  const tried = [...METHODS, ...Array.from(signIn.matchAll(/^ {2}(\w+):/gm), ([, name]) => name)];
  assert.deepEqual(
    [...calls].filter((name) => !tried.includes(name)),
    [],
  );
});
