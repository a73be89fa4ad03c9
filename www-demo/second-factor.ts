// The second factor: a code that the service asks for after the right password.

import type { Api } from 'xsolla-login-wasm';

import type { Accept } from './account.ts';
import { onClick } from './action.ts';
import { sendAtOnce, waitToSend } from './again.ts';
import { XsollaLogin } from './checked-package.ts';
import { pasteCode } from './code.ts';
import { byId } from './dom.ts';
import { Form } from './form.ts';
import { showNotice } from './notice.ts';
import { t } from './texts.ts';
import { show } from './views.ts';

/** The instance that made the sign-in, with its `challenge_id` set; undefined without a challenge. */
let by: Api | undefined;

export function hasChallenge(): boolean {
  return by !== undefined;
}

export function dropChallenge(): void {
  by = undefined;
  byId('second-factor-form', HTMLFormElement).reset();
}

export function openChallenge(id: string, api: Api): void {
  by = api;
  api.updateConfig({ challenge_id: id });
  byId('second-factor-form', HTMLFormElement).reset();
  waitToSend('second-factor-resend', 'secondFactor.resend');
  show('second-factor', { history: 'replace' });
}

export function startSecondFactor(accept: Accept): void {
  const form = new Form('second-factor-form', {
    busyText: t('secondFactor.busy'),
    send: async ({ code = '' }, { signal }) => {
      const remember_me = byId('second-factor-remember', HTMLInputElement).checked;
      const api = by;
      if (!api) throw new Error('no sign-in is waiting for this code');
      await orStartOver(async () => {
        const answer = await api.otpLogin({ code, remember_me }, { signal });
        await accept(answer, api);
      });
    },
    helps: { newCode: () => sendAtOnce('second-factor-resend', 'secondFactor.resend') },
  });
  byId('second-factor-code', HTMLInputElement).addEventListener('paste', pasteCode);
  onClick(byId('second-factor-resend'), t('code.busy'), ({ signal }) =>
    orStartOver(async () => {
      await by?.otpResendCode({ signal });
      waitToSend('second-factor-resend', 'secondFactor.resend');
      byId('second-factor-code', HTMLInputElement).value = '';
      form.clear();
      showNotice(t('codeEntry.sentAgain'), { tone: 'good' });
      byId('second-factor-code').focus();
    }),
  );
}

/** Goes back to sign-in if the service no longer knows the challenge. */
async function orStartOver(action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    if (!(error instanceof XsollaLogin.APIError) || error.status !== 404) throw error;
    dropChallenge();
    show('sign-in', { history: 'replace' });
    showNotice(t('secondFactor.gone'), { tone: 'bad' });
  }
}
