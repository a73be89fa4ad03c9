// What the wasm asks of JavaScript where there is no safe binding: reads that a Proxy or a getter
// may turn into an exception, and one crossing in place of many. No rule of a call stands here.
// Functions that may throw are imported with `catch` in host.rs. Nothing is imported here: the test
// runner of wasm-bindgen serves each file by itself.

const has = Object.prototype.hasOwnProperty;

// Where a caller's own code may throw, it is caught here: for an exception in a function that gives
// a value, wasm-bindgen keeps a slot for the value that never came, and never frees it.

/** In place of a property that throws when it is read; no argument may be a symbol. */
const unreadable = Symbol();

/**
 * An own property, whatever the page has put on `Object.prototype`; a symbol where it throws.
 * @param {any} object
 * @param {string} key
 */
export const own = (object, key) => {
  try {
    return has.call(object, key) ? object[key] : undefined;
  } catch {
    return unreadable;
  }
};

/**
 * The same of anything at all.
 * @param {any} value
 * @param {string} name
 */
export const field = (value, name) => (Object(value) === value ? own(value, name) : undefined);

/**
 * A shallow copy that has nothing of `Object.prototype`: no name that a page has put there is found in
 * it, and none of its setters is called.
 * @param {object} [object]
 */
export const bare = (object) => Object.assign(Object.create(null), object);

/**
 * A copy of plain objects and arrays, everything else by reference.
 * @param {any} value
 * @param {object[]} above what contains it, to refuse cycles
 * @returns {any}
 */
const copy = (value, above = []) => {
  if (Object(value) !== value || typeof value === 'function') return value;
  if (above.includes(value)) throw new Error('cyclic');
  const inside = [...above, value];
  if (Array.isArray(value)) return Array.from(value, (item) => copy(item, inside));
  const prototype = Object.getPrototypeOf(value);
  // The second half: a plain object of another realm.
  if (prototype && Object.getPrototypeOf(prototype)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copy(item, inside)]));
};

/**
 * The own, enumerable properties of `options`, each read once: key, value, key, value, …
 * Undefined if there can be none.
 * @param {any} options
 */
export const entries = (options) => {
  if (Object(options) !== options || Array.isArray(options) || typeof options === 'function')
    return;
  return Object.entries(options).flatMap(([key, value]) => [key, copy(value, [options])]);
};

/** @param {unknown} value throws for a revoked Proxy */
export const isArray = (value) => Array.isArray(value);

/**
 * Defines a property; assigning it would call the setter that a page has put on
 * `Object.prototype`. For the same reason the descriptor inherits nothing.
 * @param {object} object
 * @param {PropertyKey} key
 * @param {unknown} value
 * @param {boolean} [enumerable]
 */
export const put = (object, key, value, enumerable = true) => {
  const descriptor = { __proto__: null, value, enumerable, writable: true, configurable: true };
  Object.defineProperty(object, key, descriptor);
};

/**
 * `object` with `key` replaced, or left out for `undefined`. The object has no prototype, so that
 * `__proto__` is a key like any other.
 * @param {object} object
 * @param {string} key
 * @param {unknown} value
 */
export const replaced = (object, key, value) => {
  const result = bare(object);
  if (value === undefined) delete result[key];
  else result[key] = value;
  return result;
};

/**
 * A copy; or the value itself, where what was kept by reference can no longer be read.
 * @param {unknown} value
 */
const copyIfAny = (value) => {
  try {
    return copy(value);
  } catch {
    return value;
  }
};

/**
 * What `getConfig()` shows.
 * @param {object} defaults
 * @param {object} given
 * @param {boolean} isOauth2
 * @param {string | undefined} state
 */
export const snapshot = (defaults, given, isOauth2, state) => {
  const config = { ...defaults, ...given, is_oauth2: isOauth2 };
  const shown = state === undefined ? config : { ...config, state };
  return Object.fromEntries(Object.entries(shown).map(([key, value]) => [key, copyIfAny(value)]));
};

/** @param {string} address absolute, or relative to the page; throws if it is neither */
export const href = (address) => new URL(address, globalThis.location?.href).href;

export const pageOrigin = () => globalThis.location?.origin;

/** 128 random bits as 32 hexadecimal characters. */
export const randomHex = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

/**
 * Undefined for what is no JSON.
 * @param {string} text
 */
export const parse = (text) => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Undefined for what cannot be written as JSON.
 * @param {unknown} value
 */
export const stringify = (value) => {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
};

/**
 * A property, own or inherited; undefined where there is none to read.
 * @param {any} object
 * @param {string} key
 */
export const property = (object, key) => {
  try {
    return Object(object) === object ? object[key] : undefined;
  } catch {
    return undefined;
  }
};

/**
 * Calls a hook.
 * @param {Function} hook
 * @param {object} report
 */
export const tell = (hook, report) => {
  try {
    Reflect.apply(hook, undefined, [report]);
  } catch {
    // A hook never fails a call.
  }
};

/**
 * @param {string} address
 * @param {string} name
 */
export const parameter = (address, name) => new URL(address).searchParams.get(name);

export const now = () => performance.now();

export const dice = () => Math.random();

/**
 * @param {number} ms
 * @param {AbortSignal} signal
 */
export const delay = (ms, signal) =>
  new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve(undefined);
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
    if (signal.aborted) end();
  });

/** @param {{ discard: () => void }} answer */
export const discard = (answer) => answer.discard();

export const hasWindow = () => typeof window !== 'undefined';

export const canNavigate = () => typeof globalThis.location?.assign === 'function';

/** @param {string} address */
export const navigate = (address) => globalThis.location.assign(address);

/**
 * `start()`'s promise, but settled at the latest when `signal` is aborted: mocks of `fetch` and
 * bodies that never end do not always listen.
 * @param {AbortSignal} signal
 * @param {() => any} start
 */
const settled = (signal, start) =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject();
    const onAbort = () => reject();
    signal.addEventListener('abort', onAbort);
    const end = () => signal.removeEventListener('abort', onAbort);
    Promise.resolve().then(start).then(resolve, reject).then(end);
  });

/** @type {boolean | undefined} */
let knowsError;

/**
 * The redirect mode that `fetch` gets: edge runtimes do not know `error` and throw for it.
 * @param {RequestRedirect} redirect
 */
const supported = (redirect) => {
  try {
    knowsError ??=
      typeof Request !== 'function' ||
      Boolean(new Request('https://a.example', bare({ redirect })));
  } catch {
    knowsError = false;
  }
  return knowsError ? redirect : 'manual';
};

/**
 * One `fetch`, whose answer is made safe to read: a mock, a polyfill or another realm's Response
 * becomes an object whose `status`, `type`, `headers.get` and `text` cannot throw.
 * @param {string} url
 * @param {string} method
 * @param {Record<string, string>} headers
 * @param {string | undefined} body
 * @param {RequestCredentials} credentials
 * @param {RequestRedirect} redirect
 * @param {RequestCache} cache
 * @param {AbortSignal} signal
 */
export const send = (url, method, headers, body, credentials, redirect, cache, signal) => {
  const mode = redirect === 'error' ? supported(redirect) : redirect;
  return settled(signal, () =>
    fetch(
      url,
      // Else fetch would take options from a polluted prototype.
      bare({ method, headers, body, credentials, redirect: mode, cache, signal }),
    ),
  ).then((response) => {
    const { status, type, headers } = response;
    if (mode !== redirect && (type === 'opaqueredirect' || (status >= 300 && status < 400))) {
      throw new TypeError('redirected');
    }
    return {
      status: status >>> 0,
      type: String(type),
      headers: {
        get(/** @type {string} */ name) {
          try {
            const value = headers.get(name);
            return value == null ? null : String(value);
          } catch {
            return null;
          }
        },
      },
      discard: () => response.body?.cancel().catch(() => {}),
      // The common mock of tests has `json()` alone.
      text: () =>
        settled(signal, () =>
          typeof response.text === 'function'
            ? response.text()
            : response.json().then(JSON.stringify),
        ).then(String),
    };
  });
};

export const canFetch = () => typeof fetch === 'function';
