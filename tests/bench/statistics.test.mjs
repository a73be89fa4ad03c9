import assert from 'node:assert/strict';
import { test } from 'node:test';

import { compare, median, quantile } from './statistics.mjs';

test('the median of an even number of values is the mean of the middle two', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5);
});

test('a quantile does not depend on the order and does not modify the values', () => {
  const values = [5, 1, 4, 2, 3];
  assert.equal(quantile(values, 0.25), 2);
  assert.equal(quantile(values, 1), 5);
  assert.deepEqual(values, [5, 1, 4, 2, 3]);
});

test('the ratio is computed per round, so a slow round does not distort it', () => {
  const { ratio } = compare([1, 10, 1], [2, 20, 2]);
  assert.deepEqual(ratio, { median: 0.5, low: 0.5, high: 0.5, rounds: 3 });
});
