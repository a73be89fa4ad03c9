// Sign-in with a session that the service already has in this browser, and on the service's own page. That page
// sees the session even if the browser blocks third-party cookies.

import type { Api, SignInResult } from 'xsolla-login-wasm';

import { gone, onClick } from './action.ts';
import type { Apis } from './apis.ts';
import { byId } from './dom.ts';
import { t, textIn, type Sentence } from './texts.ts';
import { currentView, show } from './views.ts';
import { advise } from './workshop.ts';

/** Whether the service has said that it has a session in this browser. */
let runs = false;

export function hasRunningSession(): boolean {
  return runs;
}

export function noteSession(isRunning: boolean): void {
  runs = isRunning;
  if (!isRunning) byId('continue-message').hidden = true;
}

export function startSso({ jwt, oauth }: Apis): void {
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
 * Looks for a session of the service. Ignores errors: usually nobody is signed in, and the player can sign
 * in anyway.
 */
export async function lookForSession(jwt: Api): Promise<void> {
  const found = await jwt.silentSignIn().catch(() => undefined);
  if (!found?.signedIn) return;
  runs = true;
  if (isUntouched()) return show('welcome', { history: 'replace', focus: false });
  if (currentView() === 'sign-in') showAtContinue(t('signIn.sessionFound'));
}

/**
 * Signs in with the existing session, or tells the player that there is none.
 *
 * @param goOn continues with the result, which may ask for a second factor
 */
export async function continueHere(
  { jwt, oauth }: Apis,
  byOAuth: boolean,
  goOn: (end: Pick<SignInResult, 'challengeId'>, by: Api) => Promise<void>,
): Promise<void> {
  if (!byOAuth || !oauth) return goOnByCallback(jwt);
  const end = await oauth.silentSignIn();
  if (end.signedIn) await goOn('challengeId' in end ? end : {}, oauth);
  else none();
}

/** In JWT mode the service passes the token only to the callback URL, so the browser goes there. */
async function goOnByCallback(jwt: Api, signal?: AbortSignal): Promise<void> {
  const { signedIn } = await jwt.silentSignIn({ signal });
  if (!signedIn) return none();
  // No need to check again.
  await jwt.userAuthSSOWithRedirect(undefined, { signal, check: false });
  await gone(signal);
}

/** Nobody is signed in, or the browser blocks third-party cookies. A page cannot tell which. */
function none(): void {
  runs = false;
  show('sign-in', { history: 'replace', focus: false });
  const ways = byId('authorize-way').hidden ? 'signIn.noSession' : 'signIn.noSessionTwoWays';
  showAtContinue(t(ways));
  advise();
}

/** Whether the player has not begun to fill in the form, so that the page may show another view. */
function isUntouched(): boolean {
  if (currentView() !== 'sign-in') return false;
  const inputs = document.querySelectorAll<HTMLInputElement>('#sign-in-form input');
  return [...inputs].every((input) => !input.value && input !== document.activeElement);
}

function showAtContinue(text: Sentence): void {
  const message = byId('continue-message');
  message.replaceChildren(textIn('p', text));
  message.hidden = false;
  message.scrollIntoView({ block: 'nearest' });
}
