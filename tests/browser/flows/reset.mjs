import assert from 'node:assert/strict';

import {
  DEMO_URL,
  ada,
  arrive,
  isSignedInAs,
  reload,
  says,
  signIn,
  stillThere,
} from '../player.mjs';

export const title = 'a new password';

const fresh = 'staple of the new one';

/** @param {import('../types').Page} page @param {import('../types').Sandbox} sandbox */
async function openResetLink(page, sandbox) {
  await sandbox.addUser(ada);
  await arrive(page, 'reset');
  await page.fill('#reset-username', ada.username);
  await page.click('#reset-form [type=submit]');
  await says(page, '#check-mail-lead', /“ada”/);
  const { link } = await sandbox.mail(ada.email);
  await page.goto(link);
  await page.visible('#new-password-form');
  return link;
}

/** @param {import('../types').Page} page */
async function choose(page) {
  await page.fill('#new-password-password', fresh);
  await page.click('#new-password-form [type=submit]');
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'a forgotten password is replaced by a new one': async ({ page, sandbox }) => {
    await openResetLink(page, sandbox);
    assert.equal(page.url(), `${DEMO_URL}#new-password`, 'the address bar has no code');
    await choose(page);
    await says(page, '#notice', /saved/);
    await signIn(page, { ...ada, password: fresh });
    await isSignedInAs(page, ada.username);
  },

  'the captcha is solved if the service requires it, also to resend the email': async ({
    page,
    sandbox,
  }) => {
    await sandbox.addUser(ada);
    await sandbox.options({ captcha: true });
    await arrive(page, 'reset');
    await page.fill('#reset-username', ada.username);
    await page.click('#reset-form [type=submit]');
    await says(page, '#reset-form .form-message', /not a robot/);
    await page.click('#reset-form-robot');
    await page.click('#reset-form [type=submit]');
    await says(page, '#check-mail-lead', /“ada”/);
    await sandbox.mail(ada.email);
    await page.click('#check-mail-resend');
    await says(page, '#check-mail-form .form-message', /not a robot/);
    await page.click('#check-mail-form-robot');
    await page.click('#check-mail-resend');
    await says(page, '#notice', /Sent again/);
    await sandbox.mail(ada.email, 2);
  },

  'the username typed at sign-in is filled in': async ({ page }) => {
    await arrive(page);
    await page.fill('#sign-in-username', ada.username);
    await page.click('[data-view="sign-in"] [data-go=reset]');
    await page.visible('#reset-form');
    await stillThere(page, { '#reset-username': ada.username });
  },

  'an opened link still works after a reload': async ({ page, sandbox }) => {
    await openResetLink(page, sandbox);
    await reload(page);
    await page.visible('#new-password-form');
    await choose(page);
    await says(page, '#notice', /saved/);
  },

  'a used link is refused with an explanation, and typed text is kept': async ({
    page,
    sandbox,
  }) => {
    const link = await openResetLink(page, sandbox);
    await choose(page);
    await says(page, '#notice', /saved/);
    await page.goto(link);
    await page.visible('#new-password-form');
    await choose(page);
    await says(page, '#new-password-form .form-message', /wrong or has expired/);
    await stillThere(page, { '#new-password-password': fresh });
  },
};
