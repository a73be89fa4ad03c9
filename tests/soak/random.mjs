// Random numbers that are the same for the same seed.

/** Creates a generator of numbers from 0 up to 1 (mulberry32). */
export const chance = (seed) => {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    next,
    /** Returns an integer from `from` to `to`, both included. */
    between: (from, to) => from + Math.floor(next() * (to - from + 1)),
    /** Returns an element of a list. */
    of: (list) => list[Math.floor(next() * list.length)],
    /** Returns a key of an object, weighted by its value. */
    weighted: (weights) => {
      const entries = Object.entries(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      return (entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1))[0];
    },
  };
};
