// Formats numbers for readers.

const KIB = 1024;

/** Formats a value in each unit. Sizes are passed in bytes, times in milliseconds. */
export const UNITS = {
  bytes: (/** @type {number} */ value) => `${(value / 1000).toFixed(1)} kB`,
  kibibytes: (/** @type {number} */ value) => `${value / KIB} KiB`,
  milliseconds: (/** @type {number} */ value) => `${value.toFixed(value < 1 ? 2 : 1)} ms`,
  microseconds: (/** @type {number} */ value) => `${(value * 1000).toFixed(0)} µs`,
};

/** @param {number} value */
export const times = (value) => `${value.toFixed(2)} ×`;
