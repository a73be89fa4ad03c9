// The entry: reads the settings, starts the flows, and chooses the first view.

import type { Api, SignInAnswer, SignInResult } from 'xsolla-login-wasm';

import { hasMailToCheck, hasResetLink, startAccount, takeResetLink } from './account.ts';
import { explainInNotice } from './action.ts';
import type { Apis } from './apis.ts';
import { dropQuestions, hasQuestions, openAsk, startAsk } from './ask.ts';
import {
  cleanAddress,
  endsSignIn,
  isAddress,
  isOfOAuth,
  nextStepsAt,
  takeFromAddress,
} from './callback.ts';
import { usePackage } from './checked-package.ts';
import { dropOperation, hasOperation, startCode } from './code.ts';
import { dropConsent, hasConsent, openConsent, startConsent } from './consent.ts';
import { startAgain } from './again.ts';
import { byId } from './dom.ts';
import { chooseLocale, startLocale } from './locale.ts';
import { showNotice } from './notice.ts';
import { dropChallenge, hasChallenge, openChallenge, startSecondFactor } from './second-factor.ts';
import { isSignedIn, openSession, startSession } from './session.ts';
import { installed } from './package.ts';
import { createApis, readSettings } from './settings.ts';
import { startSocial } from './social.ts';
import { continueHere, hasRunningSession, lookForSession, startSso } from './sso.ts';
import { startSwitches } from './switches.ts';
import { say, speak, t, type Sentence } from './texts.ts';
import { show, startViews, viewInAddress } from './views.ts';
import { startWorkshop } from './workshop.ts';

/** Views that need something to have happened before. */
const NEEDS: Record<string, () => boolean> = {
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
/** Views that a signed-in player does not see. */
const ONLY_SIGNED_OUT = ['sign-in', 'sign-up', 'code', 'reset', 'check-mail', 'welcome'];

let apis: Apis;
/** Whether the page is completing the sign-in of the URL that it was opened with. */
let isArriving = false;

start();

async function start(): Promise<void> {
  if (!installed) {
    await speak('en');
    return setUp(t('setup.noPackage'));
  }
  usePackage(installed);
  await chooseLocale();
  const settings = readSettings();
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

function run(): void {
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

/** Continues the sign-in of the page's URL, or shows the first view. */
async function begin(): Promise<void> {
  const { asks, consent } = nextStepsAt(location.href);
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
  const protocol = query.get('continue');
  if (protocol !== null) {
    const again = () => byId('continue-session').click();
    return arrive(() => continueHere(apis, protocol === 'oauth', goOn), again);
  }
  show(hasResetLink() ? 'new-password' : viewInAddress(), { history: 'replace', focus: false });
  lookForSession(apis.jwt);
}

async function arrive(goOnFromThere: () => Promise<void>, again?: () => void): Promise<void> {
  isArriving = true;
  show('arriving', { history: 'replace' });
  try {
    await goOnFromThere();
  } catch (error) {
    failed(error, again);
  }
  isArriving = false;
}

async function comeBack(by: Api, asks: boolean): Promise<void> {
  const end = await by.handleRedirectCallback();
  if (asks) await askFor(tokenOf(end), by);
  else await goOn(end, by);
}

/**
 * Completes any sign-in.
 *
 * @param by the instance that made the call
 */
async function accept(answer: SignInAnswer, by = apis.jwt): Promise<void> {
  const address = addressOf(answer);
  const { asks, consent } = nextStepsAt(address);
  if (consent) {
    dropSteps();
    return openConsent(consent);
  }
  // Any other URL is itself the next step.
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

function addressOf(answer: SignInAnswer): string | undefined {
  if ('login_url' in answer) return answer.login_url;
  if ('url' in answer) return answer.url;
  return answer.redirect_url;
}

const tokenOf = ({ token, accessToken }: SignInResult): string => token ?? accessToken ?? '';

/** @param end the result of a sign-in */
async function goOn(end: Pick<SignInResult, 'challengeId'>, by: Api): Promise<void> {
  dropSteps();
  if (end.challengeId) openChallenge(end.challengeId, by);
  else await openSession(by);
}

function dropSteps(): void {
  dropOperation();
  dropQuestions();
  dropChallenge();
  dropConsent();
}

/** @param again tries the sign-in again; omitted if that is impossible */
function failed(error: unknown, again?: () => void): void {
  dropSteps();
  show('sign-in', { history: 'replace', focus: false });
  explainInNotice(error, again);
}

/** Only the code exchange of OAuth 2.0 can fail temporarily. A new sign-in starts at the service's page. */
function beginningAnew(by: Api): (() => void) | undefined {
  return by === apis.oauth ? () => byId('authorize').click() : undefined;
}

/** Gets the fields from the service: the URL only says that there are some. */
async function askFor(token: string, by: Api): Promise<void> {
  showNotice(t('ask.loading'));
  try {
    const askFields = await by.getAskFields({ token });
    // Nothing left to ask: the player has answered in another tab.
    if (!askFields.length) return await goOn({}, by);
    // The session already has the token.
    openAsk({ askFields, token }, () => goOn({}, by), by);
  } catch (error) {
    failed(error, () => askFor(token, by));
  }
}

function allowed(wanted: string): string {
  const name = isOpen(wanted) ? wanted : 'sign-in';
  return isSignedIn() && ONLY_SIGNED_OUT.includes(name) ? 'signed-in' : name;
}

function isOpen(name: string): boolean {
  const exists = document.querySelector(`section[data-view="${CSS.escape(name)}"]`);
  return Boolean(exists) && NEEDS[name]?.() !== false;
}

function setUp(why: Sentence): void {
  cleanAddress();
  startViews((name) => name);
  say(byId('setup-lead'), why);
  show('setup', { history: 'replace', focus: false });
}
