// The figures as a Markdown table.

import { FIGURES, verdict } from './figures.mjs';
import { times, UNITS } from './units.mjs';

const HEAD = ['figure', 'ours', 'the other', 'ratio', 'at most', 'aim', 'verdict'];
const NONE = '–';

/** The display names of the engines. @type {Record<string, string>} */
export const NAMES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' };

/** @param {import('./figures.mjs').Measured} measured */
export const titleOf = ({ figure, engine }) => {
  const { title, against } = FIGURES[figure];
  const compared = against ? `${title}, against ${against}` : title;
  return engine ? `${compared}, ${NAMES[engine]}` : compared;
};

/** @param {import('./statistics.mjs').Spread} ratio */
const ratioOf = ({ median, low, high, rounds }) =>
  rounds > 1 ? `${times(median)} (${low.toFixed(2)} to ${high.toFixed(2)})` : times(median);

/** @param {import('./figures.mjs').Measured} measured */
function row(measured) {
  const { unit, atMost, aim, against } = FIGURES[measured.figure];
  const { ours, other, ratio } = measured;
  const shown = UNITS[unit];
  const said = verdict(measured);
  const limit = (/** @type {number | undefined} */ value) =>
    said === undefined || value === undefined ? NONE : against ? times(value) : shown(value);
  return [
    titleOf(measured),
    shown(ours),
    other === undefined ? NONE : shown(other),
    ratio ? ratioOf(ratio) : NONE,
    limit(atMost),
    limit(aim),
    said ?? NONE,
  ];
}

/**
 * Returns the table, in the order of `FIGURES`, then of the engines.
 *
 * @param {import('./figures.mjs').Measured[]} all
 */
export function table(all) {
  const order = Object.keys(FIGURES);
  const sorted = all.toSorted((a, b) => order.indexOf(a.figure) - order.indexOf(b.figure));
  return [HEAD, HEAD.map(() => '---'), ...sorted.map(row)]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
