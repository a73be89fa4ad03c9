// The project's terms, which a player accepts at the first sign-in by a social network.

import type { Api } from 'xsolla-login-wasm';

import type { Accept } from './account.ts';
import { onClick, type Call } from './action.ts';
import type { Consent } from './callback.ts';
import { byId } from './dom.ts';
import { t } from './texts.ts';
import { show } from './views.ts';

/** The sign-in that waits for the player's answer. */
let pending: Consent | undefined;

export function hasConsent(): boolean {
  return pending !== undefined;
}

export function dropConsent(): void {
  pending = undefined;
}

export function openConsent(consent: Consent): void {
  pending = consent;
  show('consent', { history: 'replace' });
}

export function startConsent(api: Api, accept: Accept): void {
  const answerWith = (isAccepted: boolean) => {
    return async ({ signal }: Call) => {
      if (!pending) throw new Error('no sign-in is waiting for this answer');
      const { token, id } = pending;
      await accept(await api.agreement({ token, isAccepted, consentId: id }, { signal }));
    };
  };
  onClick(byId('consent-accept'), t('consent.busy'), answerWith(true));
  onClick(byId('consent-refuse'), t('consent.busy'), answerWith(false));
}
