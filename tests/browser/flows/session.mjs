import assert from 'node:assert/strict';

import { DEMO_URL, ada, arrive, isSignedInAs, reload, says, signIn } from '../player.mjs';
import { until } from '../until.mjs';

export const title = 'sessions';

/** @param {import('../types').Page} page @param {import('../types').Sandbox} sandbox */
async function signedIn(page, sandbox) {
  await sandbox.addUser(ada);
  await arrive(page);
  await signIn(page, ada);
  await isSignedInAs(page, ada.username);
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'a reload finds the session, and one click continues it': async ({ page, sandbox }) => {
    await signedIn(page, sandbox);
    await reload(page);
    await page.visible('#welcome-continue');
    await page.click('#welcome-continue');
    await isSignedInAs(page, ada.username);
    assert.equal(page.url(), `${DEMO_URL}#signed-in`, 'the address bar has no token');
  },

  'only the form is shown without a session': async ({ page, sandbox }) => {
    await arrive(page);
    await until(async () => (await sandbox.count('/jwt/sso')) === 1, 'the question for a session');
    await page.visible('#sign-in-form');
    await page.hidden('#notice');
    await page.hidden('#continue-message');
  },

  'a session found late does not replace a form that is being filled in': async ({
    page,
    sandbox,
  }) => {
    await signedIn(page, sandbox);
    await sandbox.fault({ kind: 'delay', path: '/jwt/sso', ms: 700 });
    await reload(page);
    await page.fill('#sign-in-username', 'grace');
    await says(page, '#continue-message', /still signed in/);
    assert.equal(await page.value('#sign-in-username'), 'grace');
    await page.click('#continue-session');
    await isSignedInAs(page, ada.username);
  },

  'continuing without a session shows that there is none': async ({ page }) => {
    await arrive(page);
    await page.click('#continue-session');
    await says(page, '#continue-message', /cannot see that you are signed in/);
  },

  "signing out ends this browser's session": async ({ page, sandbox }) => {
    await signedIn(page, sandbox);
    await page.click('#sign-out');
    await says(page, '#notice', /signed out/);
    await reload(page);
    await page.visible('#sign-in-form');
    assert.equal(await sandbox.count('/oauth2/logout'), 1);
    assert.equal(await sandbox.count('/oauth2/clear_sso'), 1);
    await page.click('#continue-session');
    await says(page, '#continue-message', /cannot see that you are signed in/);
  },

  'signing out on every device works as well': async ({ page, sandbox }) => {
    await signedIn(page, sandbox);
    await page.click('#sign-out-all');
    await says(page, '#notice', /signed out/);
  },

  'another account can be used instead of the current session': async ({ page, sandbox }) => {
    await signedIn(page, sandbox);
    await reload(page);
    await page.visible('#welcome-other');
    await page.click('#welcome-other');
    await page.visible('#sign-in-form');
    await page.click('#continue-session');
    await says(page, '#continue-message', /cannot see that you are signed in/);
  },
};
