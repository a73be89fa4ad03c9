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
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    return claims && typeof claims === 'object' ? claims : undefined;
  } catch {
    return undefined;
  }
}
