// The signed-in page, and the way out of it.

import { onClick } from './action.js';
import { byId } from './dom.js';
import { dropDrafts } from './drafts.js';
import { showNotice } from './notice.js';
import { hideProfile, showProfile } from './profile.js';
import { pageUrlWith } from './settings.js';
import { noteSession } from './sso.js';
import { t } from './texts.js';
import { startClock, stopClock, windClock } from './token-clock.js';
import { show } from './views.js';

/**
 * Whose session the page shows. The package keeps the tokens, in memory: no other script, no other
 * tab and no thief of the disk finds them. After a reload the SSO session gives new ones.
 *
 * @type {any}
 */
let by;

export function isSignedIn() {
  return by !== undefined;
}

/** @param {any} api whose session has just begun */
export async function openSession(api) {
  const tokens = await api.session.get();
  by = api;
  noteSession(true);
  dropDrafts();
  forgetPasswords();
  windClock(tokens);
  // Another tab has a session of the same kind.
  const kind = tokens.refreshToken ? 'oauth' : 'jwt';
  byId('another-tab').href = pageUrlWith({ continue: kind });
  showProfile(api, tokens.accessToken);
  show('signed-in', { history: 'replace' });
}

/** @param {import('./settings.js').Apis} apis */
export function startSession({ jwt, oauth }) {
  for (const api of [jwt, oauth]) {
    api?.session.onChange((/** @type {any} */ tokens) => {
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
  onClick(byId('sign-out'), t('signedIn.busy'), ({ signal }) => signOut('sso', signal));
  onClick(byId('sign-out-all'), t('signedIn.busy'), ({ signal }) => signOut('all', signal));
}

/** @param {any} tokens those after a refresh; null where the service has ended the session */
function changed(tokens) {
  if (tokens) return windClock(tokens, t('token.refreshed'));
  leave();
  showNotice(t('signedIn.ended'));
}

/**
 * The tokens are forgotten whatever the service says.
 *
 * @param {'sso' | 'all'} sessions
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

/** @param {any} api @param {'sso' | 'all'} sessions @param {AbortSignal} signal */
async function endSession(api, sessions, signal) {
  try {
    await api.session.logout(sessions, { signal });
  } catch (error) {
    // A token that is no longer good has nothing to sign out of.
    if (/** @type {any} */ (error)?.status !== 401) throw error;
  }
  await api.clearSSO({ signal });
}

/** The token is gone, the cookie is not. @param {any} api */
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
  showNotice(t('signedIn.byeHere'), { label: t('notice.retry'), run });
}

/** Nothing of the session stays in the page. */
function leave() {
  by = undefined;
  stopClock();
  noteSession(false);
  show('sign-in', { history: 'replace', focus: false });
  hideProfile();
}

function forgetPasswords() {
  for (const input of document.querySelectorAll('.reveal-box input')) {
    /** @type {HTMLInputElement} */ (input).value = '';
  }
}
