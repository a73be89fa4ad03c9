// A session of the service that runs in this browser already, and the service's own page, which can
// see it even where the browser keeps the service's cookie from this one.

import { gone, onClick } from './action.js';
import { byId } from './dom.js';
import { t, textIn } from './texts.js';
import { currentView, show } from './views.js';
import { advise } from './workshop.js';

/**
 * @typedef {import('./types.js').Apis} Apis
 * @typedef {import('xsolla-login-wasm').Api} Api
 */

/** True once the service has said that a session runs in this browser. */
let runs = false;

export function hasRunningSession() {
  return runs;
}

/** @param {boolean} isRunning */
export function noteSession(isRunning) {
  runs = isRunning;
  if (!isRunning) byId('continue-message').hidden = true;
}

/** @param {Apis} apis */
export function startSso({ jwt, oauth }) {
  onClick(byId('welcome-other'), t('welcome.busy'), async ({ signal }) => {
    await jwt.clearSSO({ signal });
    noteSession(false);
    show('sign-in', { history: 'replace' });
  });
  for (const id of ['welcome-continue', 'continue-session']) {
    onClick(byId(id), t('welcome.busy'), ({ signal }) => goOnByCallback(jwt, signal));
  }
  if (!oauth) return;
  byId('authorize-way').hidden = false;
  onClick(byId('authorize'), t('authorize.busy'), async ({ signal }) => {
    await oauth.authorize(undefined, { signal });
    await gone(signal);
  });
}

/**
 * Asks quietly. Nobody signed in is the usual case, and whatever goes wrong here is no reason to
 * trouble somebody who has come to sign in.
 *
 * @param {Api} jwt
 */
export async function lookForSession(jwt) {
  const found = await jwt.silentSignIn().catch(() => undefined);
  if (!found?.signedIn) return;
  runs = true;
  if (isUntouched()) return show('welcome', { history: 'replace', focus: false });
  if (currentView() === 'sign-in') tellAtContinue(t('signIn.sessionFound'));
}

/**
 * Signs in by the session that runs, or says that there is none.
 *
 * @param {Apis} apis
 * @param {boolean} byOAuth
 * @param {(by: Api) => Promise<void>} open
 */
export async function continueHere({ jwt, oauth }, byOAuth, open) {
  if (!byOAuth || !oauth) return goOnByCallback(jwt);
  const { signedIn } = await oauth.silentSignIn();
  if (signedIn) await open(oauth);
  else none();
}

/**
 * With JWT the service gives the token to the callback only, so the browser goes there.
 *
 * @param {Api} jwt
 * @param {AbortSignal} [signal]
 */
async function goOnByCallback(jwt, signal) {
  const { signedIn } = await jwt.silentSignIn({ signal });
  if (!signedIn) return none();
  // That the session runs has been asked just now.
  await jwt.userAuthSSOWithRedirect(undefined, { signal, check: false });
  await gone(signal);
}

/** Nobody is signed in, or the browser does not let this page see it: no page can tell which. */
function none() {
  runs = false;
  show('sign-in', { history: 'replace', focus: false });
  const ways = byId('authorize-way').hidden ? 'signIn.noSession' : 'signIn.noSessionTwoWays';
  tellAtContinue(t(ways));
  advise();
}

/** Nobody is moved away from a form that they have begun to fill in. */
function isUntouched() {
  if (currentView() !== 'sign-in') return false;
  const inputs = /** @type {NodeListOf<HTMLInputElement>} */ (
    document.querySelectorAll('#sign-in-form input')
  );
  return [...inputs].every((input) => !input.value && input !== document.activeElement);
}

/** @param {import('./texts.js').Text} text */
function tellAtContinue(text) {
  const message = byId('continue-message');
  message.replaceChildren(textIn('p', text));
  message.hidden = false;
  message.scrollIntoView({ block: 'nearest' });
}
