// Compares the size of the package on the wire with budget.json. `cargo xtask size` runs it.
//
// `node tests/package/budget.mjs --write` sets the budget to the current size plus 2 %.
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { weigh } from './size.mjs';

const BUDGET = new URL('budget.json', import.meta.url);
const UNITS = ['raw', 'gzip', 'brotli'];
const MARGIN = 1.02;

/** The files of dist/ that each use of the package loads, each in a response of its own. */
const USES = {
  script: ['xsolla-login.script.js'],
  module: ['xsolla-login.mjs'],
  slim: ['xsolla-login.slim.mjs', 'xsolla-login.wasm'],
  wasm: ['xsolla-login.wasm'],
  js: ['xsolla-login.js.script.js'],
  react: ['react.mjs'],
  twin: ['xsolla-login.twin.js'],
};

/** The figures that have a budget; the others follow from these. */
const LIMITED = {
  script: ['gzip', 'brotli'],
  module: ['brotli'],
  slim: ['brotli'],
  wasm: ['brotli'],
  js: ['brotli'],
  react: ['brotli'],
  twin: ['brotli'],
};

/** Resolves to the bytes of each use, as `{ script: { raw, gzip, brotli }, … }`. */
export async function measure() {
  const file = (name) => fileURLToPath(new URL(`../../pkg/dist/${name}`, import.meta.url));
  const measured = {};
  for (const [use, names] of Object.entries(USES)) {
    const weights = await Promise.all(names.map((name) => weigh(file(name))));
    const sum = (unit) => weights.reduce((bytes, weight) => bytes + weight[unit], 0);
    measured[use] = Object.fromEntries(UNITS.map((unit) => [unit, sum(unit)]));
  }
  return measured;
}

/** Resolves to the budget, as `{ script: { gzip, brotli }, … }`. */
export const read = async () => JSON.parse(await readFile(BUDGET, 'utf8'));

/** Returns a message for each figure that is over its budget, or has none. */
export function over(measured, budget) {
  const found = [];
  for (const [use, units] of Object.entries(LIMITED)) {
    for (const unit of units) {
      const [bytes, most] = [measured[use][unit], budget[use]?.[unit]];
      // Not `bytes > most`, which is false if the limit is missing.
      if (bytes <= most) continue;
      const by = most === undefined ? 'no limit' : `${bytes - most} over ${most}`;
      found.push(`${use}, ${unit}: ${bytes} bytes, ${by}; cargo xtask size says where they are`);
    }
  }
  return found;
}

async function write(measured) {
  const budget = {};
  for (const [use, units] of Object.entries(LIMITED)) {
    const limits = units.map((unit) => [unit, Math.floor(measured[use][unit] * MARGIN)]);
    budget[use] = Object.fromEntries(limits);
  }
  await writeFile(BUDGET, `${JSON.stringify(budget, null, 2)}\n`);
}

function print(measured, budget) {
  const row = (cells) => {
    const columns = cells.map((cell) => String(cell).padEnd(18));
    console.log(columns.join('').trimEnd());
  };
  console.log('On the wire, in bytes, and what the budget allows');
  row(['', 'raw', 'gzip -9', 'brotli -q 11']);
  for (const [use, weights] of Object.entries(measured)) {
    const figure = (unit) => {
      const most = budget[use]?.[unit];
      return most === undefined ? weights[unit] : `${weights[unit]} of ${most}`;
    };
    row([use, ...UNITS.map(figure)]);
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const measured = await measure();
  if (process.argv.includes('--write')) await write(measured);
  const budget = await read();
  print(measured, budget);
  const found = over(measured, budget);
  for (const line of found) console.error(`over budget: ${line}`);
  process.exitCode = found.length ? 1 : 0;
}
