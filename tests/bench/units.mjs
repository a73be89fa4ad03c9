// Numbers as people read them.

const KIB = 1024;

/** What each unit looks like, with what it is measured in: bytes or milliseconds. */
export const UNITS = {
  bytes: (/** @type {number} */ value) => `${(value / 1000).toFixed(1)} kB`,
  kibibytes: (/** @type {number} */ value) => `${value / KIB} KiB`,
  milliseconds: (/** @type {number} */ value) => `${value.toFixed(value < 1 ? 2 : 1)} ms`,
  microseconds: (/** @type {number} */ value) => `${(value * 1000).toFixed(0)} µs`,
};

/** @param {number} value */
export const times = (value) => `${value.toFixed(2)} ×`;
