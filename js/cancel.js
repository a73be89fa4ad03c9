import { SDKError } from './errors.js';
import { property } from './host.js';

/** What a cancelled call was rejected with, so that {@link isCancel} knows reasons of any class. */
const reasons = /* @__PURE__ */ new WeakSet();

/**
 * The promise of an axios token that cannot be unsubscribed from → those who wait for it, and what
 * it has told.
 */
const waiting = /* @__PURE__ */ new WeakMap();

/** @param {unknown} [text] */
const abortError = (text) =>
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
 * cancel object, or any object that was the reason of a cancelled call.
 * @param {any} error
 */
export const isCancel = (error) => {
  try {
    return (
      Object(error) === error &&
      (reasons.has(error) ||
        error.__CANCEL__ === true ||
        (error.name === 'AbortError' &&
          Object.prototype.toString.call(error) === '[object DOMException]'))
    );
  } catch {
    return false;
  }
};

/** Whether a value is an AbortSignal, by its shape: one of another realm or a polyfill counts. */
const isSignal = (/** @type {unknown} */ value) =>
  typeof property(value, 'aborted') === 'boolean' &&
  typeof property(value, 'addEventListener') === 'function';

/** @param {unknown} value */
const isToken = (value) =>
  isSignal(value) || typeof property(property(value, 'promise'), 'then') === 'function';

/**
 * The AbortSignal or axios token behind what a caller gave: itself, the `token` of a token source, or
 * the `signal` of a controller. Undefined if it is none of them.
 * @param {unknown} value
 * @param {boolean} any whether it may be more than an AbortSignal
 */
export const abortSource = (value, any) =>
  any
    ? // Tokens are objects of classes, so this goes up the prototype chain.
      [value, property(value, 'token'), property(value, 'signal')].find(isToken)
    : isSignal(value)
      ? value
      : undefined;

/** Whether an error is what a caller cancelled a call with. @param {any} error */
export const isReason = (error) => Object(error) !== error || reasons.has(error);

/**
 * What an aborted signal says, if it can be read.
 * @param {any} signal
 */
const reasonOf = (signal) => {
  try {
    const { reason } = signal;
    return reason === undefined ? abortError() : reason;
  } catch {
    return abortError();
  }
};

/**
 * Calls `stopped(reason)` once `source` (an AbortSignal, or an axios token) says so, at once if it
 * did already; gives what ends the watching.
 * @param {any} source
 * @param {(reason: unknown) => void} stopped
 * @returns {() => void}
 */
export const watch = (source, stopped) => {
  const stop = (/** @type {unknown} */ reason) => {
    if (Object(reason) === reason) reasons.add(/** @type {object} */ (reason));
    stopped(reason);
  };
  if (typeof source.addEventListener === 'function') {
    const onAbort = () => stop(reasonOf(source));
    if (source.aborted) {
      onAbort();
      return () => {};
    }
    source.addEventListener('abort', onAbort);
    return () => source.removeEventListener('abort', onAbort);
  }
  // Its own: the page may have put one on `Object.prototype`.
  if (Object.prototype.hasOwnProperty.call(source, 'reason') && source.reason) {
    stop(source.reason);
    return () => {};
  }
  if (typeof source.unsubscribe === 'function') {
    source.subscribe(stop);
    return () => source.unsubscribe(stop);
  }
  // The axios of the original has no way to unsubscribe: one `then` serves all calls, so that a
  // token that lives as long as the page does not gather callbacks.
  const { promise } = source;
  let token = waiting.get(promise);
  if (!token) {
    token = { stops: new Set(), told: false, reason: undefined };
    const all = token;
    promise.then(
      (/** @type {unknown} */ reason) => {
        Object.assign(all, { told: true, reason });
        all.stops.forEach((/** @type {Function} */ f) => f(reason));
      },
      () => {},
    );
    waiting.set(promise, token);
  }
  if (token.told) {
    stop(token.reason);
    return () => {};
  }
  token.stops.add(stop);
  return () => token.stops.delete(stop);
};

/**
 * What `start` gives, unless `signal` ends the waiting first; what was started goes on.
 * @template T
 * @param {unknown} signal
 * @param {() => Promise<T>} start not called where the waiting is over at once
 * @returns {Promise<T>}
 */
export const unlessAborted = (signal, start) =>
  new Promise((resolve, reject) => {
    let wanted = true;
    let end = () => {};
    if (signal != null) {
      if (!isSignal(signal)) {
        throw new SDKError('signal: must be an AbortSignal', { kind: 'argument' });
      }
      end = watch(signal, (reason) => {
        wanted = false;
        reject(reason);
      });
    }
    if (wanted) start().then(resolve, reject).then(end);
  });
