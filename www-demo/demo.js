// Wires the page together: reads where it stands, starts the flows, chooses the first view.

import { hasMailToCheck, hasResetLink, startAccount, takeResetLink } from './account.js';
import { dropQuestions, hasQuestions, openAsk, startAsk } from './ask.js';
import { dropOperation, hasOperation, startCode } from './code.js';
import { byId } from './dom.js';
import {
  hasRunningSession,
  isSignedIn,
  lookForSession,
  openSession,
  startSession,
} from './session.js';
import { XsollaLogin, createApi, readSettings } from './settings.js';
import { fillTexts, t } from './texts.js';
import { tokenIn } from './token.js';
import { show, startViews, viewInAddress } from './views.js';

/** Views that make no sense without what led to them. @type {Record<string, () => boolean>} */
const NEEDS = {
  'check-mail': hasMailToCheck,
  'code-entry': hasOperation,
  ask: hasQuestions,
  'new-password': hasResetLink,
  welcome: hasRunningSession,
  'signed-in': isSignedIn,
};
/** Views that somebody who is signed in has left behind. */
const ONLY_SIGNED_OUT = ['sign-in', 'sign-up', 'code', 'reset', 'check-mail', 'welcome'];

start();

function start() {
  fillTexts(document);
  const settings = readSettings();
  showOutbox(settings.outboxUrl);
  if (!XsollaLogin) return setUp(t('setup.noPackage'));
  if (!settings.apiUrl || !settings.projectId) return setUp(t('setup.noAddress'));
  try {
    run(createApi(settings));
  } catch (error) {
    setUp(String(/** @type {any} */ (error)?.message ?? error));
  }
}

/** @param {any} api */
function run(api) {
  startViews(allowed);
  startAccount(api, accept);
  startCode(api, accept);
  startAsk(api, accept);
  startSession(api);
  const arrived = takeFromAddress();
  if (arrived) return openSession(arrived);
  show(hasResetLink() ? 'new-password' : viewInAddress(), { history: 'replace', focus: false });
  lookForSession(api);
}

/**
 * What a link or a redirect brought is taken and then cleared away, so that it stays in no history,
 * no bookmark and no screenshot.
 */
function takeFromAddress() {
  const query = new URLSearchParams(location.search);
  takeResetLink(query);
  const token = query.get('token');
  for (const name of ['token', 'reset_code', 'user_id']) query.delete(name);
  const rest = query.size ? `?${query}` : '';
  history.replaceState(history.state, '', location.pathname + rest + location.hash);
  return token;
}

/**
 * What a sign-in resolves to, whichever it was.
 *
 * @param {any} answer
 */
function accept(answer) {
  if (answer.ask_fields?.length) return openAsk(answer);
  dropOperation();
  dropQuestions();
  const address = answer.login_url ?? answer.url;
  const token = tokenIn(address);
  if (token) return openSession(token);
  // Without a token in it the address is the next step, such as a second factor.
  if (/^https?:/.test(address)) location.assign(address);
}

/** @param {string} wanted */
function allowed(wanted) {
  const name = isOpen(wanted) ? wanted : 'sign-in';
  return isSignedIn() && ONLY_SIGNED_OUT.includes(name) ? 'signed-in' : name;
}

/** @param {string} name */
function isOpen(name) {
  const exists = document.querySelector(`section[data-view="${CSS.escape(name)}"]`);
  return Boolean(exists) && NEEDS[name]?.() !== false;
}

/** @param {string | undefined} url */
function showOutbox(url) {
  if (!url) return;
  byId('outbox').href = url;
  byId('outbox').hidden = false;
}

/** @param {string} why */
function setUp(why) {
  startViews((name) => name);
  byId('setup-lead').textContent = why;
  show('setup', { history: 'replace', focus: false });
}
