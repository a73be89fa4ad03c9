// Who comes after whom, in turns.

/**
 * The order of one turn: another one each time, there and back, so that none has the better place and
 * none always follows the same one.
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
