// The sign-in in the URL of the page, and what the entry `./react` knows about it.

import { readLoginUrl } from './login-package.js';

/** Returns what a URL contains for `handleRedirectCallback`, as text; an empty string if nothing. @param {string} url */
export const signInOf = (url) => {
  try {
    const found = readLoginUrl(url);
    const { code, token, challengeId, error } = found;
    return code || token || challengeId || error ? JSON.stringify(found) : '';
  } catch {
    // A parameter is repeated. `handleRedirectCallback` rejects with the reason.
    return url;
  }
};

/** Returns a URL without what scripts add to it. @param {string} url */
export const pageOf = (url) => url.replace(/[?#].*/s, '');

/** @typedef {{ current: ((result: any) => void) | undefined }} Listener a component's `onResult` */

/**
 * @typedef {object} Callback the sign-in in a URL, and how far it has got
 * @property {string} url
 * @property {string} found what {@link signInOf} returns for the URL
 * @property {Promise<any>} promise of its result
 * @property {Set<Listener>} listeners the components to tell
 * @property {WeakSet<Listener>} shownBy the components that have been told how it ended
 * @property {boolean} isRunning
 * @property {boolean} hasFailed
 * @property {boolean} hasSession whether it has signed somebody in
 * @property {boolean} isTold whether a component has been told how it ended, or how it ended is no longer true
 * @property {boolean} isReported whether a component's `onResult` has been called
 * @property {string} page the page on which it ended, as {@link pageOf} returns it; empty until then
 */

/**
 * Returns what is known about a sign-in that has just started.
 * @param {string} url
 * @param {string} found
 * @param {Promise<any>} promise
 * @returns {Callback}
 */
export const startedCallback = (url, found, promise) => ({
  url,
  found,
  promise,
  listeners: new Set(),
  shownBy: new WeakSet(),
  isRunning: true,
  hasFailed: false,
  hasSession: false,
  isTold: false,
  isReported: false,
  page: '',
});
