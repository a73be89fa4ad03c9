// One-time codes: the form that requests one, and the view that takes it, or waits for the link in the message.

import type { Api, CallOptions, CaptchaOptions, OperationResponse } from 'xsolla-login-wasm';

import type { Accept } from './account.ts';
import { onClick, type Call } from './action.ts';
import { sendAtOnce, waitToSend } from './again.ts';
import { XsollaLogin } from './checked-package.ts';
import { byId, viewOf } from './dom.ts';
import { Form } from './form.ts';
import { showNotice } from './notice.ts';
import { pageUrl } from './settings.ts';
import { say, t } from './texts.ts';
import { digits } from './time.ts';
import { show } from './views.ts';
import { wantsCaptcha } from './words.ts';

/** How long a code is valid. */
const CODE_SECONDS = 180;

/** Where the link in the message leads: a view that says "go back to your window". */
export const linkUrl = `${pageUrl}#link-opened`;

/** A code that was sent and not yet confirmed. */
interface Operation {
  channel: 'email' | 'phone_number';
  to: string;
  id: string;
  /** The view to go back to. */
  back: string;
  /** The form that requested the code. */
  form: Form;
  /** The instance that made the sign-in. */
  by: Api;
  sendAgain: (options: CallOptions) => Promise<OperationResponse>;
}

let operation: Operation | undefined;
/** When the code expires. */
let deadline = 0;
/** Cancels the current wait for the link. */
let waiting: AbortController | undefined;
let ticking: ReturnType<typeof setInterval> | undefined;

export function hasOperation(): boolean {
  return operation !== undefined;
}

export function dropOperation(): void {
  stopWaiting();
  operation = undefined;
  byId('code-entry-form', HTMLFormElement).reset();
}

export function startCode(api: Api, accept: Accept): void {
  startRequest(api);
  startEntry(accept);
}

function startRequest(api: Api): void {
  const form = new Form('code-form', {
    busyText: t('code.busy'),
    send: async ({ email = '', phone_number = '' }, { captchaData, signal }) => {
      const request = (options: CaptchaOptions) => {
        if (email) return api.emailGetCode({ email, link_url: linkUrl }, options);
        return api.phoneGetCode({ phone_number, link_url: linkUrl }, options);
      };
      const { operation_id } = await request({ captchaData, signal });
      openEntry({
        channel: email ? 'email' : 'phone_number',
        to: email || phone_number,
        id: operation_id,
        back: 'code',
        form,
        by: api,
        sendAgain: request,
      });
    },
  });
  for (const radio of ways()) radio.addEventListener('change', chooseWay);
  chooseWay();
}

const ways = () => document.querySelectorAll<HTMLInputElement>('#code-form [name=way]');

function chooseWay(): void {
  const chosen = [...ways()].find(({ checked }) => checked)?.value;
  const fields = document.querySelectorAll<HTMLElement>('#code-form [data-way]');
  for (const field of fields) field.hidden = field.dataset.way !== chosen;
}

export function openEntry(next: Operation): void {
  byId('code-entry-form', HTMLFormElement).reset();
  begin(next);
  show('code-entry');
}

function begin(next: Operation): void {
  stopWaiting();
  operation = next;
  deadline = Date.now() + CODE_SECONDS * 1000;
  waitToSend('code-entry-resend', 'codeEntry.resend');
  say(byId('code-entry-lead'), t('codeEntry.sent', { to: next.to }));
}

/** The current operation. The view for the code does not open without one. */
function current(): Operation {
  if (!operation) throw new Error('no sign-in is waiting for this code');
  return operation;
}

function startEntry(accept: Accept): void {
  const form = new Form('code-entry-form', {
    busyText: t('codeEntry.busy'),
    send: async ({ code = '' }, { signal }) => {
      const { by, channel, to, id } = current();
      const answer = await (channel === 'email'
        ? by.loginWithEmailCode({ email: to, code, operation_id: id }, { signal })
        : by.loginWithPhoneCode({ phone_number: to, code, operation_id: id }, { signal }));
      dropOperation();
      await accept(answer, by);
    },
    helps: { newCode: () => sendAtOnce('code-entry-resend', 'codeEntry.resend') },
  });
  byId('code-entry-code', HTMLInputElement).addEventListener('paste', pasteCode);
  const waitAgain = () => waitHere(form);
  const section = viewOf(byId('code-entry-form'));
  section.addEventListener('enter', waitAgain);
  section.addEventListener('leave', stopWaiting);
  byId('link-wait-again').addEventListener('click', waitAgain);
  byId('link-wait-cancel').addEventListener('click', () => {
    stopWaiting();
    showLinkWait('cancelled');
    byId('link-wait-again').focus();
  });
  byId('code-entry-back').addEventListener('click', (event) => {
    event.preventDefault();
    show(operation?.back ?? 'code');
  });
  const resend = async ({ signal }: Call) => {
    const before = current();
    const { operation_id } = await before.sendAgain({ signal });
    begin({ ...before, id: operation_id });
    byId('code-entry-form', HTMLFormElement).reset();
    form.clear();
    showNotice(t('codeEntry.sentAgain'), { tone: 'good' });
    byId('code-entry-code').focus();
    waitAgain();
  };
  onClick(byId('code-entry-resend'), t('code.busy'), resend, askedAtTheForm);
}

/** Shows the captcha in the form that requested the code. */
function askedAtTheForm(error: unknown): boolean {
  if (!operation || !wantsCaptcha(error)) return false;
  show(operation.back);
  operation.form.explain(error);
  return true;
}

/** Finds the code in pasted text: people often copy the sentence around it, or spaces inside it. */
export function pasteCode(this: HTMLInputElement, event: ClipboardEvent): void {
  const text = event.clipboardData?.getData('text') ?? '';
  const code = /\d(?:[\s-]?\d){3,7}/.exec(text)?.[0].replace(/\D/g, '');
  if (!code) return;
  event.preventDefault();
  this.value = code;
  this.dispatchEvent(new Event('input'));
}

/** Waits for the link to be opened, and then submits its code with the form. A code typed earlier wins. */
async function waitHere(form: Form): Promise<void> {
  stopWaiting();
  const mine = operation;
  if (!mine) return;
  const wait = new AbortController();
  waiting = wait;
  ticking = setInterval(tick, 1000);
  showLinkWait('waiting');
  tick();
  try {
    const { code } = await mine.by.waitForConfirmCode({
      login: mine.to,
      operation_id: mine.id,
      signal: wait.signal,
      // Normally `tick` ends the wait. This timeout is for a computer that was asleep.
      timeout: CODE_SECONDS * 1000,
    });
    if (waiting !== wait) return;
    await form.idle; // a code typed by hand may be on its way
    if (operation !== mine) return;
    stopWaiting();
    showLinkWait('opened');
    byId('code-entry-code', HTMLInputElement).value = code;
    form.submit();
  } catch (error) {
    if (waiting !== wait) return; // cancelled, or another wait took over
    stopWaiting();
    const isLate = error instanceof XsollaLogin.SDKError && error.kind === 'timeout';
    showLinkWait(isLate ? 'expired' : 'failed');
  }
}

function stopWaiting(): void {
  const running = waiting;
  waiting = undefined;
  clearInterval(ticking);
  running?.abort();
}

function tick(): void {
  const left = Math.max(0, Math.round((deadline - Date.now()) / 1000));
  byId('link-wait-progress', HTMLProgressElement).value = left;
  byId('link-wait-left').textContent = digits(left * 1000);
  if (left > 0) return;
  stopWaiting();
  showLinkWait('expired');
}

function showLinkWait(state: 'waiting' | 'opened' | 'cancelled' | 'expired' | 'failed'): void {
  say(byId('link-wait-text'), t(`linkWait.${state}`));
  byId('link-wait').dataset.state = state;
  const runs = state === 'waiting';
  byId('link-wait-cancel').hidden = !runs;
  byId('link-wait-left').hidden = !runs;
  byId('link-wait-progress').hidden = !runs;
  byId('link-wait-again').hidden = state !== 'cancelled' && state !== 'failed';
}
