// What stands in the address that a sign-in ends at. Reading it believes nothing of it.
import { SDKError } from './errors.js';
import { bare } from './host.js';

/** The parameters that the service may put there, and our names for them. */
const NAMES = /** @type {Record<string, string>} */ (
  /** @type {unknown} */ ({
    // So that no name is found in it that a page has put on the prototype of all objects.
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

/** @param {unknown} url an address, relative ones to the page */
export const addressOf = (url) => {
  try {
    return new URL(String(url), globalThis.location?.href);
  } catch {
    throw new SDKError('url: must be a URL', { kind: 'argument' });
  }
};

/**
 * {@link readLoginUrl}, without a prototype: what a page has put on that of all objects is no token.
 * @param {URL} url
 * @returns {Record<string, string>}
 */
export const read = ({ searchParams }) => {
  /** @type {Record<string, string>} */
  const found = bare();
  for (const [name, ours] of Object.entries(NAMES)) {
    const [value, another] = searchParams.getAll(name);
    if (another !== undefined) {
      throw new SDKError(`url: ${name} stands there more than once`, { kind: 'response' });
    }
    if (value && !(ours in found)) found[ours] = value;
  }
  return found;
};

/**
 * What a `login_url`, `redirect_url` or callback address says. Only its query is read: a fragment is
 * the page's own. Pure: nothing is checked, sent or stored.
 *
 * @param {unknown} url
 * @returns {Record<string, string>} `token`, `code`, `state`, `challengeId`, `error`,
 *   `errorDescription`: what there is
 * @throws {SDKError} `argument` for what is no address; `response` where a parameter stands more than
 *   once, since two readers may believe different ones (RFC 6749, 3.1)
 */
export const readLoginUrl = (url) => ({ ...read(addressOf(url)) });

/** What a sign-in may put into an address: `iss` tells who answers (RFC 9207). @param {string} name */
const isOurs = (name) => name in NAMES || name === 'iss';

/** How often a parameter stands there. @param {URL} url @param {string} name */
export const count = ({ searchParams }, name) => searchParams.getAll(name).length;

/**
 * A query, with its `?`, without the parameters of a sign-in; the others stay as they are written.
 * @param {string} search
 */
export const cleaned = (search) => {
  const kept = search
    .slice(1)
    .split('&')
    .filter((pair) => ![...new URLSearchParams(pair).keys()].some(isOurs))
    .join('&');
  return kept && `?${kept}`;
};
