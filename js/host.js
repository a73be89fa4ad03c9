// Reading and making objects where a Proxy, a getter or a polluted `Object.prototype` may stand in the
// way. No rule of a call stands here.

/** A call, so that a bundler can drop it. */
const atLoading = () => Object.prototype.hasOwnProperty;

const has = /* @__PURE__ */ atLoading();

/** In place of a property that throws when it is read; no argument may be a symbol. */
const unreadable = /* @__PURE__ */ Symbol();

/**
 * An own property, whatever the page has put on `Object.prototype`; a symbol where it throws.
 * @param {any} object
 * @param {string} key
 */
const own = (object, key) => {
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
 * Defines a property; assigning it would call the setter that a page has put on
 * `Object.prototype`. For the same reason the descriptor inherits nothing.
 * @param {object} object
 * @param {PropertyKey} key
 * @param {unknown} value
 * @param {boolean} [enumerable] left out: it is not
 */
export const put = (object, key, value, enumerable) => {
  const descriptor = { __proto__: null, value, enumerable, writable: true, configurable: true };
  Object.defineProperty(object, key, descriptor);
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
