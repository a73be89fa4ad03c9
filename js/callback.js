// Reads the URL that a sign-in ends at. It does not verify what the URL contains.
import { SDKError } from './errors.js';
import { bare, property } from './host.js';

/** The query parameters that the service may add to the URL, and our names for them. */
const NAMES = /** @type {Record<string, string>} */ (
  /** @type {unknown} */ ({
    // No prototype, so that a polluted `Object.prototype` adds no names.
    __proto__: null,
    token: 'token',
    code: 'code',
    state: 'state',
    challenge_id: 'challengeId',
    error_code: 'error',
    error: 'error',
    error_description: 'errorDescription',
  })
);

/**
 * Parses a URL.
 * @param {unknown} url a relative URL is resolved against the URL of the page, without its query: an empty URL from
 *   the service must not stand for what is in the address bar
 * @throws {SDKError} `argument` if it is not a URL
 */
export const addressOf = (url) => {
  try {
    // Any other object would be read as a path, such as options that were passed in place of the URL.
    if (typeof url !== 'string' && typeof property(url, 'href') !== 'string') throw undefined;
    return new URL(String(url), globalThis.location?.href?.replace(/[?#].*/s, ''));
  } catch {
    throw new SDKError('url: must be a URL', { kind: 'argument' });
  }
};

/**
 * Like {@link readLoginUrl}, for a parsed URL. The result has no prototype, so a polluted `Object.prototype` cannot
 * supply a token.
 * @param {URL} url
 * @returns {Record<string, string>}
 */
export const read = ({ searchParams }) => {
  /** @type {Record<string, string>} */
  const found = bare();
  for (const [name, ours] of Object.entries(NAMES)) {
    const [value, another] = searchParams.getAll(name);
    if (another !== undefined) {
      throw new SDKError(`url: ${name} appears more than once`, { kind: 'response' });
    }
    if (value && !(ours in found)) found[ours] = value;
  }
  return found;
};

/**
 * Returns the sign-in parameters of a `login_url`, `redirect_url` or callback URL. Only the query is read: the
 * fragment belongs to the page. Pure: nothing is verified, sent or stored.
 *
 * @param {unknown} url
 * @returns {Record<string, string>} `token`, `code`, `state`, `challengeId`, `error`,
 *   `errorDescription`: those that are present and not empty
 * @throws {SDKError} `argument` if it is not a URL; `response` if a parameter is repeated, since two
 *   readers may trust different values (RFC 6749, 3.1)
 */
export const readLoginUrl = (url) => ({ ...read(addressOf(url)) });

/**
 * Whether a sign-in may add this parameter to a URL. `iss` identifies the authorization server (RFC 9207).
 * @param {string} name
 */
const isOurs = (name) => name in NAMES || name === 'iss';

/** How many times the query contains a parameter. @param {URL} url @param {string} name */
export const count = ({ searchParams }, name) => searchParams.getAll(name).length;

/**
 * Returns the query without the parameters of a sign-in. The others keep their exact spelling.
 * @param {string} search the query, with its `?`
 * @returns the rest, with its `?`; an empty string if nothing is left
 */
export const cleaned = (search) => {
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => ![...new URLSearchParams(pair).keys()].some(isOurs))
    .join('&');
  return kept && `?${kept}`;
};
