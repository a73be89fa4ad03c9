// Reads the query parameters that are for this page. The package reads those that end a sign-in.

import type { LoginUrl } from 'xsolla-login-wasm';

import { XsollaLogin } from './checked-package.ts';

/** Parameters that this page must remove from the address bar, because the package does not. */
const OF_PAGE = ['fields', 'consent_token', 'consent_id', 'reset_code', 'user_id', 'continue'];

/** Parameters that the package removes when it reads them. */
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
  /** The project asks for more fields, which are sent with the token. */
  asks: boolean;
  /** The terms must be accepted. */
  consent?: Consent | undefined;
}

/** What the player must do before the sign-in ends, according to a URL. */
export function nextStepsAt(url: unknown): NextSteps {
  if (!isAddress(url)) return { asks: false };
  const query = new URL(url).searchParams;
  const token = query.get('consent_token');
  const id = query.get('consent_id') || undefined;
  return { asks: query.has('fields'), consent: token ? { token, id } : undefined };
}

/**
 * Removes this page's parameters from the address bar, to keep them out of the history, bookmarks and
 * screenshots.
 *
 * @returns the query as it was
 */
export function takeFromAddress(): URLSearchParams {
  const query = new URLSearchParams(location.search);
  remove(OF_PAGE);
  return query;
}

/** Also removes the package's parameters, for when the package does not read them. */
export function cleanAddress(): void {
  remove([...OF_PAGE, ...OF_SIGN_IN]);
}

function remove(names: string[]): void {
  const url = new URL(location.href);
  for (const name of names) url.searchParams.delete(name);
  if (url.href !== location.href) history.replaceState(history.state, '', url);
}

/** Whether a URL ends a sign-in, successfully or not. */
export function endsSignIn(url: unknown): boolean {
  return isAddress(url) && Object.keys(readLoginUrl(url)).length > 0;
}

/** Whether a URL ends a sign-in by OAuth 2.0. */
export function isOfOAuth(url: string): boolean {
  const { code, state } = readLoginUrl(url);
  return code !== undefined || state !== undefined;
}

function readLoginUrl(url: string): LoginUrl {
  try {
    return XsollaLogin.readLoginUrl(url);
  } catch {
    // A parameter is repeated. The call that completes the sign-in reports the error.
    return { state: '', code: '' };
  }
}

export function isAddress(url: unknown): url is string {
  return typeof url === 'string' && /^https?:/.test(url) && URL.canParse(url);
}
