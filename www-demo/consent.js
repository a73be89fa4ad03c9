// The terms of the project, for somebody who comes by a social network for the first time.

import { onClick } from './action.js';
import { byId } from './dom.js';
import { t } from './texts.js';
import { show } from './views.js';

/** The sign-in that waits for an answer. @type {{ token: string, id?: string } | undefined} */
let waiting;

export function hasConsent() {
  return waiting !== undefined;
}

export function dropConsent() {
  waiting = undefined;
}

/** @param {{ token: string, id?: string }} consent */
export function openConsent(consent) {
  waiting = consent;
  show('consent', { history: 'replace' });
}

/** @param {import('xsolla-login-wasm').Api} api @param {import('./account.js').Accept} accept */
export function startConsent(api, accept) {
  const answerWith = (/** @type {boolean} */ isAccepted) => {
    return async (/** @type {import('./types.js').Call} */ { signal }) => {
      const { token, id } = /** @type {NonNullable<typeof waiting>} */ (waiting);
      await accept(await api.agreement({ token, isAccepted, consentId: id }, { signal }));
    };
  };
  onClick(byId('consent-accept'), t('consent.busy'), answerWith(true));
  onClick(byId('consent-refuse'), t('consent.busy'), answerWith(false));
}
