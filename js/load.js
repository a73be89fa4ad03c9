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
import { source } from '#source';

/**
 * Makes an instance: of the wasm, or of its twin, the same code as JavaScript.
 * @typedef {(imports: WebAssembly.Imports) => { exports: WebAssembly.Exports }} Make
 */

/**
 * What an entry has: the bytes of the wasm, or where it lies; and the twin, at once or to be loaded. Without a
 * prototype, on which a page may have put one of these names.
 * @typedef {{ __proto__: null, bytes?: () => BufferSource, file?: () => Promise<unknown>, twin?: () => Promise<Make>,
 *   make?: Make }} Source
 */

/**
 * @typedef {{ Api: any, dead: boolean }} Instance
 */

/** Made once it is known how. */
let make = source.make;

/** @type {Instance | undefined} */
let live;

/** @type {Promise<void> | undefined} */
let loading;

/** The smallest wasm: the first eight bytes of any. */
const NOTHING = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** What keeps any wasm from running here; `undefined` where nothing does. */
const obstacle = () => {
  if (typeof globalThis.WebAssembly?.Module !== 'function') {
    return 'WebAssembly is not available here';
  }
  try {
    // WebKit compiles where a policy forbids WebAssembly, but makes no instance.
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(...NOTHING)));
  } catch {
    return "WebAssembly is not allowed here: the Content-Security-Policy lacks 'wasm-unsafe-eval' in script-src";
  }
};

/**
 * @param {string} message
 * @param {unknown} cause
 */
const environment = (message, cause) =>
  new SDKError(message, {
    kind: 'environment',
    cause: cause instanceof Error ? cause.name : undefined,
  });

/** @param {WebAssembly.Module} module @returns {Make} */
const maker = (module) => (imports) => new WebAssembly.Instance(module, imports);

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
    const bytes = make || source.bytes?.();
    if (!bytes) throw undefined;
    const made = make || maker(new WebAssembly.Module(/** @type {BufferSource} */ (bytes)));
    const { instance, generated } = started();
    generated.start(made(generated.imports()));
    make = made;
    return (live = instance);
  } catch (cause) {
    const found = obstacle();
    throw environment(
      found
        ? `${found}. Call \`await init()\` first, which loads this package as JavaScript, or import 'xsolla-login-wasm/js'.`
        : 'WebAssembly cannot be compiled synchronously here. Call `await init()` first.',
      cause,
    );
  }
};

const { toString } = Object.prototype;

/**
 * What a value is, by its brand: edge runtimes and frames give objects of other realms, which are no `instanceof`
 * the classes of this one.
 * @param {unknown} value
 */
const brand = (value) => toString.call(value).slice('[object '.length, -1);

/**
 * @param {any} input what `init` takes
 * @returns {Promise<WebAssembly.Module>}
 */
const moduleOf = async (input) => {
  let source = await input;
  if (['String', 'URL', 'Request'].includes(brand(source))) source = await fetch(source);
  if (brand(source) === 'Response') {
    if (!source.ok) throw new TypeError();
    // Compiled while it arrives, where the type is the one that browsers ask for.
    if (source.headers.get('content-type') === 'application/wasm') {
      return WebAssembly.compileStreaming(source);
    }
    source = await source.arrayBuffer();
  }
  // By its global: Next.js builds no edge route from code that says `WebAssembly.compile` alone.
  return brand(source) === 'WebAssembly.Module' ? source : globalThis.WebAssembly.compile(source);
};

/** Loads the twin, where `found` keeps any wasm from running. @param {string} found */
const loadTwin = async (found) => {
  const { twin } = source;
  if (!twin) throw environment(found + '.', undefined);
  try {
    return await twin();
  } catch (cause) {
    throw new SDKError(
      `${found}, and this package as JavaScript could not be fetched. Import 'xsolla-login-wasm/js', which has it inside.`,
      { kind: 'network', cause: cause instanceof Error ? cause.name : undefined },
    );
  }
};

/** @param {unknown} input */
const load = async (input) => {
  const { instance, generated } = started();
  const found = make ? undefined : obstacle();
  if (found) make = await loadTwin(found);
  if (make) {
    generated.start(make(generated.imports()));
  } else {
    try {
      const module = await moduleOf(input || source.bytes?.() || source.file?.());
      generated.start(await WebAssembly.instantiate(module, generated.imports()));
      make ||= maker(module);
    } catch (cause) {
      // An address that cannot be fetched is not a matter of what may be compiled.
      throw cause instanceof TypeError
        ? new SDKError('the wasm could not be fetched', { kind: 'network', cause: cause.name })
        : environment('The WebAssembly could not be compiled.', cause);
    }
  }
  live ||= instance;
};

/**
 * Loads the wasm asynchronously, once; a later call gives the same promise. Where WebAssembly is missing or
 * forbidden, it loads the twin instead.
 *
 * @param {unknown} [input] what to load: the bytes, a `WebAssembly.Module`, an address, a
 *   `Response`, or a promise of one of them. Left out: the wasm of this package.
 * @returns {Promise<void>} rejects with `SDKError` `environment` where what was given cannot be compiled,
 *   `network` where what has to be fetched does not come
 */
export const init = (input) =>
  (loading =
    loading ||
    (live ? Promise.resolve() : load(input)).catch((error) => {
      loading = undefined;
      throw error;
    }));
