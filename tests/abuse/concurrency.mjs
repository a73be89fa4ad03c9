// Calls in flight at the same time: each gets its own response, or its own reason.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { open, seed } from './page.mjs';
import { tried } from './tally.mjs';

const CALLS = 1000;

let page;

before(async () => {
  page = await open('concurrency');
});

after(() => page?.close());

tried('calls in flight', 'each call gets its own response or its own abort reason', async () => {
  const { most, cancelled, wrong, instances } = await page.run('inFlight', seed, CALLS);
  assert.equal(most, CALLS, 'calls in flight at once');
  assert.ok(cancelled > CALLS / 5 && cancelled < CALLS / 2, `${cancelled} were cancelled`);
  assert.deepEqual(wrong, []);
  assert.equal(instances, 1);
  assert.deepEqual(page.errors, []);
  return CALLS;
});

tried('options in flight', 'a call uses the options that were set when it was made', async () => {
  assert.deepEqual(await page.run('optionsOfTheirTime', seed, CALLS), { wrong: 0 });
  return CALLS;
});

tried('calls left alone', 'a call settles even if its instance is garbage-collected', async () => {
  assert.deepEqual(await page.run('afterTheirInstance', 100), { wrong: 0, freed: true });
  assert.deepEqual(page.errors, []);
  return 100;
});
