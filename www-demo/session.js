// The signed-in page, the way out of it, and a session that runs already.

import { onClick } from './action.js';
import { byId, make } from './dom.js';
import { dropDrafts } from './drafts.js';
import { showNotice } from './notice.js';
import { t } from './texts.js';
import { claimsOf } from './token.js';
import { currentView, show } from './views.js';

const FACTS = ['username', 'email', 'sub', 'provider', 'exp'];

/**
 * In memory only: no other script, no other tab and no thief of the disk finds it. After a reload
 * the SSO session of the service gives a new one.
 *
 * @type {string | undefined}
 */
let token;
/** True once the service has said that a session runs in this browser. */
let sessionRuns = false;

export function isSignedIn() {
  return token !== undefined;
}

export function hasRunningSession() {
  return sessionRuns;
}

/** @param {string} value */
export function openSession(value) {
  token = value;
  sessionRuns = true;
  dropDrafts();
  forgetPasswords();
  showClaims(claimsOf(value));
  show('signed-in', { history: 'replace' });
  byId('signed-in-title').focus();
}

/** @param {any} api */
export function startSession(api) {
  onClick(byId('sign-out'), t('signedIn.busy'), ({ signal }) => signOut(api, 'sso', signal));
  onClick(byId('sign-out-all'), t('signedIn.busy'), ({ signal }) => signOut(api, 'all', signal));
  onClick(byId('welcome-other'), t('welcome.busy'), async ({ signal }) => {
    await api.clearSSO({ signal });
    sessionRuns = false;
    show('sign-in', { history: 'replace' });
  });
  for (const id of ['welcome-continue', 'continue-session']) {
    onClick(
      byId(id),
      t('welcome.busy'),
      async ({ signal }) => {
        await api.userAuthSSOWithRedirect(undefined, { signal });
        await gone(signal);
      },
      isGone,
    );
  }
}

/**
 * The browser is leaving, and the button stays busy until it has. Settles when it comes back out of
 * the back/forward cache, or when the player has had enough of waiting.
 *
 * @param {AbortSignal} signal
 * @returns {Promise<void>}
 */
export function gone(signal) {
  return new Promise((resolve) => {
    window.addEventListener('pageshow', () => resolve(), { once: true });
    signal.addEventListener('abort', () => {
      window.stop();
      resolve();
    });
  });
}

/**
 * Asks quietly. A 401 is the usual "nobody is signed in", and whatever else goes wrong here is no
 * reason to trouble somebody who has come to sign in.
 *
 * @param {any} api
 */
export async function lookForSession(api) {
  try {
    await api.checkUserAuthSSO();
  } catch {
    return;
  }
  if (token) return;
  sessionRuns = true;
  if (isUntouched()) return show('welcome', { history: 'replace', focus: false });
  tellAtContinue(t('signIn.sessionFound'));
}

/** Nobody is moved away from a form that they have begun to fill in. */
function isUntouched() {
  if (currentView() !== 'sign-in') return false;
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll('#sign-in-form input')
  );
  return [...inputs].every((input) => !input.value && input !== document.activeElement);
}

/**
 * The session has ended in the meantime.
 *
 * @param {any} error
 */
function isGone(error) {
  if (error?.status !== 401) return false;
  sessionRuns = false;
  show('sign-in', { history: 'replace', focus: false });
  tellAtContinue(t('signIn.noSession'));
  return true;
}

/** @param {string} text */
function tellAtContinue(text) {
  const message = byId('continue-message');
  message.textContent = text;
  message.hidden = false;
}

/**
 * @param {any} api
 * @param {'sso' | 'all'} sessions
 * @param {AbortSignal} signal
 */
async function signOut(api, sessions, signal) {
  try {
    await api.logout(token, sessions, { signal });
  } catch (error) {
    // A token that is no longer good has nothing to sign out of.
    if (/** @type {any} */ (error)?.status !== 401) throw error;
  }
  await api.clearSSO({ signal });
  token = undefined;
  sessionRuns = false;
  byId('continue-message').hidden = true;
  show('sign-in', { history: 'replace', focus: false });
  showNotice(t('signedIn.bye'), { tone: 'good' });
}

function forgetPasswords() {
  for (const input of document.querySelectorAll('.reveal-box input')) {
    /** @type {HTMLInputElement} */ (input).value = '';
  }
}

/** @param {Record<string, any> | undefined} claims */
function showClaims(claims) {
  const name = String(claims?.username ?? claims?.name ?? claims?.email ?? t('signedIn.nameless'));
  byId('signed-in-title').textContent = t('signedIn.title', { name });
  byId('signed-in-avatar').textContent = [...name][0].toUpperCase();
  const facts = FACTS.filter((fact) => claims?.[fact] != null).flatMap((fact) =>
    pair(t(`signedIn.facts.${fact}`), fact === 'exp' ? readableTime(claims?.exp) : claims?.[fact]),
  );
  byId('signed-in-facts').replaceChildren(...facts);
  if (!claims)
    byId('signed-in-facts').append(make('dd', { textContent: t('signedIn.unreadable') }));
  const all = Object.entries(claims ?? {}).flatMap(([claim, value]) => pair(claim, value));
  byId('signed-in-claims').replaceChildren(...all);
}

/** @param {string} label @param {unknown} value */
function pair(label, value) {
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return [make('dt', { textContent: label }), make('dd', { textContent: text })];
}

/** @param {unknown} seconds */
function readableTime(seconds) {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? String(seconds) : date.toLocaleString();
}
