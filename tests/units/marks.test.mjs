// The logos of the social networks in the demo are those of simple-icons.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';

import { file, text } from './marks.mjs';

test("the demo's logos are those of simple-icons", async () => {
  assert.equal(await readFile(file, 'utf8'), text, 'run node tests/units/marks.mjs');
});
