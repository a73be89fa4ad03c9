import { bare, put } from './host.js';

/**
 * Makes a class of errors: by a call, so that a bundler can drop a class that is not imported.
 *
 * `instanceof` holds between copies of the package (ES module and CommonJS on one page): the brand is looked up
 * in the global symbol registry, a subclass of the app's own keeps the usual rule.
 * @template {string} Message
 * @template {object} Fields
 * @param {string} name
 * @param {(message: Message, fields?: Fields) => object} known what an error of it says as own properties, so
 *   that `JSON.stringify` shows what an app may log
 * @param {string} [hidden] which of them it does not show
 */
const errorClass = (name, known, hidden) => {
  const brand = Symbol.for('xsolla-login-wasm/' + name);
  class Class extends Error {
    /** @param {Message} message @param {Fields} [fields] */
    constructor(message, fields) {
      super(message);
      // Defined, not assigned, and own keys alone: the page may have put anything on `Object.prototype`.
      for (const [key, value] of Object.entries(known(message, fields))) {
        if (value !== undefined) put(this, key, value, key !== hidden);
      }
    }

    /** @param {unknown} value */
    static [Symbol.hasInstance](value) {
      return this === Class ? brand in Object(value) : super[Symbol.hasInstance](value);
    }
  }
  put(Class.prototype, 'name', name);
  put(Class.prototype, brand, true);
  // Minifying the bundle would change it.
  put(Class, 'name', name);
  return Class;
};

/** The service answered with an error, or with any status from 400. */
export const APIError = /* @__PURE__ */ errorClass(
  'APIError',
  /**
   * @param {string} code the service's error code, or the HTTP status as text
   * @param {{ description?: unknown, details?: unknown, status?: number, retryAfter?: number,
   *   requestId?: string }} [fields]
   */
  (code, fields) => {
    const given = bare(fields);
    // No answer brought an error that was read from an address or a result.
    return { code, ...given, status: given.status ?? 0 };
  },
);

/** The call did not come to an answer of the service; `kind` says why. */
export const SDKError = /* @__PURE__ */ errorClass(
  'SDKError',
  /**
   * @param {string} message
   * @param {{ kind?: string, cause?: unknown }} [fields]
   */
  (message, fields) => ({ ...fields }),
  'cause',
);
