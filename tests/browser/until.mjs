const PATIENCE_MS = 30_000;
const STEP_MS = 25;

/**
 * Waits until `probe` gives something true, and gives that. A probe that throws is asked again: a
 * page is not there for a moment while it navigates.
 *
 * @template T
 * @param {() => Promise<T> | T} probe
 * @param {string} what for the message when it never comes
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
