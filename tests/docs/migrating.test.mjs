// docs/migrating.md names what the original SDK exports and this package does not.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { TYPES } from '../units/declared.mjs';
import { root } from './blocks.mjs';

const read = (path) => readFile(join(root, path), 'utf8');

test('the guide to migrating names each missing export of the original SDK', async () => {
  const original = await read('node_modules/@xsolla/login-sdk/lib/index.d.ts');
  const exported = Array.from(original.matchAll(/export \{([^}]*)\}/g), ([, names]) =>
    names.split(',').map((name) => name.trim().replace(/^default as /, '')),
  )
    .flat()
    .filter(Boolean);
  assert.ok(exported.length > 40, `only ${exported.length}`);
  const isDeclared = (name) =>
    new RegExp(`^export (?:declare )?(?:\\w+ )?\\w+ ${name}\\b`, 'm').test(TYPES);
  const guide = await read('docs/migrating.md');
  const types = guide.slice(guide.indexOf('\n## Types'));
  const missing = exported.filter((name) => !isDeclared(name));
  assert.ok(missing.includes('Widget') && missing.includes('LANGUAGE_MAP'), missing.join());
  for (const name of missing) assert.ok(types.includes(`\`${name}\``), name);
});
