// One-time codes: where to send one, and the entry, which waits for the link at the same time.

import { onClick } from './action.js';
import { sendAtOnce, waitToSend } from './again.js';
import { byId, viewOf } from './dom.js';
import { Form } from './form.js';
import { showNotice } from './notice.js';
import { XsollaLogin } from './package.js';
import { pageUrl } from './settings.js';
import { say, t } from './texts.js';
import { digits } from './time.js';
import { show } from './views.js';
import { wantsCaptcha } from './words.js';

/** How long a code is good. */
const CODE_SECONDS = 180;

/** Where the link of the message leads in the end: a page that says "go back to your window". */
export const linkUrl = `${pageUrl}#link-opened`;

/**
 * @typedef {import('xsolla-login-wasm').Api} Api
 * @typedef {import('xsolla-login-wasm').CallOptions} CallOptions
 * @typedef {import('xsolla-login-wasm').SolvedCaptcha} SolvedCaptcha
 */

/**
 * One confirmation under way.
 *
 * @typedef {object} Operation
 * @property {'email' | 'phone_number'} kind
 * @property {string} to
 * @property {string} id
 * @property {string} back the view to go back to
 * @property {Form} form the form that has asked for it
 * @property {Api} by the instance that the sign-in is of
 * @property {(options: CallOptions) => Promise<{ operation_id: string }>} sendAgain
 */

/** @type {Operation | undefined} */
let operation;
/** @type {number} when the code of the operation runs out */
let deadline = 0;
/** Ends the wait that runs. @type {AbortController | undefined} */
let waiting;
/** @type {ReturnType<typeof setInterval> | undefined} */
let ticking;

export function hasOperation() {
  return operation !== undefined;
}

export function dropOperation() {
  stopWaiting();
  operation = undefined;
  byId('code-entry-form', HTMLFormElement).reset();
}

/** @param {Api} api @param {import('./account.js').Accept} accept */
export function startCode(api, accept) {
  startRequest(api);
  startEntry(accept);
}

/** @param {Api} api */
function startRequest(api) {
  const form = new Form('code-form', {
    busyText: t('code.busy'),
    send: async (values, { captchaData, signal }) => {
      const request = (
        /** @type {CallOptions} */ options,
        /** @type {{ captchaData?: SolvedCaptcha }} */ more = {},
      ) => {
        const { email, phone_number } = values;
        if (email) return api.emailGetCode({ email, link_url: linkUrl, ...more }, options);
        return api.phoneGetCode({ phone_number, link_url: linkUrl, ...more }, options);
      };
      const { operation_id } = await request({ signal }, { captchaData });
      openEntry({
        kind: values.email ? 'email' : 'phone_number',
        to: values.email || values.phone_number,
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

/** @returns {NodeListOf<HTMLInputElement>} */
const ways = () => document.querySelectorAll('#code-form [name=way]');

function chooseWay() {
  const chosen = [...ways()].find(({ checked }) => checked)?.value;
  /** @type {NodeListOf<HTMLElement>} */
  const fields = document.querySelectorAll('#code-form [data-way]');
  for (const field of fields) field.hidden = field.dataset.way !== chosen;
}

/** @param {Operation} next */
export function openEntry(next) {
  byId('code-entry-form', HTMLFormElement).reset();
  begin(next);
  show('code-entry');
}

/** @param {Operation} next */
function begin(next) {
  stopWaiting();
  operation = next;
  deadline = Date.now() + CODE_SECONDS * 1000;
  waitToSend('code-entry-resend', 'codeEntry.resend');
  say(byId('code-entry-lead'), t('codeEntry.sent', { to: next.to }));
}

/** @param {import('./account.js').Accept} accept */
function startEntry(accept) {
  const form = new Form('code-entry-form', {
    busyText: t('codeEntry.busy'),
    send: async ({ code }, { signal }) => {
      const { by, kind, to, id } = /** @type {Operation} */ (operation);
      const answer = await (kind === 'email'
        ? by.loginWithEmailCode({ email: to, code, operation_id: id }, { signal })
        : by.loginWithPhoneCode({ phone_number: to, code, operation_id: id }, { signal }));
      dropOperation();
      await accept(answer, by);
    },
    helps: { newCode: () => sendAtOnce('code-entry-resend', 'codeEntry.resend') },
  });
  byId('code-entry-code').addEventListener('paste', pasteCode);
  const waitAgain = () => waitHere(form);
  const section = viewOf(byId('code-entry-form'));
  section.addEventListener('enter', waitAgain);
  section.addEventListener('leave', stopWaiting);
  byId('link-wait-again').addEventListener('click', waitAgain);
  byId('link-wait-cancel').addEventListener('click', () => {
    stopWaiting();
    tell('cancelled');
    byId('link-wait-again').focus();
  });
  byId('code-entry-back').addEventListener('click', (event) => {
    event.preventDefault();
    show(operation?.back ?? 'code');
  });
  const resend = async (/** @type {import('./types.js').Call} */ { signal }) => {
    const before = /** @type {Operation} */ (operation);
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

/**
 * A captcha is solved where the first code was asked for.
 *
 * @param {unknown} error
 */
function askedAtTheForm(error) {
  if (!operation || !wantsCaptcha(error)) return false;
  show(operation.back);
  operation.form.explain(error);
  return true;
}

/**
 * People copy the sentence around the code, and the spaces inside it.
 *
 * @param {ClipboardEvent} event
 */
export function pasteCode(event) {
  const text = event.clipboardData?.getData('text') ?? '';
  const code = /\d(?:[\s-]?\d){3,7}/.exec(text)?.[0].replace(/\D/g, '');
  if (!code) return;
  event.preventDefault();
  const input = /** @type {HTMLInputElement} */ (event.currentTarget);
  input.value = code;
  input.dispatchEvent(new Event('input'));
}

/**
 * The link and the code are one confirmation: whoever comes first wins, and both end in the form.
 *
 * @param {Form} form
 */
async function waitHere(form) {
  stopWaiting();
  const mine = /** @type {Operation} */ (operation);
  const wait = new AbortController();
  waiting = wait;
  ticking = setInterval(tick, 1000);
  tell('waiting');
  tick();
  try {
    const { code } = await mine.by.waitForConfirmCode({
      login: mine.to,
      operation_id: mine.id,
      signal: wait.signal,
      // The clock of the page ends the wait; this is for a computer that slept meanwhile.
      timeout: CODE_SECONDS * 1000,
    });
    if (waiting !== wait) return;
    await form.idle; // a code typed by hand may be on its way
    if (operation !== mine) return;
    stopWaiting();
    tell('opened');
    byId('code-entry-code', HTMLInputElement).value = code;
    form.submit();
  } catch (error) {
    if (waiting !== wait) return; // cancelled, or another wait took over
    stopWaiting();
    const isLate = error instanceof XsollaLogin.SDKError && error.kind === 'timeout';
    tell(isLate ? 'expired' : 'failed');
  }
}

function stopWaiting() {
  const running = waiting;
  waiting = undefined;
  clearInterval(ticking);
  running?.abort();
}

function tick() {
  const left = Math.max(0, Math.round((deadline - Date.now()) / 1000));
  byId('link-wait-progress', HTMLProgressElement).value = left;
  byId('link-wait-left').textContent = digits(left * 1000);
  if (left > 0) return;
  stopWaiting();
  tell('expired');
}

/** @param {'waiting' | 'opened' | 'cancelled' | 'expired' | 'failed'} state */
function tell(state) {
  say(byId('link-wait-text'), t(`linkWait.${state}`));
  byId('link-wait').dataset.state = state;
  const runs = state === 'waiting';
  byId('link-wait-cancel').hidden = !runs;
  byId('link-wait-left').hidden = !runs;
  byId('link-wait-progress').hidden = !runs;
  byId('link-wait-again').hidden = state !== 'cancelled' && state !== 'failed';
}
