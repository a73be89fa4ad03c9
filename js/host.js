// Reads and creates objects safely in spite of a Proxy, a getter or a polluted `Object.prototype`. It contains no
// rules about calls.

/** A function, because a bundler can drop a call, but keeps a property that is read. */
const atLoading = () => Object.prototype.hasOwnProperty;

const has = /* @__PURE__ */ atLoading();

/** Stands in for a property that throws when it is read. No argument may be a symbol, so it is never valid. */
const unreadable = /* @__PURE__ */ Symbol();

/**
 * Returns an own property of any value, never one of a polluted `Object.prototype`; undefined if there is none. Returns
 * a symbol if reading it throws, whereas `field` in Rust returns undefined.
 * @param {any} value
 * @param {string} name
 */
export const fieldOrSymbol = (value, name) => {
  try {
    return Object(value) === value && has.call(value, name) ? value[name] : undefined;
  } catch {
    return unreadable;
  }
};

/**
 * Returns a shallow copy without a prototype. A polluted `Object.prototype` adds no names to it, and none of its
 * setters is called.
 * @param {object} [object]
 */
export const bare = (object) => Object.assign(Object.create(null), object);

/**
 * Defines a property. Assigning it would call a setter of a polluted `Object.prototype`. For the same reason the
 * descriptor has no prototype.
 * @param {object} object
 * @param {PropertyKey} key
 * @param {unknown} value
 * @param {boolean} [enumerable] false if omitted
 */
export const put = (object, key, value, enumerable) => {
  const descriptor = { __proto__: null, value, enumerable, writable: true, configurable: true };
  Object.defineProperty(object, key, descriptor);
};

/**
 * Returns a property, own or inherited; undefined if there is none, or if reading it throws.
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
