// Cancellation. The shape and the reason of a signal are read here and not in Rust, because `listenForLogin` needs them
// too, and works before the wasm is loaded.
import { property } from './host.js';

/** The reasons of cancelled calls, so that {@link isCancel} recognises a reason of any class. */
const reasons = /* @__PURE__ */ new WeakSet();

/**
 * Lets {@link isCancel} recognise a reason. Ignores primitives.
 * @param {unknown} reason of a call that its caller has cancelled
 */
export const remember = (reason) => {
  if (Object(reason) === reason) reasons.add(/** @type {object} */ (reason));
};

/**
 * Whether a value has the shape of an AbortSignal. A signal of another realm, or of a polyfill, counts.
 * @param {unknown} value
 */
export const isSignal = (value) =>
  typeof property(value, 'aborted') === 'boolean' &&
  typeof property(value, 'addEventListener') === 'function';

/**
 * Returns the reason of an aborted signal; an AbortError if it has none, or if it cannot be read.
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
 * An AbortController in the shape of an axios cancel token source: pass the source or its `token`
 * to a call, then call `cancel(reason?)`.
 */
export const CancelToken = {
  source() {
    const controller = new AbortController();
    return {
      token: controller.signal,
      /** @param {unknown} [reason] the message of an AbortError, or an object to reject with unchanged */
      cancel(reason) {
        controller.abort(Object(reason) === reason ? reason : abortError(reason));
      },
    };
  },
};

/**
 * Whether `error` is what a cancelled call rejects with: a DOMException named AbortError, the axios
 * cancel object, or any object that was the reason of a cancelled call. The TimeoutError of `AbortSignal.timeout()`
 * does not count: nobody has cancelled then.
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
