// Reading and making objects where a Proxy, a getter or a polluted `Object.prototype` may stand in the
// way. No rule of a call stands here.

const has = Object.prototype.hasOwnProperty;

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
export const field = (value, name) =>
  (typeof value === 'object' && value !== null) || typeof value === 'function'
    ? own(value, name)
    : undefined;

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
 * The own, enumerable properties of `options`, each read once and copied deep. Undefined if there can
 * be none.
 * @param {any} options
 * @returns {[string, any][] | undefined}
 */
export const entries = (options) => {
  if (Object(options) !== options || Array.isArray(options) || typeof options === 'function')
    return;
  return Object.entries(options).map(([key, value]) => [key, copy(value, [options])]);
};

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
 * What `getConfig()` shows: a copy.
 * @param {object} config
 * @param {string | undefined} state
 */
export const snapshot = (config, state) =>
  Object.fromEntries(
    Object.entries(state === undefined ? config : { ...config, state }).map(([key, value]) => [
      key,
      copyIfAny(value),
    ]),
  );

/** 128 random bits as 32 hexadecimal characters. */
export const randomHex = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');

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

/** Where this runs, if that is a page; a frame or a test may have made it throw. */
export const page = () => {
  try {
    return globalThis.location;
  } catch {
    return undefined;
  }
};
