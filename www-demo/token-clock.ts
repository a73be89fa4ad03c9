// Shows how long the access token is valid. Screen readers read out only changes of its state, not every second.

import type { Tokens } from 'xsolla-login-wasm';

import { byId } from './dom.ts';
import { say, t, type Sentence } from './texts.ts';
import { digits } from './time.ts';

/** When the page warns that a token without a refresh token expires soon. */
const SOON_MS = 60_000;

/** The minimum time between calls for a token. The package decides whether to refresh it. */
const PAUSE_MS = 10_000;

/** Gets a valid token from the package. Rejects if there is none. */
type Renew = () => Promise<unknown> | undefined;

let tokens: Tokens | undefined;
/** The lifetime of the tokens in milliseconds, from when the page got them. */
let whole = 0;
/** When to call `renew` again. New tokens do not reset it, since they may expire at once. */
let nextAsk = 0;
let ticking: ReturnType<typeof setInterval> | undefined;
let renew: Renew = () => undefined;

export function startClock(ask: Renew): void {
  renew = ask;
}

export function windClock(next: Tokens, news: Sentence = ''): void {
  stopClock();
  tokens = next;
  whole = Math.max(1, next.expiresAt - Date.now());
  const isRenewable = next.refreshToken !== undefined;
  byId('token-refresh').hidden = !isRenewable;
  say(byId('token-hint'), t(isRenewable ? 'token.renewable' : 'token.final'));
  showMessage(news);
  ticking = setInterval(() => tick(next), 1000);
  tick(next);
}

export function stopClock(): void {
  clearInterval(ticking);
  tokens = undefined;
  showMessage('');
}

function tick({ expiresAt, refreshToken }: Tokens): void {
  const left = Math.max(0, expiresAt - Date.now());
  say(byId('token-left'), left ? t('token.left', { time: digits(left) }) : t('token.over'));
  byId('token-progress', HTMLProgressElement).value = left / whole;
  if (refreshToken) return keepGood();
  if (left <= SOON_MS) showMessage(t(left ? 'token.soon' : 'token.ended'));
}

/** Keeps the token valid. Any new tokens reach the page through the listeners of the session. */
function keepGood(): void {
  if (Date.now() < nextAsk) return;
  nextAsk = Date.now() + PAUSE_MS;
  renew()?.catch(() => {
    if (tokens) showMessage(t('token.stuck'));
  });
}

const showMessage = (text: Sentence): void => say(byId('token-message'), text);
