// The median and the spread of many rounds.

/**
 * Returns the value below which `share` of the values lie, interpolated between two if needed.
 *
 * @param {number[]} values
 * @param {number} share from 0 to 1
 */
export const quantile = (values, share) => {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
};

/** @param {number[]} values */
export const median = (values) => quantile(values, 0.5);

/**
 * @typedef {object} Spread
 * @property {number} median
 * @property {number} low a quarter of the rounds lie below
 * @property {number} high a quarter of the rounds lie above
 * @property {number} rounds
 */

/** @param {number[]} values @returns {Spread} */
export const spread = (values) => ({
  median: median(values),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75),
  rounds: values.length,
});

/**
 * Compares two sides that were measured in the same rounds. The ratio is taken in each round, so
 * that whatever slows down the machine for a while slows down both sides of it.
 *
 * @param {number[]} ours
 * @param {number[]} others
 */
export const compare = (ours, others) => ({
  ours: median(ours),
  other: median(others),
  ratio: spread(ours.map((value, round) => value / others[round])),
});
