// The order in which the sides take turns.

/**
 * Returns the sides in the order of this turn. The order is rotated each turn and reversed after a
 * full rotation, so that no side has a better place and none always follows the same one.
 *
 * @template T
 * @param {T[]} sides
 * @param {number} turn
 */
export const order = (sides, turn) => {
  const first = turn % sides.length;
  const turned = [...sides.slice(first), ...sides.slice(0, first)];
  return Math.floor(turn / sides.length) % 2 ? turned.reverse() : turned;
};
