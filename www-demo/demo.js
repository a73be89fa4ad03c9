// Wires the page together: reads where it stands, starts the flows, chooses the first view.

import { hasMailToCheck, hasResetLink, startAccount, takeResetLink } from './account.js';
import { explainInNotice } from './action.js';
import { dropQuestions, hasQuestions, openAsk, startAsk } from './ask.js';
import { endsSignIn, isAddress, isOfOAuth, stepAt, takeFromAddress } from './callback.js';
import { dropOperation, hasOperation, startCode } from './code.js';
import { dropConsent, hasConsent, openConsent, startConsent } from './consent.js';
import { byId } from './dom.js';
import { showNotice } from './notice.js';
import { dropChallenge, hasChallenge, openChallenge, startSecondFactor } from './second-factor.js';
import { isSignedIn, openSession, startSession } from './session.js';
import { XsollaLogin, createApis, pageUrl, readSettings } from './settings.js';
import { startSocial } from './social.js';
import { continueHere, hasRunningSession, lookForSession, startSso } from './sso.js';
import { startSwitches } from './switches.js';
import { fillTexts, t } from './texts.js';
import { show, startViews, viewInAddress } from './views.js';

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
  arriving: () => isArriving,
};
/** Views that somebody who is signed in has left behind. */
const ONLY_SIGNED_OUT = ['sign-in', 'sign-up', 'code', 'reset', 'check-mail', 'welcome'];
/** @type {import('./settings.js').Apis} */
let apis;
/** Whether the page goes on from the address that it was opened with. */
let isArriving = false;

start();

function start() {
  fillTexts(document);
  const settings = readSettings();
  showOutbox(settings.outboxUrl);
  if (!XsollaLogin) return setUp(t('setup.noPackage'));
  if (!settings.apiUrl || !settings.projectId) return setUp(t('setup.noAddress'));
  try {
    apis = createApis(settings);
    run();
    startSwitches(settings.outboxUrl);
  } catch (error) {
    setUp(String(/** @type {any} */ (error)?.message ?? error));
  }
}

function run() {
  startViews(allowed);
  startAccount(apis.jwt, accept);
  startCode(apis.jwt, accept);
  startAsk(accept);
  startSecondFactor(accept);
  startConsent(apis.jwt, accept);
  startSession(apis);
  startSso(apis);
  startSocial(apis.jwt);
  begin();
}

/** From where the address leads to, if it leads to anything. */
async function begin() {
  const { asks, consent } = stepAt(location.href);
  const query = takeFromAddress();
  takeResetLink(query);
  if (consent) return openConsent(consent);
  if (endsSignIn(location.href)) return arrive(() => comeBack(asks));
  const kind = query.get('continue');
  if (kind !== null) return arrive(() => continueHere(apis, kind === 'oauth', openSession));
  show(hasResetLink() ? 'new-password' : viewInAddress(), { history: 'replace', focus: false });
  lookForSession(apis.jwt);
}

/** @param {() => Promise<void>} goOnFromThere */
async function arrive(goOnFromThere) {
  isArriving = true;
  show('arriving', { history: 'replace', focus: false });
  await goOnFromThere();
  isArriving = false;
}

/** @param {boolean} asks */
async function comeBack(asks) {
  const by = (isOfOAuth(location.href) && apis.oauth) || apis.jwt;
  try {
    const end = await by.handleRedirectCallback();
    if (asks) await askFor(end.token, by);
    else await goOn(end, by);
  } catch (error) {
    failed(error);
  }
}

/**
 * What a sign-in resolves to, whichever it was.
 *
 * @param {any} answer
 * @param {any} [by] the instance that it is of
 */
async function accept(answer, by = apis.jwt) {
  const address = answer.login_url ?? answer.redirect_url ?? answer.url;
  const { asks, consent } = stepAt(address);
  if (consent) return goOn({ consent }, by);
  // An address that says nothing to this page is the next step itself.
  if (isAddress(address) && !endsSignIn(address)) return location.assign(address);
  try {
    const end = await by.completeLogin(answer);
    if (asks) await askFor(end.token, by);
    else await goOn(end, by, address);
  } catch (error) {
    failed(error);
  }
}

/**
 * @param {any} end what a sign-in has come to
 * @param {any} by
 * @param {string} [address] where it ends
 */
async function goOn(end, by, address = '') {
  if (end.askFields) return openAsk(end, address, by);
  dropSteps();
  if (end.consent) openConsent(end.consent);
  else if (end.challengeId) openChallenge(end.challengeId, by);
  else await openSession(by);
}

function dropSteps() {
  dropOperation();
  dropQuestions();
  dropChallenge();
  dropConsent();
}

/** @param {any} error */
function failed(error) {
  dropSteps();
  show('sign-in', { history: 'replace', focus: false });
  // Only what OAuth 2.0 exchanges can fail for a while; its sign-in begins at the service's page.
  explainInNotice(error, () => byId('authorize').click());
}

/**
 * An address tells that something is asked, and the service tells what.
 *
 * @param {string} token
 * @param {any} by
 */
async function askFor(token, by) {
  showNotice(t('ask.loading'));
  try {
    const askFields = await by.getAskFields({ token });
    // Nothing left to ask: somebody has told it in another tab.
    if (!askFields.length) return await openSession(by);
    openAsk({ askFields, token }, `${pageUrl}?${new URLSearchParams({ token })}`, by);
  } catch (error) {
    show('sign-in', { history: 'replace', focus: false });
    explainInNotice(error, () => askFor(token, by));
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
