// The signed-in page, and sign-out.

import type { Api, LogoutSessions, Tokens } from 'xsolla-login-wasm';

import { onClick, type Call } from './action.ts';
import type { Apis } from './apis.ts';
import { XsollaLogin } from './checked-package.ts';
import { byId } from './dom.ts';
import { dropDrafts } from './drafts.ts';
import { showNotice } from './notice.ts';
import { hideProfile, showProfile } from './profile.ts';
import { pageUrlWith } from './settings.ts';
import { noteSession } from './sso.ts';
import { t } from './texts.ts';
import { startClock, stopClock, windClock } from './token-clock.ts';
import { show } from './views.ts';

/**
 * The instance whose session the page shows. It keeps the tokens in memory, where no other tab can
 * read them and nothing is written to disk. After a reload, new ones come from the SSO session.
 */
let by: Api | undefined;

export function isSignedIn(): boolean {
  return by !== undefined;
}

/** @param api the instance whose session has just begun */
export async function openSession(api: Api): Promise<void> {
  const tokens = await api.session.get();
  if (!tokens) throw new Error('a sign-in without tokens');
  by = api;
  noteSession(true);
  dropDrafts();
  forgetPasswords();
  windClock(tokens);
  // The other tab signs in by the same protocol.
  const protocol = tokens.refreshToken ? 'oauth' : 'jwt';
  byId('another-tab', HTMLAnchorElement).href = pageUrlWith({ continue: protocol });
  byId('workshop-session').hidden = false;
  showProfile(api, tokens.accessToken);
  show('signed-in', { history: 'replace' });
}

export function startSession({ jwt, oauth }: Apis): void {
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
    // The session has ended, and the page has already said so.
    () => !isSignedIn(),
  );
  onClick(byId('play'), t('signedIn.casting'), play);
  onClick(byId('sign-out'), t('signedIn.busy'), ({ signal }) => signOut('sso', signal));
  onClick(byId('sign-out-all'), t('signedIn.busy'), ({ signal }) => signOut('all', signal));
}

/** Starts the game with a valid access token, which a real game would send to its server. */
async function play({ signal }: Call): Promise<void> {
  if (!(await by?.session.getAccessToken({ signal })))
    return isSignedIn() ? changed(null) : undefined;
  show('play');
}

/** @param tokens the refreshed tokens; null if the service has ended the session */
function changed(tokens: Tokens | null): void {
  if (tokens) return windClock(tokens, t('token.refreshed'));
  leave();
  showNotice(t('signedIn.ended'));
}

/** Forgets the tokens even if the service does not respond. */
async function signOut(sessions: LogoutSessions, signal: AbortSignal): Promise<void> {
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

async function endSession(api: Api, sessions: LogoutSessions, signal: AbortSignal): Promise<void> {
  try {
    await api.session.logout(sessions, { signal });
  } catch (error) {
    // An expired token has no session to end.
    if (!(error instanceof XsollaLogin.APIError) || error.status !== 401) throw error;
  }
  await api.clearSSO({ signal });
}

/** Offers to try again: the token is gone, but the service's cookie is not. */
function offerToEnd(api: Api): void {
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

/** Removes the session from the page. */
function leave(): void {
  by = undefined;
  stopClock();
  noteSession(false);
  show('sign-in', { history: 'replace', focus: false });
  hideProfile();
  byId('workshop-session').hidden = true;
}

function forgetPasswords(): void {
  const inputs = document.querySelectorAll<HTMLInputElement>('.reveal-box input');
  for (const input of inputs) input.value = '';
}
