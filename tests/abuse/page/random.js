/** A small seeded generator (mulberry32) of numbers from 0 up to 1. */
export const random = (seed) => () => {
  seed = (seed + 0x6d2b79f5) | 0;
  let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
};

/** Returns the items in random order (Fisher and Yates). */
export const shuffled = (items, dice) => {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const j = Math.floor(dice() * (i + 1));
    [result[i], result[j]] = [result[j], result[i]];
  }
  return result;
};
