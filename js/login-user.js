// Whose tokens these are, and what the entry `./react` knows about that user.

/**
 * Returns the user that the tokens belong to: the `sub` of the JWT, which nothing else in the package reads. Returns
 * `undefined` if the token does not say; then each new token may be another user's.
 * @param {any} tokens
 * @returns {unknown}
 */
const subjectOf = (tokens) => {
  try {
    const [, claims] = tokens.accessToken.split('.');
    return JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))).sub;
  } catch {
    return undefined;
  }
};

/**
 * Whether both tokens belong to the same user.
 * @param {any} one
 * @param {any} other
 * @param {boolean} isAsking whether a request for the user is running. It may refresh the tokens, so if neither token
 *   says whose it is, they count as the same user's. Otherwise each refresh would start another request, without end.
 */
export const areOfOneUser = (one, other, isAsking) => {
  if (one?.accessToken === other?.accessToken) return true;
  if (!one || !other) return false;
  const subject = subjectOf(one);
  return subject === subjectOf(other) && (subject !== undefined || isAsking);
};

/**
 * @typedef {object} Person what is known about whoever is signed in, or that nobody is
 * @property {any} user the response to the newest request that has one; `null` if none has
 * @property {any} asked the last tokens that need no request any more
 * @property {number} requests how many have started
 * @property {number} running how many of them have not ended
 * @property {number} shown the number of the request whose response is `user`; an older response is not shown any more
 */

/**
 * Returns what is known about somebody who has just signed in or out.
 * @returns {Person}
 */
export const unknownPerson = () => ({ user: null, asked: null, requests: 0, running: 0, shown: 0 });
