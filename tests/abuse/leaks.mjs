// What a page that is never closed would accumulate: memory, listeners, callbacks, instances.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { open } from './page.mjs';
import { tried } from './tally.mjs';

const CALLS = 200_000;
const WARM_UP = 5_000;
const SAMPLES = 4;

const APIS = 2_000;

const ROUNDS = 20;

/** How many bytes the heap may grow by: compiled code, and what the browser keeps for itself. */
const TOLERANCE = 1_000_000;

let page;

before(async () => {
  page = await open('leaks');
});

after(() => page?.close());

// The smallest of three, by which time pending finalizers have run.
const heap = async () => {
  const samples = [];
  for (let i = 0; i < 3; i++) {
    await page.collect();
    samples.push(await page.heap());
  }
  return Math.min(...samples);
};

tried('calls one after the other', 'calls leave nothing behind', async (context) => {
  await page.run('calls', WARM_UP);
  const heaps = [await heap()];
  const memories = [];
  let made = 0;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const { results, errors, memory, ...left } = await page.run('calls', CALLS / SAMPLES);
    made += results + errors;
    assert.deepEqual(left, { listeners: 0, thens: 1, instances: 1 });
    assert.ok(results > 0 && errors > 0);
    memories.push(memory);
    heaps.push(await heap());
  }
  context.diagnostic(`wasm ${memories} bytes, heaps ${heaps}`);
  // Constant from the middle on.
  const level = memories.slice(SAMPLES / 2 - 1);
  assert.deepEqual(level, Array(level.length).fill(memories.at(-1)));
  const grown = heaps.at(-1) - heaps[0];
  assert.ok(grown < TOLERANCE, `the heap grew by ${grown} bytes: ${heaps}`);
  assert.ok(made >= CALLS);
  assert.deepEqual(page.errors, []);
  return made;
});

tried('objects given and got', 'arguments and results of calls are collected', async (context) => {
  const { left, watched, alive } = await page.run('collected', ROUNDS);
  context.diagnostic(`${watched} objects watched`);
  assert.deepEqual(left, {});
  assert.ok(alive && watched > 40 * ROUNDS, `${watched} watched`);
  assert.deepEqual(page.errors, []);
  return watched;
});

tried('instances made and dropped', 'instances leave nothing behind', async (context) => {
  const first = await page.run('apis', APIS);
  assert.ok(first.freed, 'some instances were not freed');
  const before = await heap();
  assert.deepEqual(await page.run('apis', APIS), first);
  assert.equal(first.instances, 1);
  const grown = (await heap()) - before;
  context.diagnostic(`wasm ${first.memory} bytes, heap ${grown}`);
  assert.ok(grown < TOLERANCE, `the heap grew by ${grown} bytes`);
  return 2 * APIS;
});
