// A drawer for developers: each request, the line of code that makes it, and the emails and messages of the
// sandbox.

import type { Config } from 'xsolla-login-wasm';

import { isAddress } from './callback.ts';
import { byId, make } from './dom.ts';
import { isRecord } from './json.ts';
import { sayLabel, t, textIn, unsay } from './texts.ts';

/** A message of the sandbox's outbox. */
interface Mail {
  to: string;
  code: string | undefined;
  link: string | undefined;
}

/** How many requests the drawer shows. */
const KEPT = 50;
const KEPT_MAILS = 10;

/** The time between requests to the outbox while the drawer is open. */
const PAUSE_MS = 2000;
const PATIENCE_MS = 5000;

/** The code that makes a request, by its path. The first match counts. */
const CODE: readonly (readonly [RegExp, string])[] = [
  [/\/user$/, 'await api.signup({ userInfo: { username, email, password } })'],
  [/\/login$/, 'await api.login({ credentials: { username, password } })'],
  [/\/resend_confirmation_link$/, 'await api.resendEmail({ username })'],
  [/\/phone\/request$/, 'await api.phoneGetCode({ phone_number, link_url })'],
  [/\/email\/request$/, 'await api.emailGetCode({ email, link_url })'],
  [/\/phone\/confirm$/, 'await api.loginWithPhoneCode({ phone_number, code, operation_id })'],
  [/\/email\/confirm$/, 'await api.loginWithEmailCode({ email, code, operation_id })'],
  [/\/otc\/code$/, 'await api.waitForConfirmCode({ login, operation_id, signal })'],
  [/\/users\/me\/ask$/, 'await api.getAskFields({ token })'],
  [/\/token\/update$|\/user\/ask$/, 'await api.ask({ fields, token, link_url })'],
  [/\/password\/reset\/request$/, 'await api.reset({ username })'],
  [/\/password\/reset\/confirm$/, 'await api.set({ new_password, reset_code, user_id })'],
  [/\/sso$/, 'await api.silentSignIn()'],
  [/\/sso\/redirect$/, 'await api.userAuthSSOWithRedirect()'],
  [/\/oauth2\/logout$/, 'await api.session.logout(sessions)'],
  [/\/clear_sso$/, 'await api.clearSSO()'],
  [/\/social\/consent$/, 'await api.agreement({ token, isAccepted, consentId })'],
  [/\/social\/.*\/login_url$/, 'await api.getSocialLink(provider)'],
  [/\/otp\/validate$/, 'await api.otpLogin({ code, remember_me })'],
  [/\/otp\/resend$/, 'await api.otpResendCode()'],
  [/\/oauth2\/token$/, 'await api.completeLogin(answer) // or api.refresh()'],
  [/\/users\/me$/, 'await api.getUser()'],
  [/\/settings|\/client\/details$/, 'await api.fetchConfig()'],
];

/** The elements for the outcomes of requests that are still running. */
const running = new Map<string, HTMLElement[]>();

/** Hooks that report every request. They receive no arguments and no response bodies. */
export const hooks = (): Required<Pick<Config, 'onRequest' | 'onResponse'>> => ({
  onRequest: ({ method, path, attempt }) => begin(method, path, attempt),
  onResponse: ({ method, path, attempt, status, ms }) => end(method, path, attempt, status, ms),
});

/** @param outboxUrl the sandbox's outbox; omitted without a sandbox */
export function startWorkshop(outboxUrl: string | undefined): void {
  const drawer = byId('workshop', HTMLDetailsElement);
  sayLabel(byId('workshop-place'), t('workshop.tab'));
  drawer.hidden = false;
  drawer.addEventListener('toggle', () => {
    if (drawer.open) delete drawer.dataset.news;
    // Closing the drawer moves its tab.
    drawer.scrollIntoView({ block: drawer.open ? 'start' : 'nearest' });
  });
  if (!outboxUrl) return;
  byId('outbox', HTMLAnchorElement).href = outboxUrl;
  watchOutbox(drawer, new URL('sandbox/outbox.json', outboxUrl));
}

/** Shows advice for developers in the drawer, away from the player, and marks the tab. */
export function advise(): void {
  byId('workshop-advice').hidden = false;
  byId('workshop').dataset.news = '';
}

const keyOf = (method: string, path: string, attempt: number): string =>
  `${method} ${path} ${attempt}`;

function begin(method: string, path: string, attempt: number): void {
  const list = byId('workshop-requests');
  const outcome = textIn('span', t('workshop.running'), { className: 'outcome' });
  const line = make('p', { className: 'request' }, [
    make('b', { textContent: method }),
    ' ',
    path,
    ' ',
    outcome,
  ]);
  if (attempt > 1) outcome.before(textIn('span', t('workshop.attempt', { attempt })), ' ');
  const row = make('li', {}, [line, make('code', { textContent: codeOf(path) })]);
  list.prepend(row);
  for (const old of [...list.children].slice(KEPT)) old.remove();
  byId('workshop-none').hidden = true;
  const key = keyOf(method, path, attempt);
  running.set(key, [...(running.get(key) ?? []), outcome]);
}

/** @param status 0 without a response */
function end(method: string, path: string, attempt: number, status: number, ms: number): void {
  const [outcome] = running.get(keyOf(method, path, attempt))?.splice(0, 1) ?? [];
  if (!outcome) return;
  unsay(outcome);
  outcome.dataset.good = String(status > 0 && status < 400);
  const took = textIn('span', t('workshop.took', { ms: Math.round(ms) }));
  const answer = status
    ? make('b', { textContent: String(status) })
    : textIn('b', t('workshop.noAnswer'));
  outcome.replaceChildren(answer, ' ', took);
}

const codeOf = (path: string): string => CODE.find(([pattern]) => pattern.test(path))?.[1] ?? '';

/** Requests the messages while the drawer is open. */
function watchOutbox(drawer: HTMLDetailsElement, address: URL): void {
  byId('workshop-outbox').hidden = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = async () => {
    clearTimeout(timer);
    if (!drawer.open) return;
    try {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const answer = await fetch(address, { credentials: 'omit', signal });
      if (answer.ok) showMails(mailsIn(await answer.json()));
    } catch {
      // The sandbox did not respond; the next request may succeed.
    }
    timer = setTimeout(look, PAUSE_MS);
  };
  drawer.addEventListener('toggle', look);
}

let shown = '';

/** @param answer the messages, newest first */
function mailsIn(answer: unknown): Mail[] {
  const mails: unknown[] = Array.isArray(answer) ? answer : [];
  return mails.filter(isRecord).map(({ to, code, link }) => ({
    to: String(to),
    code: typeof code === 'string' ? code : undefined,
    link: typeof link === 'string' ? link : undefined,
  }));
}

function showMails(mails: Mail[]): void {
  // Do not replace a link that the player is about to click.
  const next = JSON.stringify(mails);
  if (next === shown) return;
  shown = next;
  byId('workshop-mails').replaceChildren(...mails.slice(0, KEPT_MAILS).map(rowOf));
  byId('workshop-no-mail').hidden = mails.length > 0;
}

function rowOf({ to, code, link }: Mail): HTMLElement {
  const row = make('li', {}, [textIn('p', t('workshop.to', { to }), { className: 'request' })]);
  if (code) row.append(textIn('b', t('workshop.code', { code })), ' ');
  if (isAddress(link)) {
    row.append(textIn('a', t('workshop.link'), { href: link, target: '_blank', rel: 'noopener' }));
  }
  return row;
}
