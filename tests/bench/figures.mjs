// What is measured, and the limit of each figure. Limits are defined nowhere else.

const ORIGINAL = 'the original SDK';
const WASM = 'the same with WebAssembly';
const HAND = 'hand-written `fetch` code';

const KIB = 1024;

/**
 * @typedef {object} Figure
 * @property {string} title
 * @property {string} [against] what our package is compared with, if anything
 * @property {keyof typeof import('./units.mjs').UNITS} unit
 * @property {number} [atMost] the limit: a ratio if `against` is set, otherwise bytes or milliseconds
 * @property {number} [aim] the target, in the same unit as `atMost`
 * @property {string[]} [limited] the engines that the limits apply to; all engines by default
 * @property {string} [drawn] the label of its bar in the picture; no label, no bar
 */

/** @type {Record<string, Figure>} */
export const FIGURES = {
  'script brotli': {
    title: 'script-tag file, brotli -q 11',
    against: ORIGINAL,
    unit: 'bytes',
    atMost: 1.15,
    aim: 1,
    drawn: 'script-tag file, brotli',
  },
  'script gzip': {
    title: 'script-tag file, gzip -9',
    against: ORIGINAL,
    unit: 'bytes',
    drawn: 'script-tag file, gzip',
  },
  'module brotli': {
    title: 'a Vite build of an app that signs in, brotli',
    against: ORIGINAL,
    unit: 'bytes',
    drawn: 'app built with Vite, brotli',
  },
  'slim brotli': {
    title: '`./slim`, wasm and module, brotli',
    against: ORIGINAL,
    unit: 'bytes',
    drawn: './slim, brotli',
  },
  'js brotli': {
    title: '`./js`, script-tag file, brotli',
    against: WASM,
    unit: 'bytes',
  },
  startup: {
    title: 'script text to the first `Api`',
    against: ORIGINAL,
    unit: 'milliseconds',
    atMost: 0.5,
    aim: 0.3,
    limited: ['chromium'],
    drawn: 'text to the first Api',
  },
  'js startup': {
    title: 'script text of `./js` to the first `Api`',
    against: WASM,
    unit: 'milliseconds',
  },
  'import module': {
    title: 'work done at import, module',
    unit: 'milliseconds',
    atMost: 1,
    limited: ['chromium'],
  },
  'import script': {
    title: 'work done at import, script-tag file',
    against: ORIGINAL,
    unit: 'milliseconds',
  },
  call: {
    title: "a call's own work",
    against: ORIGINAL,
    unit: 'microseconds',
    drawn: "a call's own work",
  },
  'call alike': {
    title: "a call's own work, stubs alike",
    against: ORIGINAL,
    unit: 'microseconds',
  },
  'call by hand': {
    title: "a call's own work",
    against: HAND,
    unit: 'microseconds',
    atMost: 2.2,
    aim: 1.3,
    limited: ['chromium'],
    drawn: "a call's own work",
  },
  'call by hand alike': {
    title: "a call's own work, stubs alike",
    against: HAND,
    unit: 'microseconds',
  },
  'js call': {
    title: "a call's own work, `./js`",
    against: WASM,
    unit: 'microseconds',
  },
  'call with a stack': {
    title: "a call's own work, with its stack captured",
    against: 'the same without',
    unit: 'microseconds',
  },
  control: {
    title: `control: ${HAND}`,
    against: 'itself',
    unit: 'microseconds',
  },
  loopback: {
    title: 'a call over loopback',
    against: 'a bare `fetch`',
    unit: 'microseconds',
    atMost: 1.08,
    aim: 1.02,
    drawn: 'a call over loopback',
  },
  'memory at start': {
    title: 'wasm memory after start',
    unit: 'kibibytes',
    atMost: 256 * KIB,
    aim: 128 * KIB,
  },
  'memory grown': {
    title: 'wasm memory that 100 000 calls add',
    unit: 'kibibytes',
    atMost: 0,
    aim: 0,
  },
  ...Object.fromEntries([10, 100, 1000].flatMap((calls) => growth(calls))),
};

/**
 * The figures for `calls` calls in flight: a call may cost at most 20 % more than with fewer.
 *
 * @param {number} calls
 * @returns {[string, Figure][]}
 */
function growth(calls) {
  const title = `a call with ${calls.toLocaleString('en').replace(',', ' ')} in flight`;
  const against = 'one with fewer';
  return [
    [`growth ${calls}`, { title, against, unit: 'microseconds', atMost: 1.2 }],
    [`growth ${calls} by hand`, { title: `${HAND}, ${title}`, against, unit: 'microseconds' }],
  ];
}

/**
 * The measured value of a figure.
 *
 * @typedef {object} Measured
 * @property {string} figure
 * @property {string} [engine]
 * @property {number} ours
 * @property {number} [other]
 * @property {import('./statistics.mjs').Spread} [ratio]
 */

/**
 * @param {Measured} measured
 * @returns {'aim reached' | 'within' | 'over' | undefined} `undefined` if there is no limit
 */
export const verdict = ({ figure, engine, ours, ratio }) => {
  const { atMost, aim, limited } = FIGURES[figure];
  if (atMost === undefined || (engine && limited && !limited.includes(engine))) return undefined;
  const value = ratio ? ratio.median : ours;
  if (aim !== undefined && value <= aim) return 'aim reached';
  return value <= atMost ? 'within' : 'over';
};
