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
 * Returns what is known about somebody who has just signed in or out. `asked`: the last tokens that need no request any
 * more. `requests`: how many have started, of which `running` have not ended. `shown`: the number of the one whose
 * response is shown; an older response is not shown any more.
 */
export const unknownPerson = () =>
  /** @type {any} */ ({ user: null, asked: null, requests: 0, running: 0, shown: 0 });
