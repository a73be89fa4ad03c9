// How often a call crosses from the wasm to JavaScript, which is what takes its time:
// `node tests/package/crossings.mjs` prints it for every recorded call.
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** The most that a call with one request may need. */
export const MOST = 15;

const file = (path) => new URL(path, import.meta.url);

/** Counts what the wasm imports and calls, in instances that are made from now on. */
const counter = () => {
  const count = { crossings: 0, judged: 0 };
  const { Instance } = WebAssembly;
  const counted = (f) =>
    function (...args) {
      count.crossings++;
      return f.apply(this, args);
    };
  WebAssembly.Instance = function (module, imports) {
    const wrapped = {};
    for (const [name, functions] of Object.entries(imports)) {
      wrapped[name] = Object.fromEntries(
        Object.entries(functions).map(([name, f]) => [name, counted(f)]),
      );
    }
    const { exports } = new Instance(module, wrapped);
    const judge = (...args) => {
      count.judged++;
      return exports.api_judge(...args);
    };
    return { exports: { ...exports, api_judge: judge } };
  };
  return count;
};

/** `{ id, crossings, requests }` of each recorded call that sends something. */
export const crossings = async () => {
  const calls = JSON.parse(await readFile(file('../wire/wire-vectors.json'), 'utf8'));
  const { Instance } = WebAssembly;
  const { fetch } = globalThis;
  const count = counter();
  const { Api } = await import(file('../../pkg/dist/xsolla-login.mjs'));
  globalThis.fetch = async () => new Response('{"login_url":"https://game.example/?code=1"}');
  const counts = [];
  for (const { id, config, call, args } of calls) {
    const api = new Api(config);
    // An axios token of the recordings is a controller here.
    const given = JSON.parse(JSON.stringify(args), (_, value) =>
      value?.$axiosCancelToken ? new AbortController() : value,
    );
    Object.assign(count, { crossings: 0, judged: 0 });
    try {
      await api[call](...given);
    } catch {
      // Without a page some cannot end well; they cross all the same.
    }
    if (count.judged) counts.push({ id, crossings: count.crossings, requests: count.judged });
  }
  WebAssembly.Instance = Instance;
  globalThis.fetch = fetch;
  return counts;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const { id, crossings: times, requests } of await crossings()) {
    console.log(`${id}: ${times}${requests > 1 ? ` with ${requests} requests` : ''}`);
  }
}
