import { nameOf, SDKError } from './errors.js';

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
const watch = (source, stopped) => {
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
 * Watches up to two cancel sources and the clock; gives what ends the watching, or, where a source
 * cannot be listened to, the name of what it threw. (Why it is not thrown: see host.js.)
 * @param {(reason: unknown, timedOut: boolean) => void} stopped
 * @param {number} timeout milliseconds, 0 for none
 * @param {any} first
 * @param {any} second
 */
export const guard = (stopped, timeout, first, second) => {
  /** @type {(() => void)[]} */
  const ends = [];
  let over = false;
  // The wasm's function is gone once the watching has ended, whatever a token still calls.
  const tell = (/** @type {unknown} */ reason, /** @type {boolean} */ timedOut) => {
    if (!over) stopped(reason, timedOut);
  };
  const end = () => {
    over = true;
    for (const one of ends) {
      try {
        one();
      } catch {
        // A token that does not let go must not keep the others.
      }
    }
  };
  try {
    for (const source of [first, second]) {
      if (source !== undefined) ends.push(watch(source, (reason) => tell(reason, false)));
    }
  } catch (error) {
    end();
    return nameOf(error);
  }
  if (timeout) {
    const timer = setTimeout(() => tell(undefined, true), timeout);
    ends.push(() => clearTimeout(timer));
  }
  return end;
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
    const stopped = (/** @type {unknown} */ reason) => {
      wanted = false;
      reject(reason);
    };
    const end = guard(stopped, 0, signal ?? undefined, undefined);
    if (typeof end !== 'function') {
      throw new SDKError('signal: must be an AbortSignal', { kind: 'argument' });
    }
    if (wanted) start().then(resolve, reject).then(end);
  });
