// How long the access token is good. The seconds are there to look at and to be asked for; read out
// is only what is news.

import type { Tokens } from 'xsolla-login-wasm';

import { byId } from './dom.ts';
import { say, t, type Sentence } from './texts.ts';
import { digits } from './time.ts';

/** So long before its end a token that cannot be refreshed is said to end soon. */
const SOON_MS = 60_000;

/** So often the package is asked for a token, at most. When to refresh it is the package's to say. */
const PAUSE_MS = 10_000;

/** Asks the package for a token that is good. Rejects when there is none any longer. */
type Renew = () => Promise<unknown> | undefined;

let tokens: Tokens | undefined;
/** Milliseconds that they were good for when they came. */
let whole = 0;
/** When to ask for a token again. New tokens do not change it: they may last for no time at all. */
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

/** New tokens, if any come, are told to whoever listens to the session. */
function keepGood(): void {
  if (Date.now() < nextAsk) return;
  nextAsk = Date.now() + PAUSE_MS;
  renew()?.catch(() => {
    if (tokens) showMessage(t('token.stuck'));
  });
}

const showMessage = (text: Sentence): void => say(byId('token-message'), text);
