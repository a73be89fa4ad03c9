// Wires the page together: reads where it stands, starts the flows, chooses the first view.

import { hasMailToCheck, hasResetLink, startAccount, takeResetLink } from './account.js';
import { explainInNotice } from './action.js';
import { dropQuestions, hasQuestions, openAsk, startAsk } from './ask.js';
import {
  cleanAddress,
  endsSignIn,
  isAddress,
  isOfOAuth,
  stepAt,
  takeFromAddress,
} from './callback.js';
import { dropOperation, hasOperation, startCode } from './code.js';
import { dropConsent, hasConsent, openConsent, startConsent } from './consent.js';
import { startAgain } from './again.js';
import { byId } from './dom.js';
import { speakLocale, startLocale } from './locale.js';
import { showNotice } from './notice.js';
import { dropChallenge, hasChallenge, openChallenge, startSecondFactor } from './second-factor.js';
import { isSignedIn, openSession, startSession } from './session.js';
import { XsollaLogin } from './package.js';
import { createApis, readSettings } from './settings.js';
import { startSocial } from './social.js';
import { continueHere, hasRunningSession, lookForSession, startSso } from './sso.js';
import { startSwitches } from './switches.js';
import { say, t } from './texts.js';
import { show, startViews, viewInAddress } from './views.js';
import { startWorkshop } from './workshop.js';

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
  play: isSignedIn,
  arriving: () => isArriving,
};
/** Views that somebody who is signed in has left behind. */
const ONLY_SIGNED_OUT = ['sign-in', 'sign-up', 'code', 'reset', 'check-mail', 'welcome'];
/**
 * @typedef {import('xsolla-login-wasm').Api} Api
 * @typedef {import('xsolla-login-wasm').CompletedSignIn} CompletedSignIn
 */

/** @type {import('./types.js').Apis} */
let apis;
/** Whether the page goes on from the address that it was opened with. */
let isArriving = false;

start();

async function start() {
  await speakLocale();
  const settings = readSettings();
  if (!XsollaLogin) return setUp(t('setup.noPackage'));
  if (!settings.apiUrl || !settings.projectId) return setUp(t('setup.noAddress'));
  try {
    apis = createApis(settings);
    startAgain(settings.resendSeconds);
    startLocale(apis);
    startWorkshop(settings.outboxUrl);
    run();
    startSwitches(settings.outboxUrl);
  } catch (error) {
    setUp(error instanceof Error ? error.message : String(error));
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
  if (consent) {
    cleanAddress();
    return openConsent(consent);
  }
  if (endsSignIn(location.href)) {
    const by = (isOfOAuth(location.href) && apis.oauth) || apis.jwt;
    return arrive(() => comeBack(by, asks), beginningAnew(by));
  }
  const kind = query.get('continue');
  if (kind !== null) {
    const again = () => byId('continue-session').click();
    return arrive(() => continueHere(apis, kind === 'oauth', openSession), again);
  }
  show(hasResetLink() ? 'new-password' : viewInAddress(), { history: 'replace', focus: false });
  lookForSession(apis.jwt);
}

/**
 * @param {() => Promise<void>} goOnFromThere
 * @param {() => void} [again]
 */
async function arrive(goOnFromThere, again) {
  isArriving = true;
  show('arriving', { history: 'replace' });
  try {
    await goOnFromThere();
  } catch (error) {
    failed(error, again);
  }
  isArriving = false;
}

/** @param {Api} by @param {boolean} asks */
async function comeBack(by, asks) {
  const end = await by.handleRedirectCallback();
  if (asks) await askFor(tokenOf(end), by);
  else await goOn(end, by);
}

/**
 * What a sign-in resolves to, whichever it was.
 *
 * @param {import('./account.js').Answer} answer
 * @param {Api} [by] the instance that it is of
 */
async function accept(answer, by = apis.jwt) {
  const address = addressOf(answer);
  const { asks, consent } = stepAt(address);
  if (consent) {
    dropSteps();
    return openConsent(consent);
  }
  // An address that says nothing to this page is the next step itself.
  if (isAddress(address) && !endsSignIn(address)) return location.assign(address);
  try {
    const end = await by.completeLogin(answer);
    if (end.askFields) openAsk(end, () => accept({ login_url: address ?? '' }, by), by);
    else if (asks) await askFor(tokenOf(end), by);
    else await goOn(end, by);
  } catch (error) {
    failed(error, beginningAnew(by));
  }
}

/** @param {import('./account.js').Answer} answer */
function addressOf(answer) {
  if ('login_url' in answer) return answer.login_url;
  if ('url' in answer) return answer.url;
  return answer.redirect_url;
}

/** @param {import('xsolla-login-wasm').SignInResult} end */
const tokenOf = ({ token, accessToken }) => token ?? accessToken ?? '';

/**
 * @param {{ challengeId?: string }} end what a sign-in has come to
 * @param {Api} by
 */
async function goOn(end, by) {
  dropSteps();
  if (end.challengeId) openChallenge(end.challengeId, by);
  else await openSession(by);
}

function dropSteps() {
  dropOperation();
  dropQuestions();
  dropChallenge();
  dropConsent();
}

/**
 * @param {unknown} error
 * @param {() => void} [again] left out where nothing can be tried again
 */
function failed(error, again) {
  dropSteps();
  show('sign-in', { history: 'replace', focus: false });
  explainInNotice(error, again);
}

/**
 * Only what OAuth 2.0 exchanges can fail for a while; its sign-in begins at the service's page.
 *
 * @param {Api} by
 */
function beginningAnew(by) {
  return by === apis.oauth ? () => byId('authorize').click() : undefined;
}

/**
 * An address tells that something is asked, and the service tells what.
 *
 * @param {string} token
 * @param {Api} by
 */
async function askFor(token, by) {
  showNotice(t('ask.loading'));
  try {
    const askFields = await by.getAskFields({ token });
    // Nothing left to ask: somebody has told it in another tab.
    if (!askFields.length) return await goOn({}, by);
    // The session has the token already.
    openAsk({ askFields, token }, () => goOn({}, by), by);
  } catch (error) {
    failed(error, () => askFor(token, by));
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

/** @param {import('./texts.js').Text} why */
function setUp(why) {
  cleanAddress();
  startViews((name) => name);
  say(byId('setup-lead'), why);
  show('setup', { history: 'replace', focus: false });
}
