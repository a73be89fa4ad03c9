// The signed-in page, and the way out of it.

import { onClick } from './action.js';
import { byId } from './dom.js';
import { dropDrafts } from './drafts.js';
import { showNotice } from './notice.js';
import { XsollaLogin } from './package.js';
import { hideProfile, showProfile } from './profile.js';
import { pageUrlWith } from './settings.js';
import { noteSession } from './sso.js';
import { t } from './texts.js';
import { startClock, stopClock, windClock } from './token-clock.js';
import { show } from './views.js';

/**
 * @typedef {import('xsolla-login-wasm').Api} Api
 * @typedef {import('xsolla-login-wasm').LogoutSessions} Sessions
 */

/**
 * Whose session the page shows. The package keeps the tokens, in memory: no other script, no other
 * tab and no thief of the disk finds them. After a reload the SSO session gives new ones.
 *
 * @type {Api | undefined}
 */
let by;

export function isSignedIn() {
  return by !== undefined;
}

/** @param {Api} api whose session has just begun */
export async function openSession(api) {
  const tokens = await api.session.get();
  if (!tokens) throw new Error('a sign-in without tokens');
  by = api;
  noteSession(true);
  dropDrafts();
  forgetPasswords();
  windClock(tokens);
  // Another tab has a session of the same kind.
  const kind = tokens.refreshToken ? 'oauth' : 'jwt';
  byId('another-tab', HTMLAnchorElement).href = pageUrlWith({ continue: kind });
  byId('workshop-session').hidden = false;
  showProfile(api, tokens.accessToken);
  show('signed-in', { history: 'replace' });
}

/** @param {import('./types.js').Apis} apis */
export function startSession({ jwt, oauth }) {
  for (const api of [jwt, oauth]) {
    api?.session.onChange((tokens) => {
      if (api === by) changed(tokens);
    });
  }
  startClock(() => by?.session.getAccessToken());
  onClick(
    byId('token-refresh'),
    t('token.busy'),
    async ({ signal }) => void (await by?.refresh(undefined, { signal })),
    // It is over, and has been said.
    () => !isSignedIn(),
  );
  onClick(byId('play'), t('signedIn.casting'), play);
  onClick(byId('sign-out'), t('signedIn.busy'), ({ signal }) => signOut('sso', signal));
  onClick(byId('sign-out-all'), t('signedIn.busy'), ({ signal }) => signOut('all', signal));
}

/**
 * The game begins with an access token that is good: this is what its server would get.
 *
 * @param {import('./types.js').Call} call
 */
async function play({ signal }) {
  if (!(await by?.session.getAccessToken({ signal })))
    return isSignedIn() ? changed(null) : undefined;
  show('play');
}

/** @param {import('xsolla-login-wasm').Tokens | null} tokens those after a refresh; null where the service has ended the session */
function changed(tokens) {
  if (tokens) return windClock(tokens, t('token.refreshed'));
  leave();
  showNotice(t('signedIn.ended'));
}

/**
 * The tokens are forgotten whatever the service says.
 *
 * @param {Sessions} sessions
 * @param {AbortSignal} signal
 */
async function signOut(sessions, signal) {
  const api = by;
  if (!api) return;
  by = undefined;
  stopClock();
  try {
    await endSession(api, sessions, signal);
    leave();
    showNotice(t('signedIn.bye'), { tone: 'good' });
  } catch {
    leave();
    offerToEnd(api);
  }
}

/** @param {Api} api @param {Sessions} sessions @param {AbortSignal} signal */
async function endSession(api, sessions, signal) {
  try {
    await api.session.logout(sessions, { signal });
  } catch (error) {
    // A token that is no longer good has nothing to sign out of.
    if (!(error instanceof XsollaLogin.APIError) || error.status !== 401) throw error;
  }
  await api.clearSSO({ signal });
}

/** The token is gone, the cookie is not. @param {Api} api */
function offerToEnd(api) {
  const run = async () => {
    try {
      await api.clearSSO();
      noteSession(false);
      showNotice(t('signedIn.bye'), { tone: 'good' });
    } catch {
      offerToEnd(api);
    }
  };
  showNotice(t('signedIn.byeHere'), { tone: 'bad', label: t('notice.retry'), run });
}

/** Nothing of the session stays in the page. */
function leave() {
  by = undefined;
  stopClock();
  noteSession(false);
  show('sign-in', { history: 'replace', focus: false });
  hideProfile();
  byId('workshop-session').hidden = true;
}

function forgetPasswords() {
  for (const input of document.querySelectorAll('.reveal-box input')) {
    /** @type {HTMLInputElement} */ (input).value = '';
  }
}
