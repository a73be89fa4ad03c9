// Loads the wasm, and recovers after a trap. How it works:
//
// - Nothing runs at import. The first `new Api()` compiles the wasm synchronously; where a browser does
//   not allow that, `await init()` compiles it asynchronously.
// - The build turns the generated glue into a function, which creates one closure for each instance of
//   the wasm. A trap leaves the memory of an instance in an unknown state. Then a new instance takes
//   over, and callbacks of the old one that the browser still holds do nothing.
import glue from './generated/glue.js';
import { SDKError } from './errors.js';
import { rejectAll } from './pending.js';
import { advice, bytes, file, loadTwin, twin as inside } from '#source';

/**
 * @typedef {{ Api: any, dead: boolean }} Instance
 */

/** The wasm, once it is compiled. @type {WebAssembly.Module | undefined} */
let compiled;

/** Runs instead of the wasm, if it is loaded. */
let twin = inside;

/** What error messages suggest if WebAssembly cannot run here. */
const instead = advice || "import 'xsolla-login-wasm/js'";

/** @type {Instance | undefined} */
let live;

/** @type {Promise<void> | undefined} */
let loading;

/** The smallest wasm: the eight bytes that every wasm begins with. */
const NOTHING = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0];

/** What prevents WebAssembly from running here; `''` if nothing does. @type {string | undefined} */
let obstacle;

const look = () => {
  if (typeof globalThis.WebAssembly?.Module !== 'function') {
    return 'WebAssembly is not available here';
  }
  try {
    // Under a policy that forbids WebAssembly, WebKit compiles but refuses to instantiate.
    new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(...NOTHING)));
    return '';
  } catch {
    return "WebAssembly is not allowed here; under a Content-Security-Policy, script-src needs 'wasm-unsafe-eval'";
  }
};

/** Tries only once, since a policy reports each try. */
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
  new SDKError('the wasm failed; the next call restarts it', { kind: 'internal' });

/** @param {Instance} instance */
const bury = (instance) => {
  instance.dead = true;
  if (live === instance) {
    live = undefined;
    // If synchronous instantiation is not allowed, `init()` creates the next instance.
    loading = undefined;
  }
  rejectAll(failed);
};

/**
 * Returns the exports of an instance, with a guard around each function. The generated code never throws through
 * an export (it throws after the export has returned). So an exception from an export is a trap, or has skipped
 * destructors of the wasm, which is just as bad.
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
      // The generated code reads this as 0, or as a list of results without an error. So it returns
      // quietly, even if the browser called it.
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
 * Returns the instance that serves the calls. If there is none, starts one synchronously.
 * @returns {Instance}
 * @throws {SDKError} `environment` if that is not possible here
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
 * Returns the brand of a value. Edge runtimes and frames pass objects of other realms, for which `instanceof` is
 * false.
 * @param {unknown} value
 */
const brand = (value) => toString.call(value).slice('[object '.length, -1);

/**
 * @param {any} given what `init` was given
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
    // Compiled while it downloads, which browsers only do with this content type.
    if (given.headers.get('content-type') === 'application/wasm') {
      return WebAssembly.compileStreaming(given);
    }
    given = await given.arrayBuffer();
  }
  // With `globalThis`: Next.js refuses to build an edge route that contains a bare `WebAssembly.compile`.
  return brand(given) === 'WebAssembly.Module' ? given : globalThis.WebAssembly.compile(given);
};

/** Loads the twin. @param {string} found what prevents WebAssembly from running */
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
  // A compiled module also runs where compiling is not allowed, as on edge runtimes.
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
 * Loads the wasm asynchronously, once: later calls return the same promise, unless it has rejected or the wasm has
 * trapped since. If WebAssembly is missing or forbidden, loads the twin instead.
 *
 * @param {unknown} [input] what to load: the bytes, a `WebAssembly.Module`, a URL, a
 *   `Response`, or a promise of one of them. If omitted, the wasm of this package.
 * @returns {Promise<void>} rejects with an `SDKError` of kind `environment` if the package cannot be started, for
 *   example because the input cannot be compiled, and with kind `network` if a file cannot be fetched
 */
export const init = (input) =>
  (loading =
    loading ||
    (live ? Promise.resolve() : load(input)).catch((error) => {
      loading = undefined;
      throw error;
    }));
