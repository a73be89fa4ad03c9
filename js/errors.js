import { put } from './host.js';

/**
 * Lets `instanceof` hold between copies of the package (ES module and CommonJS on one page): the
 * brand is looked up in the global symbol registry, a subclass of the app's own keeps the usual
 * rule.
 * @param {Function} Class
 * @param {string} name
 */
const branded = (Class, name) => {
  const brand = Symbol.for('xsolla-login-wasm/' + name);
  put(Class.prototype, 'name', name, false);
  put(Class.prototype, brand, true, false);
  // Minifying the bundle would change it.
  put(Class, 'name', name, false);
  /** @this {Function} @param {unknown} value */
  const hasInstance = function (value) {
    return this === Class
      ? Object(value) === value && brand in /** @type {object} */ (value)
      : Function.prototype[Symbol.hasInstance].call(this, value);
  };
  put(Class, Symbol.hasInstance, hasInstance, false);
};

/**
 * Sets what is known as own properties, so that `JSON.stringify` shows what an app may log. Defined,
 * not assigned, and own keys alone: the page may have put anything on `Object.prototype`.
 * @param {object} error
 * @param {Record<string, unknown>} fields
 * @param {boolean} [enumerable]
 */
const define = (error, fields, enumerable = true) => {
  for (const [key, value] of Object.entries(fields)) {
    if (value !== undefined) put(error, key, value, enumerable);
  }
};

/** The service answered with an error, or with any status from 400. */
export class APIError extends Error {
  /**
   * @param {string} code the service's error code, or the HTTP status as text
   * @param {{ description?: unknown, details?: unknown, status?: number, retryAfter?: number,
   *   requestId?: string }} [fields]
   */
  constructor(code, fields) {
    super(code);
    // An error that an address or a result holds came with no answer.
    define(this, { code, status: 0, ...fields });
  }
}

/** The call did not come to an answer of the service; `kind` says why. */
export class SDKError extends Error {
  /**
   * @param {string} message
   * @param {{ kind?: string, cause?: unknown }} [fields]
   */
  constructor(message, fields) {
    super(message);
    const { cause, ...shown } = { cause: undefined, ...fields };
    define(this, shown);
    define(this, { cause }, false);
  }
}

branded(APIError, 'APIError');
branded(SDKError, 'SDKError');
