import { isCancel } from './cancel-token.js';
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

/**
 * A call: the name of its method, where it was made if that is known, and what it was refused with at once.
 * @typedef {{ name: string, at: Error | undefined, refused: unknown }} Call
 */

/** How many frames of {@link Call} are those of this package in V8: `Core.call`, and the method. */
const OWN_FRAMES = 2;

/** The errors that have been explained. One may reject several calls. @type {WeakSet<object>} */
const explained = /* @__PURE__ */ new WeakSet();

/**
 * Lets the console show what an error is about, and the line of the app that made the call. It prints `stack`.
 * `message` cannot say it: apps compare that of an `APIError` with codes.
 * @param {any} error what a call rejects with; only errors of this package change
 * @param {Call} [call]
 */
export const explain = (error, call) => {
  try {
    if (!call || !(error instanceof APIError || error instanceof SDKError)) return;
    // What a caller has cancelled with is the caller's.
    if (explained.has(error) || isCancel(error)) return;
    explained.add(error);
    const { name, message, description, status, kind, stack } = /** @type {any} */ (error);
    const title = `${name}: ${message}`;
    // A service may send any text as a code, and a line break would begin another frame.
    const line = title.replace(/\s+/g, ' ');
    // Only V8 begins it with a title; the consoles of others show name, message and properties by themselves.
    const hasTitle = stack.startsWith(title);
    const words = description ? `: ${description.replace(/\s+/g, ' ')}` : '';
    const about = kind ? `kind ${kind}` : `status ${status}`;
    // Safari has no frame of a function that ends in a call, so nobody knows how many are ours there.
    const callers = call.at?.stack?.split('\n').slice(hasTitle ? OWN_FRAMES + 1 : 0);
    // Chromium writes the title itself, and keeps only lines that look like frames.
    const shown = hasTitle ? `${line}\n    at ${call.name}${words} (${about})\n` : '';
    // Its own frames are those of the wasm: they tell something where that has failed.
    const own = hasTitle ? stack.slice(title.length + 1) : stack;
    const frames = kind === 'internal' || !callers ? [own, ...(callers ?? [])] : callers;
    put(error, 'stack', shown + frames.join('\n'));
  } catch {
    // A page may have changed what `stack` is.
  }
};
