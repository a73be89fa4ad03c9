// The second factor: a code that the service asks for after the right password.

import { onClick } from './action.js';
import { sendAtOnce, waitToSend } from './again.js';
import { pasteCode } from './code.js';
import { byId } from './dom.js';
import { Form } from './form.js';
import { showNotice } from './notice.js';
import { XsollaLogin } from './package.js';
import { t } from './texts.js';
import { show } from './views.js';

/** @typedef {import('xsolla-login-wasm').Api} Api */

/**
 * The instance that the sign-in is of, with the challenge among its options. Undefined without one.
 *
 * @type {Api | undefined}
 */
let by;

export function hasChallenge() {
  return by !== undefined;
}

export function dropChallenge() {
  by = undefined;
  byId('second-factor-form', HTMLFormElement).reset();
}

/** @param {string} id @param {Api} api */
export function openChallenge(id, api) {
  by = api;
  api.updateConfig({ challenge_id: id });
  byId('second-factor-form', HTMLFormElement).reset();
  waitToSend('second-factor-resend', 'secondFactor.resend');
  show('second-factor', { history: 'replace' });
}

/** @param {import('./account.js').Accept} accept */
export function startSecondFactor(accept) {
  const form = new Form('second-factor-form', {
    busyText: t('secondFactor.busy'),
    send: async ({ code }, { signal }) => {
      const remember_me = byId('second-factor-remember', HTMLInputElement).checked;
      const api = /** @type {Api} */ (by);
      await orStartOver(async () => {
        const answer = await api.otpLogin({ code, remember_me }, { signal });
        await accept(answer, api);
      });
    },
    helps: { newCode: () => sendAtOnce('second-factor-resend', 'secondFactor.resend') },
  });
  byId('second-factor-code').addEventListener('paste', pasteCode);
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

/**
 * A challenge that the service no longer knows cannot be gone on with.
 *
 * @param {() => Promise<void>} step
 */
async function orStartOver(step) {
  try {
    await step();
  } catch (error) {
    if (!(error instanceof XsollaLogin.APIError) || error.status !== 404) throw error;
    dropChallenge();
    show('sign-in', { history: 'replace' });
    showNotice(t('secondFactor.gone'), { tone: 'bad' });
  }
}
