/** What a cancelled call was rejected with, so that {@link isCancel} knows reasons of any class. */
const reasons = /* @__PURE__ */ new WeakSet();

/** The promise of an axios token that cannot be unsubscribed from → those who wait for it. */
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
    const onAbort = () => stop(source.reason === undefined ? abortError() : source.reason);
    if (source.aborted) {
      onAbort();
      return () => {};
    }
    source.addEventListener('abort', onAbort);
    return () => source.removeEventListener('abort', onAbort);
  }
  if (source.reason) {
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
  let listeners = waiting.get(promise);
  if (!listeners) {
    listeners = new Set();
    waiting.set(promise, listeners);
    const all = listeners;
    promise.then(
      (/** @type {unknown} */ reason) => all.forEach((/** @type {Function} */ f) => f(reason)),
      () => {},
    );
  }
  listeners.add(stop);
  return () => listeners.delete(stop);
};

/**
 * Watches up to two cancel sources and the clock; gives what ends the watching.
 * @param {(reason: unknown, timedOut: boolean) => void} stopped
 * @param {number} timeout milliseconds, 0 for none
 * @param {any} first
 * @param {any} second
 */
export const guard = (stopped, timeout, first, second) => {
  const ends = [first, second]
    .filter((source) => source !== undefined)
    .map((source) => watch(source, (reason) => stopped(reason, false)));
  if (timeout) {
    const timer = setTimeout(() => stopped(undefined, true), timeout);
    ends.push(() => clearTimeout(timer));
  }
  return () => ends.forEach((end) => end());
};
