import assert from 'node:assert/strict';

import {
  DEMO_URL,
  ada,
  arrive,
  fillIn,
  hasFocus,
  isSignedInAs,
  openWorkshop,
  reload,
  says,
  signIn,
  stillThere,
} from '../player.mjs';

export const title = "the service's own page";

/** Goes to the service's page. @param {import('../types').Page} page */
async function leave(page) {
  await arrive(page);
  await page.click('#authorize');
  await page.visible('#sign-in');
}

/** @param {import('../types').Page} page @param {{ username: string, password: string }} user */
async function signInThere(page, { username, password }) {
  await fillIn(page, { '#username': username, '#password': password });
  await page.click('#sign-in');
}

/**
 * Resolves to the callback URL to which the service's page would redirect, without going there.
 *
 * @param {string} servicePage
 */
async function callbackFrom(servicePage) {
  const { origin, pathname, searchParams } = new URL(servicePage);
  const { username, password } = ada;
  const request = searchParams.get('request') ?? '';
  const answer = await fetch(origin + pathname, {
    method: 'POST',
    body: new URLSearchParams({ request, username, password }),
    redirect: 'manual',
  });
  return new URL(answer.headers.get('location') ?? '');
}

/** Resolves to the callback URL of a sign-in that somebody else started. @param {import('../types').Page} page */
async function foreignCallback(page) {
  const { apiUrl, clientId } = await page.evaluate(() => /** @type {any} */ (window).demoConfig);
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    state: 'somebody-elses',
    redirect_uri: DEMO_URL,
  });
  const answer = await fetch(`${apiUrl}/oauth2/auth?${query}`, { redirect: 'manual' });
  return callbackFrom(answer.headers.get('location') ?? '');
}

/** @param {import('../types').Page} page @param {RegExp} words */
async function isRefused(page, words) {
  await says(page, '#notice', words);
  await page.visible('#sign-in-form');
  await hasFocus(page, '[data-view="sign-in"] h1');
  assert.equal(page.url(), `${DEMO_URL}#sign-in`, 'the address bar is clean');
}

const notBegunHere = /did not start in this tab, or was used already/;

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  "a player signs in on the service's page and returns with a token that can be refreshed": async ({
    page,
    sandbox,
  }) => {
    await sandbox.addUser(ada);
    await leave(page);
    await signInThere(page, ada);
    await isSignedInAs(page, ada.username);
    assert.equal(page.url(), `${DEMO_URL}#signed-in`, 'the address bar has no code or state');
    assert.equal(await sandbox.count('/oauth2/token'), 1);
    await says(page, '#signed-in-facts', /Aboard since/);
    await openWorkshop(page);
    await page.visible('#token-refresh');
  },

  "the service's page reports a wrong password, and the right one leads back": async ({
    page,
    sandbox,
  }) => {
    await sandbox.addUser(ada);
    await leave(page);
    await signInThere(page, { ...ada, password: 'not the password' });
    await says(page, '[role="alert"]', /Wrong username/);
    await stillThere(page, { '#username': ada.username });
    await signInThere(page, ada);
    await isSignedInAs(page, ada.username);
  },

  "cancelling on the service's page leads back to the form": async ({ page }) => {
    await leave(page);
    await page.click('#cancel');
    await isRefused(page, /Nobody was signed in/);
  },

  "the service's page finds a session that this page cannot see": async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await arrive(page);
    await signIn(page, ada);
    await isSignedInAs(page, ada.username);
    // As in a browser that does not send the cookie.
    await sandbox.fault({ kind: 'status', path: '/jwt/sso', status: 401, times: 99 });
    await reload(page);
    await page.click('#continue-session');
    await says(page, '#continue-message', /Sign in above, or on a separate page/);
    // The player must not see advice that is meant for the studio.
    assert.doesNotMatch(await page.text('.panel'), /apiUrl|cookie/i);
    await openWorkshop(page);
    await says(page, '#workshop-advice', /domain of your own.*apiUrl/s);
    await page.click('#authorize');
    await isSignedInAs(page, ada.username);
    assert.equal(page.url(), `${DEMO_URL}#signed-in`);
  },

  'a callback URL works once': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await leave(page);
    const callback = await callbackFrom(page.url());
    await page.goto(callback.href);
    await isSignedInAs(page, ada.username);
    await page.goto(callback.href);
    await isRefused(page, notBegunHere);
    assert.equal(await sandbox.count('/oauth2/token'), 1, 'the code is sent once');
    await leave(page);
    await signInThere(page, ada);
    await isSignedInAs(page, ada.username);
  },

  'a code with an unknown or missing state is refused and not sent': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await arrive(page);
    const callback = await foreignCallback(page);
    assert.ok(callback.searchParams.get('code'));
    await page.goto(callback.href);
    await isRefused(page, notBegunHere);
    callback.searchParams.delete('state');
    await page.goto(callback.href);
    await isRefused(page, notBegunHere);
    assert.equal(await sandbox.count('/oauth2/token'), 0);
  },

  'an error is shown only if its state is right': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await leave(page);
    const { searchParams } = await callbackFrom(page.url());
    const error = { error: 'access_denied', error_description: 'Not today.' };
    const address = (/** @type {string} */ state) =>
      `${DEMO_URL}?${new URLSearchParams({ ...error, state })}`;
    await page.goto(address('somebody-elses'));
    await isRefused(page, notBegunHere);
    await page.goto(address(searchParams.get('state') ?? ''));
    await isRefused(page, /Not today\./);
  },

  'a duplicate parameter is refused': async ({ page, sandbox }) => {
    await page.goto(`${DEMO_URL}?code=one&code=two&state=somebody-elses`);
    await isRefused(page, /has a problem/);
    assert.equal(await sandbox.count('/oauth2/token'), 0);
  },

  'no retry is offered without a client ID': async ({ page }) => {
    const own = new URLSearchParams({
      apiUrl: 'https://nowhere.invalid/api',
      projectId: '0'.repeat(36),
    });
    await page.goto(`${DEMO_URL}?${own}&token=one&token=two`);
    await says(page, '#notice', /has a problem/);
    await page.hidden('#notice .notice-action');
    assert.equal(page.url(), `${DEMO_URL}?${own}#sign-in`);
  },

  'a failed code exchange is reported, and a retry gets another code': async ({
    page,
    sandbox,
  }) => {
    await sandbox.addUser(ada);
    await sandbox.fault({ kind: 'cut', path: '/oauth2/token', times: 1 });
    await leave(page);
    await signInThere(page, ada);
    await isRefused(page, /cannot reach/);
    await page.click('#notice .notice-action');
    await isSignedInAs(page, ada.username);
  },

  "the button works after going back from the service's page": async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await leave(page);
    await page.back();
    await says(page, '#authorize', /^Sign in on a separate page$/);
    await page.click('#authorize');
    await page.visible('#sign-in');
    await signInThere(page, ada);
    await isSignedInAs(page, ada.username);
  },

  "the project's questions are asked after the return": async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await sandbox.options({ askFields: ['nickname', 'phone_number'] });
    await leave(page);
    await signInThere(page, ada);
    await page.visible('#ask-form');
    assert.equal(page.url(), `${DEMO_URL}#ask`);
    await fillIn(page, { '#ask-nickname': 'Countess', '#ask-phone_number': '+15550000001' });
    await page.click('#ask-form [type=submit]');
    await page.visible('#code-entry-form');
    await page.fill('#code-entry-code', (await sandbox.mail('+15550000001')).code);
    await page.click('#code-entry-form [type=submit]');
    await isSignedInAs(page, ada.username);
    await says(page, '#signed-in-facts', /Countess/);
    await openWorkshop(page);
    await page.visible('#token-refresh');
  },

  'a second factor is asked for after the return': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await sandbox.options({ secondFactor: true });
    await leave(page);
    await signInThere(page, ada);
    await page.visible('#second-factor-form');
    assert.equal(page.url(), `${DEMO_URL}#second-factor`);
    await page.fill('#second-factor-code', (await sandbox.mail(ada.email)).code);
    await page.click('#second-factor-form [type=submit]');
    await isSignedInAs(page, ada.username);
    await openWorkshop(page);
    await page.visible('#token-refresh');
  },

  'the button is hidden without a client ID': async ({ page }) => {
    await page.goto(`${DEMO_URL}?apiUrl=https://nowhere.invalid/api&projectId=${'0'.repeat(36)}`);
    await page.visible('#sign-in-form');
    await page.hidden('#authorize');
  },
};
