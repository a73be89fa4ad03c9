import assert from 'node:assert/strict';

import { ada, arrive, fillIn, isSignedInAs, openWorkshop, says, signIn } from '../player.mjs';
import { until } from '../until.mjs';

export const title = 'the workshop';

/** Resolves to the requests that the drawer shows, oldest first. @param {import('../types').Page} page */
const requests = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('#workshop-requests li')]
      .map((row) =>
        [...row.querySelectorAll('.request, code')].map((part) => part.textContent?.trim()),
      )
      .reverse(),
  );

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'each request is listed with its outcome and source code, but no password': async ({
    page,
    sandbox,
  }) => {
    await sandbox.addUser(ada);
    await arrive(page);
    await signIn(page, { ...ada, password: 'not the password' });
    await page.visible('#sign-in-password-error');
    await page.fill('#sign-in-password', ada.password);
    await page.click('#sign-in-form [type=submit]');
    await isSignedInAs(page, ada.username);
    await openWorkshop(page);
    const ofLogin = async () =>
      (await requests(page)).filter(([line]) => line?.includes(' /login '));
    await until(async () => (await ofLogin()).length === 2, 'two sign-ins');
    const [[wrong, code], [right]] = await ofLogin();
    assert.match(wrong ?? '', /^POST \/login (401|422) \d+ ms$/);
    assert.match(right ?? '', /^POST \/login 200 \d+ ms$/);
    assert.match(code ?? '', /api\.login\(/);
    const all = await page.text('#workshop');
    assert.ok(!all.includes(ada.password) && !all.includes('not the password'), 'no password');
  },

  'a request without a response is listed': async ({ page, sandbox }) => {
    await sandbox.fault({ kind: 'cut', path: '/login', times: 1 });
    await arrive(page);
    await signIn(page, ada);
    await page.visible('#notice');
    await openWorkshop(page);
    await says(page, '#workshop-requests', /POST \/login no response/);
  },

  'an email of the sandbox is listed as soon as it is sent': async ({ page }) => {
    await arrive(page, 'sign-up');
    await openWorkshop(page);
    await fillIn(page, {
      '#sign-up-username': ada.username,
      '#sign-up-email': ada.email,
      '#sign-up-password': ada.password,
    });
    await page.click('#sign-up-form [type=submit]');
    await says(page, '#workshop-mails', /ada@example\.com/);
    await page.visible('#workshop-mails a');
  },

  'the outbox is hidden for another service': async ({ page }) => {
    await arrive(page, 'sign-in', 'apiUrl=http://127.0.0.1:9/api&projectId=other');
    await page.visible('#workshop');
    await openWorkshop(page);
    await page.hidden('#workshop-outbox');
  },
};
