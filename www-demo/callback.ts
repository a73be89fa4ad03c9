// What an address says to this page alone. The end of a sign-in, which stands in the same query, is
// read by the package.

import type { LoginUrl } from 'xsolla-login-wasm';

import { XsollaLogin } from './checked-package.ts';

/** Parameters that an address bar must not keep, and that the package leaves there. */
const OF_PAGE = ['fields', 'consent_token', 'consent_id', 'reset_code', 'user_id', 'continue'];

/** Those that the package takes away itself, once it is asked what they say. */
const OF_SIGN_IN = [
  ...['token', 'code', 'state', 'challenge_id'],
  ...['error_code', 'error', 'error_description'],
];

/** A sign-in whose terms must be accepted. */
export interface Consent {
  token: string;
  id: string | undefined;
}

interface NextSteps {
  /** More is wanted of the player, and the token is to tell it with. */
  asks: boolean;
  /** The terms must be accepted. */
  consent?: Consent | undefined;
}

/** The steps in the middle of a sign-in that an address leads to. */
export function nextStepsAt(url: unknown): NextSteps {
  if (!isAddress(url)) return { asks: false };
  const query = new URL(url).searchParams;
  const token = query.get('consent_token');
  const id = query.get('consent_id') || undefined;
  return { asks: query.has('fields'), consent: token ? { token, id } : undefined };
}

/**
 * Takes what is for this page out of the address bar, so that it stays in no history, no bookmark
 * and no screenshot.
 *
 * @returns what was there
 */
export function takeFromAddress(): URLSearchParams {
  const query = new URLSearchParams(location.search);
  remove(OF_PAGE);
  return query;
}

/** The same where nobody goes on from there, and the package is not asked. */
export function cleanAddress(): void {
  remove([...OF_PAGE, ...OF_SIGN_IN]);
}

function remove(names: string[]): void {
  const url = new URL(location.href);
  for (const name of names) url.searchParams.delete(name);
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}

/** Whether an address has something of the end of a sign-in, be it as it may. */
export function endsSignIn(url: unknown): boolean {
  return isAddress(url) && Object.keys(readLoginUrl(url)).length > 0;
}

/** Whether an address is one that OAuth 2.0 leads to. */
export function isOfOAuth(url: string): boolean {
  const { code, state } = readLoginUrl(url);
  return code !== undefined || state !== undefined;
}

function readLoginUrl(url: string): LoginUrl {
  try {
    return XsollaLogin.readLoginUrl(url);
  } catch {
    // A parameter stands there twice: whoever believes it will be told.
    return { state: '', code: '' };
  }
}

export function isAddress(url: unknown): url is string {
  return typeof url === 'string' && /^https?:/.test(url) && URL.canParse(url);
}
