// Sign-up, sign-in with a password, and the way to a new password.

import { byId, viewOf } from './dom.js';
import { Form } from './form.js';
import { showNotice } from './notice.js';
import { showStrength } from './strength.js';
import { say, t } from './texts.js';
import { show } from './views.js';

/**
 * @typedef {import('xsolla-login-wasm').Api} Api
 * @typedef {import('xsolla-login-wasm').SignInAnswer} Answer
 * @typedef {import('xsolla-login-wasm').CaptchaOptions} CaptchaOptions
 */

/**
 * Gets what a sign-in resolves to, and the instance that it is of, if that is not the usual one.
 *
 * @typedef {(answer: Answer, by?: Api) => Promise<void>} Accept
 */

/**
 * A mail that was sent: what is said of it, where its form is, and how to send it again.
 *
 * @typedef {object} SentMail
 * @property {import('./texts.js').Text} lead
 * @property {string} back the view to go back to
 * @property {(options: CaptchaOptions) => Promise<unknown>} send
 */

/** The mail of the "check your mail" view. @type {SentMail | undefined} */
let sent;
/** The link of a reset mail, once it was opened. @type {{ code: string, user: string } | undefined} */
let resetLink;

/**
 * @param {Api} api
 * @param {Accept} accept
 */
export function startAccount(api, accept) {
  startSignIn(api, accept);
  startSignUp(api, accept);
  startReset(api);
  startNewPassword(api);
  startCheckMail();
  showStrength('sign-up-password');
  showStrength('new-password-password');
}

/** @param {Api} api @param {Accept} accept */
function startSignIn(api, accept) {
  const form = new Form('sign-in-form', {
    busyText: t('signIn.busy'),
    send: async ({ username, password }, { captchaData, signal }) => {
      const credentials = { username, password };
      await accept(await api.login({ credentials, captchaData }, { signal }));
    },
    helps: { resend: () => resendTo(api, form.values.username) },
  });
}

/** @param {Api} api @param {Accept} accept */
function startSignUp(api, accept) {
  new Form('sign-up-form', {
    busyText: t('signUp.busy'),
    send: async ({ username, email, password }, { captchaData, signal }) => {
      const userInfo = { username, email, password };
      const answer = await api.signup({ userInfo }, { captchaData, signal });
      if (answer.code !== 204) return accept(answer);
      prefill('sign-in-username', username);
      checkMail({
        lead: t('checkMail.confirm', { to: email }),
        back: 'sign-up',
        send: (options) => api.resendEmail({ username }, options),
      });
    },
  });
}

/** @param {Api} api @param {string} username */
function resendTo(api, username) {
  checkMail({
    lead: t('checkMail.confirmUnknown', { to: username }),
    back: 'sign-in',
    send: (options) => api.resendEmail({ username }, options),
  });
  byId('check-mail-resend').click();
}

/** @param {Api} api */
function startReset(api) {
  new Form('reset-form', {
    busyText: t('reset.busy'),
    send: async ({ username }, { captchaData, signal }) => {
      await api.reset({ username }, { captchaData, signal });
      checkMail({
        lead: t('checkMail.reset', { to: username }),
        back: 'reset',
        send: (options) => api.reset({ username }, options),
      });
    },
  });
  viewOf(byId('reset-form')).addEventListener('enter', () =>
    prefill('reset-username', byId('sign-in-username', HTMLInputElement).value),
  );
}

/** @param {Api} api */
function startNewPassword(api) {
  new Form('new-password-form', {
    busyText: t('newPassword.busy'),
    send: async ({ new_password }, { signal }) => {
      const { code, user } = /** @type {NonNullable<typeof resetLink>} */ (resetLink);
      await api.set({ new_password, reset_code: code, user_id: user }, { signal });
      resetLink = undefined;
      history.replaceState(null, '');
      byId('new-password-form', HTMLFormElement).reset();
      show('sign-in', { history: 'replace' });
      showNotice(t('newPassword.done'), { tone: 'good' });
    },
  });
}

function startCheckMail() {
  const form = new Form('check-mail-form', {
    busyText: t('checkMail.busy'),
    send: async (_, options) => {
      await sent?.send(options);
      showNotice(t('checkMail.sentAgain'), { tone: 'good' });
    },
  });
  viewOf(byId('check-mail-form')).addEventListener('enter', () => form.clear());
  byId('check-mail-back').addEventListener('click', (event) => {
    event.preventDefault();
    show(sent?.back ?? 'sign-in');
  });
}

/** @param {SentMail} mail */
function checkMail(mail) {
  sent = mail;
  say(byId('check-mail-lead'), mail.lead);
  show('check-mail');
}

/**
 * What was typed in one place is offered in the other, but never over what stands there.
 *
 * @param {string} id
 * @param {string} value
 */
function prefill(id, value) {
  const input = byId(id, HTMLInputElement);
  if (!input.value) input.value = value;
}

export function hasMailToCheck() {
  return sent !== undefined;
}

export function hasResetLink() {
  return resetLink !== undefined;
}

/**
 * Takes a reset link out of the address. It lives on in the entry of the tab's history, so that a
 * reload of the page keeps it, and nowhere else.
 *
 * @param {URLSearchParams} query
 */
export function takeResetLink(query) {
  const code = query.get('reset_code');
  const user = query.get('user_id');
  if (code && user) history.replaceState({ resetLink: { code, user } }, '');
  const state = /** @type {{ resetLink?: typeof resetLink } | null} */ (history.state);
  resetLink = state?.resetLink;
}
