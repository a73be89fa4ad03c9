// How long the access token is good. The seconds are there to look at and to be asked for; read out
// is only what is news.

import { byId } from './dom.js';
import { t } from './texts.js';

/** So long before its end a token is refreshed. The package does it when it is asked for one. */
const EARLY_MS = 60_000;

/** So long after a try to refresh it the next one comes. */
const PAUSE_MS = 10_000;

/** @typedef {{ accessToken: string, refreshToken?: string, expiresAt: number }} Tokens */

/** @type {Tokens | undefined} */
let tokens;
/** Milliseconds that they were good for when they came. */
let whole = 0;
/** When refreshing may be tried. */
let nextTry = 0;
/** @type {any} */
let ticking;
/** Asks the package for a token that is good, and with it for a refresh. */
let renew = () => /** @type {Promise<unknown> | undefined} */ (undefined);

/** @param {() => Promise<unknown> | undefined} ask */
export function startClock(ask) {
  renew = ask;
}

/**
 * @param {Tokens} next
 * @param {string} [news]
 */
export function windClock(next, news = '') {
  stopClock();
  tokens = next;
  whole = Math.max(1, next.expiresAt - Date.now());
  const isRenewable = next.refreshToken !== undefined;
  byId('token-refresh').hidden = !isRenewable;
  byId('token-hint').textContent = t(isRenewable ? 'token.renewable' : 'token.final');
  say(news);
  ticking = setInterval(tick, 1000);
  tick();
}

export function stopClock() {
  clearInterval(ticking);
  tokens = undefined;
  nextTry = 0;
  say('');
}

function tick() {
  const { expiresAt, refreshToken } = /** @type {Tokens} */ (tokens);
  const left = Math.max(0, expiresAt - Date.now());
  byId('token-left').textContent = left ? t('token.left', { time: digits(left) }) : t('token.over');
  byId('token-progress').value = left / whole;
  if (left > EARLY_MS) return;
  if (!refreshToken) return say(t(left ? 'token.soon' : 'token.ended'));
  if (!left) say(t('token.stuck'));
  if (Date.now() < nextTry) return;
  nextTry = Date.now() + PAUSE_MS;
  // What comes of it is told to whoever listens to the session; what fails is tried again.
  renew()?.catch(() => {});
}

/** @param {string} text */
function say(text) {
  const message = byId('token-message');
  // A live region is read out on every change, so it changes only when there is something new.
  if (message.textContent !== text) message.textContent = text;
}

/** `59:42`, and `23:59:42` from an hour on. @param {number} ms */
function digits(ms) {
  const seconds = Math.ceil(ms / 1000);
  const two = (/** @type {number} */ value) => String(Math.floor(value)).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), (seconds / 60) % 60];
  const rest = `${two(minutes)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}
