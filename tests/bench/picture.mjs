// Draws the figures for the documentation: a bar for each ratio, with its limit and its aim.

import { FIGURES, verdict } from './figures.mjs';
import { NAMES, titleOf } from './table.mjs';
import { times, UNITS } from './units.mjs';

const WIDTH = 880;
const MARGIN = 20;
const TOP = 104;
const ROW = 42;
const BAR = 14;

/** Columns from left to right: names, bars, numbers. */
const BARS = 300;
const BARS_WIDTH = 396;
const NUMBERS = BARS + BARS_WIDTH + 16;

/** Pages are light or dark. They show the file as an image, so it must adapt by itself. */
const STYLE = `
  text { font: 13px system-ui, -apple-system, 'Segoe UI', sans-serif; fill: #1f2328; }
  .title { font-size: 16px; font-weight: 600; }
  .small { font-size: 12px; fill: #59636e; }
  .middle { text-anchor: middle; }
  .ratio { font-weight: 600; }
  .track { fill: #eff2f5; }
  .aim { fill: #1a7f6b; }
  .within { fill: #3e78c9; }
  .over { fill: #c93c37; }
  .spread { stroke: #1f2328; stroke-width: 1.5; stroke-opacity: 0.7; }
  .one { stroke: #59636e; stroke-dasharray: 3 3; }
  .most { stroke: #c93c37; stroke-width: 2; }
  .wish { stroke: #1a7f6b; stroke-width: 2; }
  @media (prefers-color-scheme: dark) {
    text { fill: #e6edf3; }
    .small { fill: #9198a1; }
    .track { fill: #212830; }
    .aim { fill: #35b79b; }
    .within { fill: #6ca4f2; }
    .over { fill: #f0716b; }
    .spread { stroke: #e6edf3; }
    .one { stroke: #9198a1; }
    .most { stroke: #f0716b; }
    .wish { stroke: #35b79b; }
  }`;

/** @type {Record<string, string>} */
const CLASSES = { 'aim reached': 'aim', within: 'within', over: 'over' };

/** @type {Record<string, string>} */
const WORDS = { 'aim reached': 'aim reached', within: 'within the limit', over: 'over the limit' };

const escaped = (/** @type {unknown} */ text) =>
  String(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('`', '');

/** @param {number} x @param {number} y @param {string} kind @param {unknown} content */
const text = (x, y, kind, content) =>
  `<text x="${x}" y="${y}" class="${kind}">${escaped(content)}</text>`;

/** @param {number} x @param {number} y @param {string} kind @param {number} width */
const bar = (x, y, kind, width) =>
  `<rect x="${x}" y="${y}" width="${width.toFixed(1)}" height="${BAR}" rx="2" class="${kind}"/>`;

/** @param {string} kind @param {number} x @param {number} y1 @param {number} y2 */
const upright = (kind, x, y1, y2) =>
  `<line x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="${y1}" y2="${y2}" class="${kind}"/>`;

/** @param {number} x1 @param {number} x2 @param {number} y */
const level = (x1, x2, y) =>
  `<line x1="${x1.toFixed(1)}" x2="${x2.toFixed(1)}" y1="${y}" y2="${y}" class="spread"/>`;

/**
 * Returns an SVG of the figures that have a bar and limits.
 *
 * @param {import('./figures.mjs').Measured[]} all
 */
export function picture(all) {
  const order = Object.keys(FIGURES);
  const drawn = all
    .filter((measured) => FIGURES[measured.figure].drawn && verdict(measured))
    .toSorted((a, b) => order.indexOf(a.figure) - order.indexOf(b.figure));
  const ends = drawn.flatMap(({ figure, ratio }) => [FIGURES[figure].atMost ?? 0, ratio.high]);
  // A round number greater than all that is drawn.
  const end = Math.ceil(Math.max(1, ...ends) * 5.1) / 5;
  const at = (/** @type {number} */ ratio) => BARS + (ratio / end) * BARS_WIDTH;
  const bottom = TOP + drawn.length * ROW;
  const height = bottom + 8;

  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-labelledby="title">`,
    `<title id="title">${escaped(described(drawn))}</title>`,
    `<style>${STYLE}\n</style>`,
    text(MARGIN, 30, 'title', 'How much of what it is compared with: shorter is better'),
    ...legend(),
    text(at(1), TOP - 10, 'small middle', '1.0 ×'),
    ...drawn.flatMap((measured, index) => row(measured, TOP + index * ROW, at)),
    upright('one', at(1), TOP - 4, bottom - 8),
    '</svg>',
  ];
  return parts.join('\n') + '\n';
}

/**
 * Draws one figure: its name, the bar with its marks, and its numbers.
 *
 * @param {import('./figures.mjs').Measured} measured
 * @param {number} y
 * @param {(ratio: number) => number} at
 */
function row(measured, y, at) {
  const { figure, engine, ours, other, ratio } = measured;
  const { atMost, aim, unit, against, drawn } = FIGURES[figure];
  const shown = UNITS[unit];
  const top = y + 9;
  const parts = [
    text(MARGIN, y + 13, '', drawn),
    text(MARGIN, y + 29, 'small', [`against ${against}`, NAMES[engine]].filter(Boolean).join(', ')),
    bar(BARS, top, 'track', BARS_WIDTH),
    bar(BARS, top, CLASSES[verdict(measured)], at(ratio.median) - BARS),
    upright('wish', at(aim), top - 4, top + BAR + 4),
    upright('most', at(atMost), top - 4, top + BAR + 4),
    text(NUMBERS, y + 13, 'ratio', times(ratio.median)),
    text(NUMBERS, y + 29, 'small', `${shown(ours)} against ${shown(other)}`),
  ];
  if (ratio.rounds > 1) parts.push(level(at(ratio.low), at(ratio.high), top + BAR / 2));
  return parts;
}

/** Draws the legend: what the colours and marks mean. */
function legend() {
  const y = 58;
  const middle = y - 4;
  let x = MARGIN;
  const entry = (
    /** @type {string} */ mark,
    /** @type {number} */ width,
    /** @type {string} */ word,
  ) => {
    const label = text(x + width + 8, y, 'small', word);
    x += width + 8 + word.length * 6.2 + 20;
    return mark + label;
  };
  return [
    ...['aim reached', 'within', 'over'].map((word) =>
      entry(bar(x, middle - BAR / 2, CLASSES[word], 20), 20, WORDS[word]),
    ),
    entry(upright('wish', x + 1, y - 13, y + 5), 2, 'aim'),
    entry(upright('most', x + 1, y - 13, y + 5), 2, 'at most'),
    entry(level(x, x + 24, middle), 24, 'half of the rounds'),
  ];
}

/** The text for screen readers. @param {import('./figures.mjs').Measured[]} drawn */
const described = (drawn) =>
  drawn.map((measured) => `${titleOf(measured)}: ${times(measured.ratio.median)}`).join('; ');
