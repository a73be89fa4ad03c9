import assert from 'node:assert/strict';

import { DEMO_URL, ada, arrive, hasFocus, isSignedInAs, says, signIn } from '../player.mjs';
import { until } from '../until.mjs';

export const title = 'the second factor';

/** @param {import('../types').Page} page @param {import('../types').Sandbox} sandbox @param {string} [query] */
async function challenged(page, sandbox, query) {
  await sandbox.addUser(ada);
  await sandbox.options({ secondFactor: true });
  await arrive(page, 'sign-in', query);
  await signIn(page, ada);
  await page.visible('#second-factor-form');
}

/** @param {import('../types').Page} page @param {string} code */
async function enter(page, code) {
  await page.fill('#second-factor-code', code);
  await page.click('#second-factor-form [type=submit]');
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'the right password leads to the code form, and the code signs in': async ({ page, sandbox }) => {
    await challenged(page, sandbox);
    await hasFocus(page, '#second-factor-code');
    await enter(page, (await sandbox.mail(ada.email)).code);
    await isSignedInAs(page, ada.username);
    assert.equal(page.url(), `${DEMO_URL}#signed-in`);
  },

  'a challenge in the URL opens the code form and is removed from the URL': async ({
    page,
    sandbox,
  }) => {
    await challenged(page, sandbox);
    await page.goto(`${DEMO_URL}?challenge_id=unknown`);
    await page.visible('#second-factor-form');
    assert.equal(page.url(), `${DEMO_URL}#second-factor`);
    await enter(page, '123456');
    await says(page, '#notice', /once more/);
    await page.visible('#sign-in-form');
  },

  'a wrong code is reported next to its field, and a new one is offered after five': async ({
    page,
    sandbox,
  }) => {
    await challenged(page, sandbox);
    await enter(page, '000001');
    await says(page, '#second-factor-code-error', /not right/);
    await hasFocus(page, '#second-factor-code');
    const tooMany = async () => {
      await enter(page, '000002');
      await page.visible('#second-factor-code-error');
      return /Too many/.test(await page.text('#second-factor-code-error'));
    };
    await until(tooMany, 'the end of the tries');
    await page.click('#second-factor-code-error button');
    await says(page, '#notice', /new code/);
    await enter(page, (await sandbox.mail(ada.email, 2)).code);
    await isSignedInAs(page, ada.username);
  },

  'a new code invalidates the old one': async ({ page, sandbox }) => {
    await challenged(page, sandbox, 'resendSeconds=0');
    const { code } = await sandbox.mail(ada.email);
    await page.click('#second-factor-resend');
    await says(page, '#notice', /new code/);
    await enter(page, code);
    await says(page, '#second-factor-code-error', /not right/);
    await enter(page, (await sandbox.mail(ada.email, 2)).code);
    await isSignedInAs(page, ada.username);
  },

  "the project's questions come after the code": async ({ page, sandbox }) => {
    await challenged(page, sandbox);
    await sandbox.options({ askFields: ['nickname'] });
    await enter(page, (await sandbox.mail(ada.email)).code);
    await page.visible('#ask-nickname');
    await page.fill('#ask-nickname', 'Countess');
    await page.click('#ask-form [type=submit]');
    await isSignedInAs(page, ada.username);
  },

  'a service that cannot be reached is reported, and the typed code is kept': async ({
    page,
    sandbox,
  }) => {
    await challenged(page, sandbox);
    await sandbox.fault({ kind: 'cut', path: '/otp/validate', times: 1 });
    await enter(page, (await sandbox.mail(ada.email)).code);
    await says(page, '#notice', /cannot reach/);
    await page.click('#notice .notice-action');
    await isSignedInAs(page, ada.username);
  },
};
