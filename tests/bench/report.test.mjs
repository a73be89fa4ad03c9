import assert from 'node:assert/strict';
import { test } from 'node:test';

import { verdict } from './figures.mjs';
import { picture } from './picture.mjs';
import { table } from './table.mjs';

const ratio = (/** @type {number} */ median) => ({ median, low: median, high: median, rounds: 9 });
const startup = (/** @type {number} */ median, engine = 'chromium') => ({
  figure: 'startup',
  engine,
  ours: median * 30,
  other: 30,
  ratio: ratio(median),
});

test('a figure reaches its aim, stays within its limit, or is over it', () => {
  assert.equal(verdict(startup(0.3)), 'aim reached');
  assert.equal(verdict(startup(0.5)), 'within');
  assert.equal(verdict(startup(0.51)), 'over');
});

test('a limit applies only in its own engines', () => {
  assert.equal(verdict(startup(2, 'firefox')), undefined);
});

test('a figure without a ratio is judged by its own value', () => {
  assert.equal(verdict({ figure: 'memory grown', ours: 0 }), 'aim reached');
  assert.equal(verdict({ figure: 'memory grown', ours: 65_536 }), 'over');
});

test('a table row has both values, the ratio, the limit, the aim and the verdict', () => {
  const [, , line] = table([startup(0.4)]).split('\n');
  assert.equal(
    line,
    '| script text to the first `Api`, against the original SDK, Chromium | 12.0 ms | 30.0 ms | ' +
      '0.40 × (0.40 to 0.40) | 0.50 × | 0.30 × | within |',
  );
});

test('the picture has a bar for each figure that has a limit', () => {
  const svg = picture([startup(0.2), startup(0.3, 'firefox')]);
  assert.match(svg, />against the original SDK, Chromium</);
  assert.doesNotMatch(svg, /Firefox/);
});
