import { ada, arrive, isSignedInAs, says, signIn, stillThere } from '../player.mjs';

export const title = 'sign-in';

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'a player signs in with name and password': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await arrive(page);
    await signIn(page, ada);
    await isSignedInAs(page, ada.username);
    await says(page, '#signed-in-facts', /ada@example\.com/);
  },

  'the keyboard alone is enough': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await arrive(page);
    await page.fill('#sign-in-username', ada.email);
    await page.fill('#sign-in-password', ada.password);
    await page.press('Enter');
    await isSignedInAs(page, ada.username);
  },

  'the confirmation email of an unconfirmed account can be sent again': async ({
    page,
    sandbox,
  }) => {
    await sandbox.addUnconfirmed(ada);
    await arrive(page);
    await signIn(page, ada);
    await says(page, '#sign-in-username-error', /waiting for its email address/);
    await stillThere(page, { '#sign-in-password': ada.password });
    await page.click('#sign-in-username-error button');
    await says(page, '#notice', /Sent again/);
    const { link } = await sandbox.mail(ada.email, 2);
    await page.goto(link);
    await isSignedInAs(page, ada.username);
  },

  'too many failed sign-ins require a captcha, after which the right password works': async ({
    page,
    sandbox,
  }) => {
    await sandbox.addUser(ada);
    await arrive(page);
    for (let tries = 1; tries <= 5; tries++) {
      await signIn(page, { ...ada, password: `wrong password ${tries}` });
      await says(page, '#sign-in-password-error', /not right/);
    }
    await signIn(page, ada);
    await says(page, '#sign-in-form .form-message', /not a robot/);
    await page.click('#sign-in-form [type=submit]');
    await says(page, '#sign-in-form-robot-error', /tick this box/);
    await page.click('#sign-in-form-robot');
    await page.click('#sign-in-form [type=submit]');
    await isSignedInAs(page, ada.username);
  },
};
