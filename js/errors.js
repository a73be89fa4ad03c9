import { isCancel } from './cancel-token.js';
import { bare, put } from './host.js';

/**
 * @template Message, Fields
 * @typedef {new (message: Message, fields?: Fields) => Error} ErrorClass
 */

/**
 * Completes an error class. It is created by a call, so that a bundler can drop a class that is not imported.
 *
 * `instanceof` works across copies of the package (ES module and CommonJS on one page), by a brand in the global
 * symbol registry. Subclasses that the app defines follow the usual rule.
 * @template {string} Message
 * @template {object} Fields
 * @param {(fill: (error: Error, message: Message, fields?: Fields) => void) => Record<string, ErrorClass<Message, Fields>>
 *   } declare returns the class under its name. Chromium's debugger shows the name from the source, which a minifier
 *   would shorten, unless the class has no name but that of its property
 * @param {(message: Message, fields?: Fields) => object} known returns the own properties of an error. They are own
 *   properties so that `JSON.stringify` includes what an app may log
 * @param {string} [hidden] the property that is not enumerable, so that `JSON.stringify` omits it
 */
const errorClass = (declare, known, hidden) => {
  const classes = declare((error, message, fields) => {
    // Own keys only, and defined rather than assigned, because `Object.prototype` may be polluted.
    for (const [key, value] of Object.entries(known(message, fields))) {
      if (value !== undefined) put(error, key, value, key !== hidden);
    }
  });
  const [[name, Class]] = Object.entries(classes);
  const brand = Symbol.for('xsolla-login-wasm/' + name);
  put(
    Class,
    Symbol.hasInstance,
    /** @this {unknown} @param {unknown} value */
    function (value) {
      return this === Class ? brand in Object(value) : Error[Symbol.hasInstance].call(this, value);
    },
  );
  put(Class.prototype, 'name', name);
  put(Class.prototype, brand, true);
  return Class;
};

/** The service responded with an error, or with any status of 400 or above. */
export const APIError = /* @__PURE__ */ errorClass(
  (fill) => ({
    APIError: class extends Error {
      /** @param {any} code @param {any} [fields] */
      constructor(code, fields) {
        super(code);
        fill(this, code, fields);
      }
    },
  }),
  /**
   * @param {string} code the service's error code, or the HTTP status as a string
   * @param {{ description?: unknown, details?: unknown, status?: number, retryAfter?: number,
   *   requestId?: string }} [fields]
   */
  (code, fields) => {
    const given = bare(fields);
    // An error that was read from a URL or a result has no response, so its status is 0.
    return { code, ...given, status: given.status ?? 0 };
  },
);

/** The call did not get a usable response from the service; `kind` says why. */
export const SDKError = /* @__PURE__ */ errorClass(
  (fill) => ({
    SDKError: class extends Error {
      /** @param {any} message @param {any} [fields] */
      constructor(message, fields) {
        super(message);
        fill(this, message, fields);
      }
    },
  }),
  /**
   * @param {string} message
   * @param {{ kind?: string, cause?: unknown }} [fields]
   */
  (message, fields) => ({ ...fields }),
  'cause',
);

/**
 * A call: the name of its method; an error whose stack shows where it was made, if that was captured; and the reason,
 * if it was rejected before its method returned.
 * @typedef {{ name: string, at: Error | undefined, refused: unknown }} Call
 */

/** How many frames on top of a {@link Call}'s stack belong to this package in V8: that of `Core` and the method. */
const OWN_FRAMES = 2;

/** The errors that have been explained: one error may reject several calls. @type {WeakSet<object>} */
const explained = /* @__PURE__ */ new WeakSet();

/**
 * Adds two things to the `stack` of an error, which the console prints: what the error is about, and the line of the
 * app that made the call. `message` cannot contain them, because apps compare the message of an `APIError` with error
 * codes.
 * @param {any} error what a call rejects with; only errors of this package are changed
 * @param {Call} [call]
 */
export const explain = (error, call) => {
  try {
    if (!call || !(error instanceof APIError || error instanceof SDKError)) return;
    // The reason that a caller passed when cancelling belongs to the caller.
    if (explained.has(error) || isCancel(error)) return;
    explained.add(error);
    const { name, message, description, status, kind, stack } = /** @type {any} */ (error);
    const title = `${name}: ${message}`;
    // A service may send any string as a code, and a line break in it would start another frame.
    const line = title.replace(/\s+/g, ' ');
    // Only V8 starts `stack` with a title. Other consoles print name, message and properties themselves.
    const hasTitle = stack.startsWith(title);
    const words = description ? `: ${description.replace(/\s+/g, ' ')}` : '';
    const about = kind ? `kind ${kind}` : `status ${status}`;
    // Safari has no frame for a function that ends in a call, so the number of our own frames is unknown there.
    const callers = call.at?.stack?.split('\n').slice(hasTitle ? OWN_FRAMES + 1 : 0);
    // Chromium prints the title itself and keeps only lines that look like frames, so the explanation looks like one.
    // Firefox and Safari keep only the name of a frame, and show description and status themselves.
    const shown = hasTitle
      ? `${line}\n    at ${call.name}${words} (${about})\n`
      : `${call.name}@xsolla-login-wasm:1:1\n`;
    // The frames of the error itself are inside the wasm. They only help if the wasm failed.
    const own = hasTitle ? stack.slice(title.length + 1) : stack;
    const frames = kind === 'internal' || !callers ? [own, ...(callers ?? [])] : callers;
    put(error, 'stack', shown + frames.join('\n'));
  } catch {
    // The page may have redefined `stack`.
  }
};
