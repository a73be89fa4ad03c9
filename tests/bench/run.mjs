// Measures the built package against the original SDK: `node tests/bench/run.mjs [part…] [engine…]
// [--quick]`. The default is all parts in all engines. `--quick` takes few rounds, to try it out.
//
// It prints a table, and writes the results and a picture. A complete run writes results.json and
// docs/pictures/benchmark.svg; any other run writes to target/bench/. The exit code is 1 if a figure
// is over its limit.

import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { fileURLToPath } from 'node:url';

import { format } from 'prettier';

import { ENGINES } from '../engines.mjs';
import { calls } from './calls.mjs';
import { verdict } from './figures.mjs';
import { growth } from './growth.mjs';
import { loopback } from './loopback.mjs';
import { memory } from './memory.mjs';
import { startServer } from './page.mjs';
import { picture } from './picture.mjs';
import { sizes } from './sizes.mjs';
import { importing, startup } from './startup.mjs';
import { table } from './table.mjs';

/** What is measured in a browser, and in which engines. */
const PARTS = {
  startup: { measure: startup, engines: ENGINES },
  import: { measure: importing, engines: ENGINES },
  call: { measure: calls, engines: ENGINES },
  loopback: { measure: loopback, engines: ['chromium'] },
  memory: { measure: memory, engines: ['chromium'] },
  growth: { measure: growth, engines: ['chromium'] },
};

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const named = words.filter((word) => word !== '--quick');
const known = ['size', ...Object.keys(PARTS), ...ENGINES];
const unknown = named.find((word) => !known.includes(word));
if (unknown) throw new Error(`${unknown} is neither part nor engine: there are ${known}`);

const engines = ENGINES.filter((engine) => named.includes(engine));
const parts = named.filter((word) => !ENGINES.includes(word));
const wanted = (/** @type {string} */ part) => !parts.length || parts.includes(part);

const note = (/** @type {string} */ text) => console.error(`bench: ${text}`);

/** @type {import('./figures.mjs').Measured[]} */
const measured = [];
const browsers = {};
const clockSteps = {};

if (wanted('size')) {
  note('size');
  measured.push(...(await sizes()));
}
const server = await startServer();
for (const engine of engines.length ? engines : ENGINES) await inEngine(engine);
server.close();

const environment = {
  date: new Date().toISOString().slice(0, 10),
  ...(await versions()),
  node: process.version,
  ...browsers,
  platform: `${process.platform} ${process.arch}`,
  processors: `${availableParallelism()} × ${cpus()[0]?.model.trim()}`,
  clockSteps,
};
const results = { environment, measured: measured.map(judged) };
await keep(results);
console.log(`\n${table(measured)}\n`);
console.log(told(environment));

const over = results.measured.filter(({ verdict }) => verdict === 'over');
if (over.length) {
  console.log(`over the limit: ${over.length} of ${measured.length}`);
  process.exitCode = 1;
}

/** Measures the wanted parts in one engine. @param {string} engine */
async function inEngine(engine) {
  const here = Object.entries(PARTS).filter(
    ([part, { engines }]) => wanted(part) && engines.includes(engine),
  );
  if (!here.length) return;
  const { launch } = await import(`../browser/driver/${engine}.mjs`);
  // In WebKit, each measured page gets a new session.
  const browser = await launch({ full: engine === 'webkit' });
  try {
    browsers[engine] = browser.version;
    const place = { engine, browser, server, quick };
    for (const [part, { measure }] of here) {
      note(`${part}, ${browser.version}`);
      measured.push(...(await measure(place)));
    }
    if (place.clockStep) clockSteps[engine] = `${(place.clockStep * 1000).toFixed(0)} µs`;
  } finally {
    await browser.close();
  }
}

/** The versions of both packages. */
async function versions() {
  const of = async (/** @type {string} */ folder) => {
    const manifest = new URL(`../../${folder}/package.json`, import.meta.url);
    const { name, version } = JSON.parse(await readFile(manifest, 'utf8'));
    return `${name} ${version}`;
  };
  return { ours: await of('pkg'), original: await of('node_modules/@xsolla/login-sdk') };
}

/** @param {import('./figures.mjs').Measured} measured */
function judged(measured) {
  return { ...measured, verdict: verdict(measured) ?? null };
}

/** @param {Record<string, any>} environment */
function told({ clockSteps, date, ...rest }) {
  const steps = Object.entries(clockSteps).map(([engine, step]) => `${engine} ${step}`);
  const clock = steps.length ? [`step of the clock: ${steps.join(', ')}`] : [];
  return [`Measured on ${date}`, ...Object.values(rest), ...clock].join('; ') + '.';
}

/** Rounds to 7 digits: no clock is more precise. @param {string} name @param {unknown} value */
function rounded(name, value) {
  return typeof value === 'number' ? Number(value.toPrecision(7)) : value;
}

/** Writes the results. Only a complete run overwrites the committed files. */
async function keep(/** @type {typeof results} */ results) {
  const whole = !quick && !named.length;
  const folder = new URL(whole ? './' : '../../target/bench/', import.meta.url);
  await mkdir(folder, { recursive: true });
  const json = await format(JSON.stringify(results, rounded), { parser: 'json', printWidth: 100 });
  await writeFile(fileURLToPath(new URL('results.json', folder)), json);
  const drawn = whole ? '../../docs/pictures/benchmark.svg' : '../../target/bench/benchmark.svg';
  await writeFile(fileURLToPath(new URL(drawn, import.meta.url)), picture(measured));
}
