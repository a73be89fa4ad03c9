const PATIENCE_MS = 30_000;
const STEP_MS = 25;

/**
 * Calls `probe` until it returns, or resolves to, something truthy, and resolves to that. Rejects
 * after 30 seconds. If `probe` fails, it is called again, because a page is briefly unavailable
 * while it navigates.
 *
 * @template T
 * @param {() => Promise<T> | T} probe
 * @param {string} what is awaited, for the error message
 * @returns {Promise<T>}
 */
export async function until(probe, what) {
  const deadline = Date.now() + PATIENCE_MS;
  /** @type {unknown} */
  let last;
  while (Date.now() < deadline) {
    try {
      const found = await probe();
      if (found) return found;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  throw new Error(`waited in vain for ${what}`, { cause: last });
}

/**
 * Waits until a promise settles, but no longer than this: a browser that hangs never confirms that it has closed.
 *
 * @param {Promise<unknown>} promise
 * @param {number} [ms]
 */
export async function settledWithin(promise, ms = 10_000) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([promise.catch(() => undefined), late]);
  clearTimeout(timer);
}
