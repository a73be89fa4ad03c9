// Sign-up, sign-in with a password, and password reset.

import type { Api, CaptchaOptions, SignInAnswer } from 'xsolla-login-wasm';

import { byId, viewOf } from './dom.ts';
import { Form } from './form.ts';
import { isRecord } from './json.ts';
import { showNotice } from './notice.ts';
import { showStrength } from './strength.ts';
import { say, t, type Sentence } from './texts.ts';
import { show } from './views.ts';

/** Continues with the response to a sign-in. `by` is the instance that made the call; by default, the one for JWT. */
export type Accept = (answer: SignInAnswer, by?: Api) => Promise<void>;

/** An email that was sent: the sentence about it, the view to return to, and how to send it again. */
interface SentMail {
  lead: Sentence;
  /** The view to go back to. */
  back: string;
  send: (options: CaptchaOptions) => Promise<unknown>;
}

/** The link of a password reset email that the player has opened. */
interface ResetLink {
  code: string;
  user: string;
}

/** The email of the "check your mail" view. */
let sent: SentMail | undefined;
let resetLink: ResetLink | undefined;

export function startAccount(api: Api, accept: Accept): void {
  startSignIn(api, accept);
  startSignUp(api, accept);
  startReset(api);
  startNewPassword(api);
  startCheckMail();
  showStrength('sign-up-password');
  showStrength('new-password-password');
}

function startSignIn(api: Api, accept: Accept): void {
  const form = new Form('sign-in-form', {
    busyText: t('signIn.busy'),
    send: async ({ username = '', password = '' }, { captchaData, signal }) => {
      const credentials = { username, password };
      await accept(await api.login({ credentials, captchaData }, { signal }));
    },
    helps: { resend: () => resendTo(api, form.values.username ?? '') },
  });
}

function startSignUp(api: Api, accept: Accept): void {
  new Form('sign-up-form', {
    busyText: t('signUp.busy'),
    send: async ({ username = '', email = '', password = '' }, { captchaData, signal }) => {
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

function resendTo(api: Api, username: string): void {
  checkMail({
    lead: t('checkMail.confirmUnknown', { to: username }),
    back: 'sign-in',
    send: (options) => api.resendEmail({ username }, options),
  });
  byId('check-mail-resend').click();
}

function startReset(api: Api): void {
  new Form('reset-form', {
    busyText: t('reset.busy'),
    send: async ({ username = '' }, { captchaData, signal }) => {
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

function startNewPassword(api: Api): void {
  new Form('new-password-form', {
    busyText: t('newPassword.busy'),
    send: async ({ new_password = '' }, { signal }) => {
      if (!resetLink) throw new Error('no reset link was opened');
      const { code, user } = resetLink;
      await api.set({ new_password, reset_code: code, user_id: user }, { signal });
      resetLink = undefined;
      history.replaceState(null, '');
      byId('new-password-form', HTMLFormElement).reset();
      show('sign-in', { history: 'replace' });
      showNotice(t('newPassword.done'), { tone: 'good' });
    },
  });
}

function startCheckMail(): void {
  const form = new Form('check-mail-form', {
    busyText: t('checkMail.busy'),
    send: async (_, call) => {
      await sent?.send(call);
      showNotice(t('checkMail.sentAgain'), { tone: 'good' });
    },
  });
  viewOf(byId('check-mail-form')).addEventListener('enter', () => form.clear());
  byId('check-mail-back').addEventListener('click', (event) => {
    event.preventDefault();
    show(sent?.back ?? 'sign-in');
  });
}

function checkMail(mail: SentMail): void {
  sent = mail;
  say(byId('check-mail-lead'), mail.lead);
  show('check-mail');
}

/** Copies what the player typed in another form, but never overwrites a value. */
function prefill(id: string, value: string): void {
  const input = byId(id, HTMLInputElement);
  if (!input.value) input.value = value;
}

export function hasMailToCheck(): boolean {
  return sent !== undefined;
}

export function hasResetLink(): boolean {
  return resetLink !== undefined;
}

/**
 * Moves a reset link from the query to the state of the history entry, so that it survives a reload
 * and is stored nowhere else.
 */
export function takeResetLink(query: URLSearchParams): void {
  const code = query.get('reset_code');
  const user = query.get('user_id');
  if (code && user) history.replaceState({ resetLink: { code, user } }, '');
  resetLink = linkIn(history.state);
}

function linkIn(state: unknown): ResetLink | undefined {
  const link = isRecord(state) ? state.resetLink : undefined;
  if (!isRecord(link)) return undefined;
  const { code, user } = link;
  return typeof code === 'string' && typeof user === 'string' ? { code, user } : undefined;
}
