import assert from 'node:assert/strict';
import { test } from 'node:test';

import { order } from './page/order.js';

test('each side runs equally often in each position', () => {
  const sides = ['a', 'b', 'c', 'd'];
  const turns = Array.from({ length: 8 }, (_, turn) => order(sides, turn));
  for (const place of [0, 1, 2, 3]) {
    const there = turns.map((turn) => turn[place]).toSorted();
    assert.deepEqual(there, ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd']);
  }
});
