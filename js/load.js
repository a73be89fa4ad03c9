// Loading the wasm, and living on when it fails. Why it is as it is:
//
// - Nothing runs at import: the wasm is compiled at the first `new Api()`, on the spot, or by
//   `await init()` where a browser does not allow that.
// - The generated glue is a function (the build makes it one) that gives one closure for each
//   instance of the wasm. So after a trap, which leaves an instance's memory in no known state, a
//   new one takes over, and what the browser still holds of the old one does nothing.
import glue from './generated/glue.js';
import { SDKError } from './errors.js';
import { rejectAll } from './pending.js';

/**
 * @typedef {{ Api: any, dead: boolean }} Instance
 */

/** Gives the bytes of the wasm; undefined in an entry that has none inside. */
let bytesInside = () => /** @type {BufferSource | undefined} */ (undefined);

/** Where the wasm lies, for an entry that has no bytes inside. */
let address = () => /** @type {URL | undefined} */ (undefined);

/** @type {WebAssembly.Module | undefined} */
let compiled;

/** @type {Instance | undefined} */
let live;

/** @type {Promise<void> | undefined} */
let loading;

/**
 * What an entry has to give.
 * @param {{ bytes?: () => BufferSource | undefined, url?: () => URL | undefined }} source
 */
export const provide = ({ bytes = bytesInside, url = address }) => {
  bytesInside = bytes;
  address = url;
};

/** @param {unknown} cause */
const notAllowed = (cause) =>
  new SDKError(
    'WebAssembly cannot be compiled here at once: call `await init()` first. Under a ' +
      "Content-Security-Policy nothing can be compiled unless script-src has 'wasm-unsafe-eval'.",
    { kind: 'environment', cause: cause instanceof Error ? cause.name : undefined },
  );

export const failed = () =>
  new SDKError('the wasm failed; the next call starts it anew', { kind: 'internal' });

/** @param {Instance} instance */
const bury = (instance) => {
  instance.dead = true;
  if (live === instance) live = undefined;
  rejectAll(failed);
};

/**
 * The exports of an instance, each with a guard. The generated code never throws through an export
 * (it throws after one has returned), so whatever comes out of one is a trap, or an exception that
 * skipped the wasm's destructors, which is as bad.
 * @param {WebAssembly.Exports} exports
 * @param {Instance} instance
 */
const guarded = (exports, instance) => {
  /** @param {Function} f */
  const guard =
    (f) =>
    (/** @type {unknown[]} */ ...args) => {
      if (!instance.dead) {
        try {
          return f(...args);
        } catch {
          bury(instance);
        }
      }
      // The generated code takes it for 0, or for a list of results without an error in it, and so
      // ends quietly even where the browser called it.
      return [];
    };
  return Object.fromEntries(
    Object.entries(exports).map(([name, value]) => [
      name,
      typeof value === 'function' ? guard(value) : value,
    ]),
  );
};

const started = () => {
  /** @type {Instance} */
  const instance = { Api: undefined, dead: false };
  /** @type {any} */
  const generated = glue((/** @type {WebAssembly.Exports} */ exports) =>
    guarded(exports, instance),
  );
  instance.Api = generated.Api;
  return { instance, generated };
};

/**
 * The instance that serves the calls; compiled on the spot if need be.
 * @returns {Instance}
 * @throws {SDKError} `environment`, where that is not allowed
 */
export const current = () => {
  if (live) return live;
  try {
    const bytes = bytesInside();
    if (!compiled && !bytes) throw undefined;
    const module = compiled || new WebAssembly.Module(/** @type {BufferSource} */ (bytes));
    const { instance, generated } = started();
    generated.start(new WebAssembly.Instance(module, generated.imports()));
    compiled = module;
    return (live = instance);
  } catch (cause) {
    throw notAllowed(cause);
  }
};

/**
 * @param {any} input what `init` takes
 * @returns {Promise<WebAssembly.Module>}
 */
const moduleOf = async (input) => {
  let source = await input;
  if (typeof source === 'string' || source instanceof URL) source = await fetch(source);
  if (typeof Response === 'function' && source instanceof Response) {
    if (!source.ok) throw new TypeError();
    // Compiled while it arrives, where the type is the one that browsers ask for.
    if (source.headers.get('content-type') === 'application/wasm') {
      return WebAssembly.compileStreaming(source);
    }
    source = await source.arrayBuffer();
  }
  return source instanceof WebAssembly.Module ? source : WebAssembly.compile(source);
};

/** @param {unknown} input */
const load = async (input) => {
  const { instance, generated } = started();
  try {
    const module = await moduleOf(input || bytesInside() || address());
    generated.start(await WebAssembly.instantiate(module, generated.imports()));
    compiled ||= module;
    live ||= instance;
  } catch (cause) {
    // An address that cannot be fetched is not a matter of leave to compile.
    throw cause instanceof TypeError
      ? new SDKError('the wasm could not be fetched', { kind: 'network', cause: cause.name })
      : notAllowed(cause);
  }
};

/**
 * Loads the wasm asynchronously, once; a later call gives the same promise.
 *
 * @param {unknown} [input] what to load: the bytes, a `WebAssembly.Module`, an address, a
 *   `Response`, or a promise of one of them. Left out: the wasm of this package.
 * @returns {Promise<void>} rejects with `SDKError` `environment` where WebAssembly is missing or
 *   may not be compiled, `network` where the address does not answer
 */
export const init = (input) =>
  (loading =
    loading ||
    (live ? Promise.resolve() : load(input)).catch((error) => {
      loading = undefined;
      throw error;
    }));
