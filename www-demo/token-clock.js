// How long the access token is good. The seconds are there to look at and to be asked for; read out
// is only what is news.

import { byId } from './dom.js';
import { say, t } from './texts.js';
import { digits } from './time.js';

/** So long before its end a token that cannot be refreshed is said to end soon. */
const SOON_MS = 60_000;

/** So often the package is asked for a token, at most. When to refresh it is the package's to say. */
const PAUSE_MS = 10_000;

/** @typedef {import('xsolla-login-wasm').Tokens} Tokens */

/** @type {Tokens | undefined} */
let tokens;
/** Milliseconds that they were good for when they came. */
let whole = 0;
/** When to ask for a token again. New tokens do not change it: they may last for no time at all. */
let nextAsk = 0;
/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;
/** Asks the package for a token that is good. Rejects when there is none any longer. */
let renew = () => /** @type {Promise<unknown> | undefined} */ (undefined);

/** @param {() => Promise<unknown> | undefined} ask */
export function startClock(ask) {
  renew = ask;
}

/**
 * @param {Tokens} next
 * @param {import('./texts.js').Text} [news]
 */
export function windClock(next, news = '') {
  stopClock();
  tokens = next;
  whole = Math.max(1, next.expiresAt - Date.now());
  const isRenewable = next.refreshToken !== undefined;
  byId('token-refresh').hidden = !isRenewable;
  say(byId('token-hint'), t(isRenewable ? 'token.renewable' : 'token.final'));
  tell(news);
  ticking = setInterval(tick, 1000);
  tick();
}

export function stopClock() {
  clearInterval(ticking);
  tokens = undefined;
  tell('');
}

function tick() {
  const { expiresAt, refreshToken } = /** @type {Tokens} */ (tokens);
  const left = Math.max(0, expiresAt - Date.now());
  say(byId('token-left'), left ? t('token.left', { time: digits(left) }) : t('token.over'));
  byId('token-progress', HTMLProgressElement).value = left / whole;
  if (refreshToken) return keepGood();
  if (left <= SOON_MS) tell(t(left ? 'token.soon' : 'token.ended'));
}

/** New tokens, if any come, are told to whoever listens to the session. */
function keepGood() {
  if (Date.now() < nextAsk) return;
  nextAsk = Date.now() + PAUSE_MS;
  renew()?.catch(() => {
    if (tokens) tell(t('token.stuck'));
  });
}

/** @param {import('./texts.js').Text} text */
const tell = (text) => say(byId('token-message'), text);
