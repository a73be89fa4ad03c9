import { ada, arrive, isSignedInAs, says, signIn, stillThere } from '../player.mjs';

export const title = 'questions of the project';

const phone = '+442079460000';

/** @param {import('../types').Page} page @param {import('../types').Sandbox} sandbox @param {string[]} askFields */
async function signInAsked(page, sandbox, askFields) {
  await sandbox.addUser(ada);
  await sandbox.options({ askFields });
  await arrive(page);
  await signIn(page, ada);
  await page.visible('#ask-form');
}

/** @param {import('../types').Page} page */
async function tellPhone(page) {
  await page.fill('#ask-phone_number', phone);
  await page.click('#ask-form [type=submit]');
}

/** @param {number} askStatus */
function confirmsPhone(askStatus) {
  return async (/** @type {import('../types').Scene} */ { page, sandbox }) => {
    await sandbox.options({ askStatus });
    await signInAsked(page, sandbox, ['phone_number']);
    await tellPhone(page);
    await page.visible('#code-entry-form');
    const { code } = await sandbox.mail(phone);
    await page.fill('#code-entry-code', code);
    await page.click('#code-entry-form [type=submit]');
    await isSignedInAs(page, ada.username);
  };
}

/**
 * Skips the questions. The sandbox asks only for required fields, so the page hides the button; this
 * shows it first.
 *
 * @param {import('../types').Page} page
 */
async function skip(page) {
  await page.evaluate(() => {
    const button = document.getElementById('ask-skip');
    if (button) button.hidden = false;
  });
  await page.click('#ask-skip');
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'a player who fills in a plain field is signed in': async ({ page, sandbox }) => {
    await signInAsked(page, sandbox, ['nickname']);
    await page.fill('#ask-nickname', 'Countess');
    await page.click('#ask-form [type=submit]');
    await isSignedInAs(page, ada.username);
  },

  'a phone number is confirmed with a code if it is asked for with status 422': confirmsPhone(422),
  'a phone number is confirmed with a code if it is asked for with status 200': confirmsPhone(200),

  'a phone number is confirmed with a link': async ({ page, sandbox }) => {
    await signInAsked(page, sandbox, ['phone_number']);
    await tellPhone(page);
    await page.visible('#code-entry-form');
    const { link } = await sandbox.mail(phone);
    await sandbox.openElsewhere(link);
    await isSignedInAs(page, ada.username);
  },

  'a player who signs in by phone is asked for an email address': async ({ page, sandbox }) => {
    await sandbox.options({ askFields: ['email'] });
    await arrive(page, 'code');
    await page.click('#code-form label:has([value=phone])');
    await page.fill('#code-phone', phone);
    await page.click('#code-form [type=submit]');
    await page.visible('#code-entry-form');
    await page.fill('#code-entry-code', (await sandbox.mail(phone)).code);
    await page.click('#code-entry-form [type=submit]');
    await page.visible('#ask-email');
    await page.fill('#ask-email', ada.email);
    await page.click('#ask-form [type=submit]');
    await page.visible('#code-entry-form');
    await page.fill('#code-entry-code', (await sandbox.mail(ada.email)).code);
    await page.click('#code-entry-form [type=submit]');
    await isSignedInAs(page, ada.email);
  },

  'a player who skips the questions is signed in': async ({ page, sandbox }) => {
    await signInAsked(page, sandbox, ['nickname']);
    await skip(page);
    await isSignedInAs(page, ada.username);
    await page.click('#sign-out');
    await says(page, '#notice', /signed out/);
    // After a social sign-in, the questions are in a URL.
    await page.visible('[data-view="sign-in"] [data-network="google"]');
    await page.click('[data-view="sign-in"] [data-network="google"]');
    await page.fill('#name', 'Grace Hopper');
    await page.click('#allow');
    await page.visible('#ask-form');
    await skip(page);
    await isSignedInAs(page, 'Grace Hopper');
  },

  'a missing answer is reported next to its field': async ({ page, sandbox }) => {
    await signInAsked(page, sandbox, ['phone_number', 'nickname']);
    await page.fill('#ask-nickname', 'Countess');
    await page.click('#ask-form [type=submit]');
    await says(page, '#ask-phone_number-error', /phone number/);
    await stillThere(page, { '#ask-nickname': 'Countess' });
  },
};
