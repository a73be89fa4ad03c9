// What cancels a call. The rules on signals stand here because `listenForLogin`, which works before the wasm is
// there, needs them as well.
import { property } from './host.js';

/** What a cancelled call was rejected with, so that {@link isCancel} knows reasons of any class. */
const reasons = /* @__PURE__ */ new WeakSet();

/** @param {unknown} reason of a call that its caller has cancelled */
export const remember = (reason) => {
  if (Object(reason) === reason) reasons.add(/** @type {object} */ (reason));
};

/**
 * Whether a value is an AbortSignal, by its shape: one of another realm or a polyfill counts.
 * @param {unknown} value
 */
export const isSignal = (value) =>
  typeof property(value, 'aborted') === 'boolean' &&
  typeof property(value, 'addEventListener') === 'function';

/**
 * What an aborted signal says, if it can be read.
 * @param {unknown} signal
 */
export const reasonOf = (signal) => {
  const reason = property(signal, 'reason');
  return reason === undefined ? abortError() : reason;
};

/** @param {unknown} [text] */
export const abortError = (text) =>
  new DOMException(text === undefined ? 'aborted' : String(text), 'AbortError');

/**
 * An AbortController in the shape of an axios cancel token source: give the source or its `token`
 * to a call, then `cancel(reason?)`.
 */
export const CancelToken = {
  source() {
    const controller = new AbortController();
    return {
      token: controller.signal,
      /** @param {unknown} [reason] a text, or an object to reject with as it is */
      cancel(reason) {
        controller.abort(Object(reason) === reason ? reason : abortError(reason));
      },
    };
  },
};

/**
 * Whether `error` is what a cancelled call rejects with: a DOMException named AbortError, axios'
 * cancel object, or any object that was the reason of a cancelled call. That of `AbortSignal.timeout()` is none:
 * nobody has cancelled then.
 * @param {any} error
 */
export const isCancel = (error) => {
  try {
    const isException = Object.prototype.toString.call(error) === '[object DOMException]';
    if (Object(error) !== error || (isException && error.name === 'TimeoutError')) return false;
    return (
      reasons.has(error) ||
      error.__CANCEL__ === true ||
      (isException && error.name === 'AbortError')
    );
  } catch {
    return false;
  }
};
