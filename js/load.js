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
import { advice, bytes, file, loadTwin, twin as inside } from '#source';

/**
 * The same code as JavaScript: makes an instance, as `WebAssembly.Instance` does.
 * @typedef {(imports: WebAssembly.Imports) => { exports: WebAssembly.Exports }} Twin
 */

/**
 * @typedef {{ Api: any, dead: boolean }} Instance
 */

/** The wasm, once it is compiled. @type {WebAssembly.Module | undefined} */
let compiled;

/** Runs instead of the wasm, if there is one. */
let twin = inside;

/** What to use where the twin cannot be loaded. */
const instead = advice || "import 'xsolla-login-wasm/js'";

/** @type {Instance | undefined} */
let live;

/** @type {Promise<void> | undefined} */
let loading;

/** The smallest wasm: the first eight bytes of any. */
const NOTHING = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** What keeps WebAssembly from being compiled here; `''` where nothing does. @type {string | undefined} */
let obstacle;

const look = () => {
  if (typeof globalThis.WebAssembly?.Module !== 'function') {
    return 'WebAssembly is not available here';
  }
  try {
    // Under a policy that forbids WebAssembly, WebKit compiles and refuses the instance.
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(...NOTHING)));
    return '';
  } catch {
    return "WebAssembly is not allowed here; under a Content-Security-Policy, script-src needs 'wasm-unsafe-eval'";
  }
};

/** Looks once, since a policy reports each try. */
const findObstacle = () => (obstacle ??= look());

/** @param {unknown} cause */
const nameOf = (cause) => (cause instanceof Error ? cause.name : undefined);

/**
 * @param {string} message
 * @param {unknown} [cause]
 */
const environment = (message, cause) =>
  new SDKError(message, { kind: 'environment', cause: nameOf(cause) });

/** @param {unknown} cause */
const unfetched = (cause) =>
  new SDKError('the wasm could not be fetched', { kind: 'network', cause: nameOf(cause) });

export const failed = () =>
  new SDKError('the wasm failed; the next call starts it anew', { kind: 'internal' });

/** @param {Instance} instance */
const bury = (instance) => {
  instance.dead = true;
  if (live === instance) {
    live = undefined;
    // Where nothing may be instantiated on the spot, `init()` makes the next one.
    loading = undefined;
  }
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
  const found = !twin && findObstacle();
  if (found) {
    throw environment(
      `${found}. Call \`await init()\` first, which loads this package as JavaScript, or ${instead}.`,
    );
  }
  try {
    const { instance, generated } = started();
    const imports = generated.imports();
    if (!twin) compiled ||= new WebAssembly.Module(/** @type {any} */ (bytes?.()));
    generated.start(
      twin ? twin(imports) : new WebAssembly.Instance(/** @type {any} */ (compiled), imports),
    );
    return (live = instance);
  } catch (cause) {
    throw environment(
      twin
        ? 'this package could not be started here'
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
 * @param {any} given what `init` takes
 * @returns {Promise<WebAssembly.Module>}
 */
const moduleOf = async (given) => {
  if (['String', 'URL', 'Request'].includes(brand(given))) {
    given = await fetch(given).catch((cause) => {
      throw unfetched(cause);
    });
  }
  if (brand(given) === 'Response') {
    if (!given.ok) throw unfetched(undefined);
    // Compiled while it arrives, where the type is the one that browsers ask for.
    if (given.headers.get('content-type') === 'application/wasm') {
      return WebAssembly.compileStreaming(given);
    }
    given = await given.arrayBuffer();
  }
  // With its global: Next.js refuses to build an edge route that contains `WebAssembly.compile` alone.
  return brand(given) === 'WebAssembly.Module' ? given : globalThis.WebAssembly.compile(given);
};

/** Loads the twin, where something keeps any wasm from running. @param {string} found */
const loadedTwin = async (found) => {
  try {
    return await loadTwin?.();
  } catch (cause) {
    if (cause instanceof SDKError) throw cause;
    throw new SDKError(
      `${found}, and this package as JavaScript did not load. To have it inside, ${instead}.`,
      { kind: 'network', cause: nameOf(cause) },
    );
  }
};

/** @param {any} input */
const load = async (input) => {
  const { instance, generated } = started();
  const imports = generated.imports();
  /** @type {unknown} */
  let failure;
  const given = await Promise.resolve(input).catch((error) => (failure = error));
  // A compiled module also runs where nothing may be compiled, as on edge runtimes.
  if (!twin && !compiled && brand(given) !== 'WebAssembly.Module') {
    const found = findObstacle();
    if (found) twin = await loadedTwin(found);
  }
  try {
    if (failure && !twin) throw failure;
    if (twin) {
      generated.start(twin(imports));
    } else {
      const module = compiled || (await moduleOf(given || bytes?.() || (await file?.())));
      generated.start(await WebAssembly.instantiate(module, imports));
      compiled = module;
    }
    live ||= instance;
  } catch (cause) {
    if (cause instanceof SDKError) throw cause;
    throw failure instanceof TypeError
      ? unfetched(failure)
      : environment('this package could not be started here', cause);
  }
};

/**
 * Loads the wasm asynchronously, once; a later call gives the same promise. Where WebAssembly is missing or
 * forbidden, it loads the twin instead.
 *
 * @param {unknown} [input] what to load: the bytes, a `WebAssembly.Module`, an address, a
 *   `Response`, or a promise of one of them. Left out: the wasm of this package.
 * @returns {Promise<void>} rejects with `SDKError` `environment` if what was given cannot be compiled,
 *   `network` where what has to be fetched does not come
 */
export const init = (input) =>
  (loading =
    loading ||
    (live ? Promise.resolve() : load(input)).catch((error) => {
      loading = undefined;
      throw error;
    }));
