// Sign-up, sign-in with a password, and the way to a new password.

import { onClick } from './action.js';
import { byId } from './dom.js';
import { Form } from './form.js';
import { showNotice } from './notice.js';
import { showStrength } from './strength.js';
import { say, t } from './texts.js';
import { show } from './views.js';

/**
 * Gets what a sign-in resolves to, and the instance that it is of, if that is not the usual one.
 *
 * @typedef {(answer: any, by?: any) => Promise<void>} Accept
 */

/** How to send the mail of the "check your mail" view again. @type {any} */
let again;
/** The link of a reset mail, once it was opened. @type {{ code: string, user: string } | undefined} */
let resetLink;

/**
 * @param {any} api
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

/** @param {any} api @param {Accept} accept */
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

/** @param {any} api @param {Accept} accept */
function startSignUp(api, accept) {
  new Form('sign-up-form', {
    busyText: t('signUp.busy'),
    send: async ({ username, email, password }, { captchaData, signal }) => {
      const userInfo = { username, email, password };
      const answer = await api.signup({ userInfo, captchaData }, { signal });
      if (answer.login_url) return accept(answer);
      prefill('sign-in-username', username);
      checkMail({
        lead: t('checkMail.confirm', { to: email }),
        back: 'sign-up',
        send: (/** @type {any} */ options) => api.resendEmail({ username }, options),
      });
    },
  });
}

/** @param {any} api @param {string} username */
function resendTo(api, username) {
  checkMail({
    lead: t('checkMail.confirmUnknown', { to: username }),
    back: 'sign-in',
    send: (/** @type {any} */ options) => api.resendEmail({ username }, options),
  });
  byId('check-mail-resend').click();
}

/** @param {any} api */
function startReset(api) {
  new Form('reset-form', {
    busyText: t('reset.busy'),
    send: async ({ username }, { captchaData, signal }) => {
      await api.reset({ username, captchaData }, { signal });
      checkMail({
        lead: t('checkMail.reset', { to: username }),
        back: 'reset',
        send: (/** @type {any} */ options) => api.reset({ username }, options),
      });
    },
  });
  const section = byId('reset-form').closest('section');
  section.addEventListener('enter', () =>
    prefill('reset-username', byId('sign-in-username').value),
  );
}

/** @param {any} api */
function startNewPassword(api) {
  new Form('new-password-form', {
    busyText: t('newPassword.busy'),
    send: async ({ new_password }, { signal }) => {
      const { code, user } = /** @type {any} */ (resetLink);
      await api.set({ new_password, reset_code: code, user_id: user }, { signal });
      resetLink = undefined;
      history.replaceState(null, '');
      byId('new-password-form').reset();
      show('sign-in', { history: 'replace' });
      showNotice(t('newPassword.done'), { tone: 'good' });
    },
  });
}

function startCheckMail() {
  onClick(byId('check-mail-resend'), t('checkMail.busy'), async ({ signal }) => {
    await again.send({ signal });
    showNotice(t('checkMail.sentAgain'), { tone: 'good' });
  });
  byId('check-mail-back').addEventListener('click', (/** @type {Event} */ event) => {
    event.preventDefault();
    show(again.back);
  });
}

/** @param {{ lead: import('./texts.js').Text, back: string, send: (options: any) => Promise<any> }} mail */
function checkMail(mail) {
  again = mail;
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
  const input = byId(id);
  if (!input.value) input.value = value;
}

export function hasMailToCheck() {
  return again !== undefined;
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
  resetLink = history.state?.resetLink;
}
