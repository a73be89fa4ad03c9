/**
 * What a token says, for display. Nothing is verified here: that is for the game's server, which
 * has the key. Undefined where it cannot be read.
 *
 * @param {string} token
 * @returns {Record<string, unknown> | undefined}
 */
export function claimsOf(token) {
  try {
    const part = token.split('.')[1].replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(part), (char) => char.charCodeAt(0));
    /** @type {unknown} */
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    const isObject = typeof claims === 'object' && claims !== null;
    return isObject ? /** @type {Record<string, unknown>} */ (claims) : undefined;
  } catch {
    return undefined;
  }
}
