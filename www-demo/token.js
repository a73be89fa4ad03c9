/**
 * What the service puts into the address that a sign-in ends at.
 *
 * @typedef {object} Arrival
 * @property {string} [token]
 * @property {boolean} [asks] more is wanted of the player, and the token is to tell it with
 * @property {string} [challengeId] a second factor is wanted
 * @property {{ token: string, id?: string }} [consent] the terms must be accepted
 * @property {{ code: string, description?: string }} [error]
 */

/** All the parameters that are read, and that an address bar must not keep. */
export const ARRIVAL_NAMES = [
  'token',
  'fields',
  'challenge_id',
  'consent_token',
  'consent_id',
  'error_code',
  'error_description',
];

/**
 * @param {unknown} url an address that the service gave, or that it sent the browser to
 * @returns {Arrival}
 */
export function arrivalAt(url) {
  if (typeof url !== 'string' || !URL.canParse(url)) return {};
  const query = new URL(url).searchParams;
  const get = (/** @type {string} */ name) => query.get(name) || undefined;
  const consent = get('consent_token');
  const code = get('error_code');
  return {
    token: get('token'),
    asks: query.has('fields'),
    challengeId: get('challenge_id'),
    consent: consent ? { token: consent, id: get('consent_id') } : undefined,
    error: code ? { code, description: get('error_description') } : undefined,
  };
}

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
