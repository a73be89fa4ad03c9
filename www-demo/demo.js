// Wires the page together: reads where it stands, starts the flows, chooses the first view.

import { hasMailToCheck, hasResetLink, startAccount, takeResetLink } from './account.js';
import { explainInNotice } from './action.js';
import { dropQuestions, hasQuestions, openAsk, startAsk } from './ask.js';
import { dropOperation, hasOperation, startCode } from './code.js';
import { dropConsent, hasConsent, openConsent, startConsent } from './consent.js';
import { byId } from './dom.js';
import { showNotice } from './notice.js';
import { dropChallenge, hasChallenge, openChallenge, startSecondFactor } from './second-factor.js';
import {
  hasRunningSession,
  isSignedIn,
  lookForSession,
  openSession,
  startSession,
} from './session.js';
import { XsollaLogin, createApi, pageUrl, readSettings } from './settings.js';
import { startSocial } from './social.js';
import { startSwitches } from './switches.js';
import { fillTexts, t } from './texts.js';
import { ARRIVAL_NAMES, arrivalAt } from './token.js';
import { show, startViews, viewInAddress } from './views.js';
import { wordsFor } from './words.js';

/** Views that make no sense without what led to them. @type {Record<string, () => boolean>} */
const NEEDS = {
  'check-mail': hasMailToCheck,
  'code-entry': hasOperation,
  ask: hasQuestions,
  'second-factor': hasChallenge,
  consent: hasConsent,
  'new-password': hasResetLink,
  welcome: hasRunningSession,
  'signed-in': isSignedIn,
};
/** Views that somebody who is signed in has left behind. */
const ONLY_SIGNED_OUT = ['sign-in', 'sign-up', 'code', 'reset', 'check-mail', 'welcome'];
/** The one instance of the page. @type {any} */
let api;

start();

function start() {
  fillTexts(document);
  const settings = readSettings();
  showOutbox(settings.outboxUrl);
  if (!XsollaLogin) return setUp(t('setup.noPackage'));
  if (!settings.apiUrl || !settings.projectId) return setUp(t('setup.noAddress'));
  try {
    api = createApi(settings);
    run();
    startSwitches(settings.outboxUrl);
  } catch (error) {
    setUp(String(/** @type {any} */ (error)?.message ?? error));
  }
}

function run() {
  startViews(allowed);
  startAccount(api, accept);
  startCode(api, accept);
  startAsk(api, accept);
  startSecondFactor(api, accept);
  startConsent(api, accept);
  startSession(api);
  startSocial(api);
  if (goOn(takeFromAddress())) return;
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
  const arrival = arrivalAt(location.href);
  for (const name of [...ARRIVAL_NAMES, 'reset_code', 'user_id']) query.delete(name);
  const rest = query.size ? `?${query}` : '';
  history.replaceState(history.state, '', location.pathname + rest + location.hash);
  return arrival;
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
  dropChallenge();
  dropConsent();
  const address = answer.login_url ?? answer.url;
  if (goOn(arrivalAt(address))) return;
  // An address that says nothing to this page is the next step itself.
  if (/^https?:/.test(address)) location.assign(address);
}

/**
 * Goes on from where the service has led to. False where it has led to nothing.
 *
 * @param {import('./token.js').Arrival} arrival
 */
function goOn({ token, asks, challengeId, consent, error }) {
  if (error) refused(error);
  else if (challengeId) openChallenge(challengeId);
  else if (consent) openConsent(consent);
  else if (token && asks) askFor(token);
  else if (token) openSession(token);
  else return false;
  return true;
}

/** @param {{ code: string, description?: string }} error */
function refused(error) {
  show('sign-in', { history: 'replace', focus: false });
  showNotice(wordsFor({ name: 'APIError', ...error }, []).text);
}

/**
 * An address tells that something is asked, and the service tells what.
 *
 * @param {string} token
 */
async function askFor(token) {
  showNotice(t('ask.loading'));
  try {
    const ask_fields = await api.getAskFields({ token });
    // Nothing left to ask: somebody has told it in another tab.
    if (!ask_fields.length) return openSession(token);
    openAsk({ ask_fields, token, login_url: `${pageUrl}?${new URLSearchParams({ token })}` });
  } catch (error) {
    show('sign-in', { history: 'replace', focus: false });
    explainInNotice(error, () => askFor(token));
  }
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
