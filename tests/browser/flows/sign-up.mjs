import assert from 'node:assert/strict';

import { DEMO_URL, ada, arrive, fillIn, isSignedInAs, says, stillThere } from '../player.mjs';

export const title = 'sign-up';

const typed = {
  '#sign-up-username': ada.username,
  '#sign-up-email': ada.email,
  '#sign-up-password': ada.password,
};

/** @param {import('../types').Page} page */
async function signUp(page) {
  await arrive(page, 'sign-up');
  await fillIn(page, typed);
  await page.click('#sign-up-form [type=submit]');
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'a player signs up, opens the link in the email and is signed in': async ({ page, sandbox }) => {
    await signUp(page);
    await says(page, '#check-mail-lead', /ada@example\.com/);
    const { link } = await sandbox.mail(ada.email);
    await page.goto(link);
    await isSignedInAs(page, ada.username);
    assert.equal(page.url(), `${DEMO_URL}#signed-in`, 'the address bar has no token');
  },

  'the confirmation email can be sent again': async ({ page, sandbox }) => {
    await signUp(page);
    await page.visible('#check-mail-resend');
    await page.click('#check-mail-resend');
    await says(page, '#notice', /Sent again/);
    const { link } = await sandbox.mail(ada.email, 2);
    await page.goto(link);
    await isSignedInAs(page, ada.username);
  },

  'going back to correct the email address shows everything that was typed': async ({ page }) => {
    await signUp(page);
    await page.visible('#check-mail-back');
    await page.click('#check-mail-back');
    await page.visible('#sign-up-form');
    await stillThere(page, typed);
  },

  'the captcha is solved if the service requires it, and the account is created': async ({
    page,
    sandbox,
  }) => {
    await sandbox.options({ captcha: true });
    await signUp(page);
    await says(page, '#sign-up-form .form-message', /not a robot/);
    await stillThere(page, typed);
    await page.click('#sign-up-form-robot');
    await page.click('#sign-up-form [type=submit]');
    await says(page, '#check-mail-lead', /ada@example\.com/);
    await sandbox.mail(ada.email);
  },

  'a player is signed in at once if no confirmation is required': async ({ page, sandbox }) => {
    await sandbox.options({ confirmMail: false });
    await signUp(page);
    await isSignedInAs(page, ada.username);
  },
};
