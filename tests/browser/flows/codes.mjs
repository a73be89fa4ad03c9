import assert from 'node:assert/strict';

import { ada, arrive, isSignedInAs, says, stillThere } from '../player.mjs';
import { until } from '../until.mjs';

export const title = 'one-time codes';

const phone = '+442079460000';

/** @param {import('../types').Page} page @param {string} [query] */
async function askByMail(page, query) {
  await arrive(page, 'code', query);
  await page.fill('#code-email', ada.email);
  await page.click('#code-form [type=submit]');
  await page.visible('#code-entry-form');
}

/** @param {import('../types').Page} page @param {string} code */
async function enter(page, code) {
  await page.fill('#code-entry-code', code);
  await page.click('#code-entry-form [type=submit]');
}

/** Runs in the page: records in `window.waits` whether each request for a link's code was aborted. */
function watchWaits() {
  /** @type {string[]} */
  const waits = [];
  Object.assign(window, { waits });
  const { fetch } = window;
  window.fetch = (input, init) => {
    const request = new Request(input, init);
    if (request.url.includes('/otc/code')) {
      const index = waits.push('waiting') - 1;
      request.signal.addEventListener('abort', () => (waits[index] = 'aborted'));
    }
    return fetch(request);
  };
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'a code sent by email signs in': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await askByMail(page);
    const { code } = await sandbox.mail(ada.email);
    await enter(page, code);
    await isSignedInAs(page, ada.username);
  },

  'a code sent by phone signs in, however the number is formatted': async ({ page, sandbox }) => {
    await arrive(page, 'code');
    await page.click('#code-form label:has([value=phone])');
    await page.fill('#code-phone', '+44 (20) 7946-0000');
    await page.click('#code-form [type=submit]');
    await page.visible('#code-entry-form');
    const { code } = await sandbox.mail(phone);
    await enter(page, code);
    await page.visible('[data-view="signed-in"]');
  },

  'a code can be pasted with the text around it': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await askByMail(page);
    const { code } = await sandbox.mail(ada.email);
    await page.evaluate(
      (/** @type {string} */ text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text', text);
        const paste = new ClipboardEvent('paste', { bubbles: true, cancelable: true });
        // Firefox ignores `clipboardData` in the constructor.
        Object.defineProperty(paste, 'clipboardData', { value: clipboardData });
        document.querySelector('#code-entry-code')?.dispatchEvent(paste);
      },
      `Your code is ${code.slice(0, 3)} ${code.slice(3)}. Good for 3 minutes.`,
    );
    assert.equal(await page.value('#code-entry-code'), code);
  },

  'opening the link elsewhere signs in here': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await askByMail(page);
    const { link } = await sandbox.mail(ada.email);
    await sandbox.openElsewhere(link);
    await isSignedInAs(page, ada.username);
  },

  'polling for the link continues when a round ends': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await sandbox.options({ longPollMs: 100 });
    await askByMail(page);
    await until(async () => (await sandbox.count('/otc/code')) >= 3, 'a third round');
    const { link } = await sandbox.mail(ada.email);
    await sandbox.openElsewhere(link);
    await isSignedInAs(page, ada.username);
  },

  'polling for the link survives a dropped connection': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await sandbox.fault({ kind: 'cut', path: '/otc/code', times: 1 });
    await askByMail(page);
    await until(async () => (await sandbox.count('/otc/code')) >= 2, 'another round');
    await says(page, '#link-wait-text', /Waiting/);
    const { link } = await sandbox.mail(ada.email);
    await sandbox.openElsewhere(link);
    await isSignedInAs(page, ada.username);
  },

  'cancelling the wait aborts its request, and the code still works': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await arrive(page, 'code');
    await page.evaluate(watchWaits);
    await page.fill('#code-email', ada.email);
    await page.click('#code-form [type=submit]');
    await until(async () => (await sandbox.count('/otc/code')) === 1, 'the wait');
    await page.click('#link-wait-cancel');
    await says(page, '#link-wait-text', /No longer waiting/);
    const aborted = () => page.evaluate(() => /** @type {any} */ (window).waits);
    assert.deepEqual(await aborted(), ['aborted']);
    const { code } = await sandbox.mail(ada.email);
    await enter(page, code);
    await isSignedInAs(page, ada.username);
    assert.deepEqual(await aborted(), ['aborted'], 'no further request');
  },

  'a cancelled wait can be resumed': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await askByMail(page);
    await page.click('#link-wait-cancel');
    await page.click('#link-wait-again');
    await says(page, '#link-wait-text', /Waiting/);
    const { link } = await sandbox.mail(ada.email);
    await sandbox.openElsewhere(link);
    await isSignedInAs(page, ada.username);
  },

  'a new code can be sent, and the email address changed': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await askByMail(page, 'resendSeconds=0');
    await page.click('#code-entry-back');
    await page.visible('#code-form');
    await stillThere(page, { '#code-email': ada.email });
    await page.click('#code-form [type=submit]');
    await page.visible('#code-entry-form');
    await page.click('#code-entry-resend');
    await says(page, '#notice', /new code/);
    const { code } = await sandbox.mail(ada.email, 3);
    await enter(page, code);
    await isSignedInAs(page, ada.username);
  },

  'a new code can be sent when the countdown ends': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await askByMail(page, 'resendSeconds=2');
    await says(page, '#code-entry-resend', /\(00:0[12]\)/);
    await page.evaluate(() => document.getElementById('code-entry-resend')?.click());
    await says(page, '#code-entry-resend', /^Send a new code$/);
    assert.equal(
      (await sandbox.mails(ada.email)).length,
      1,
      'nothing is sent before the countdown ends',
    );
    await page.click('#code-entry-resend');
    const { code } = await sandbox.mail(ada.email, 2);
    await says(page, '#code-entry-resend', /\(00:0[12]\)/);
    await enter(page, code);
    await isSignedInAs(page, ada.username);
  },

  'a browser that opens the link shows where to continue': async ({ page, sandbox }) => {
    await askByMail(page);
    const { link } = await sandbox.mail(ada.email);
    await page.goto(link);
    await says(page, '[data-view="link-opened"]', /Go back to the window/);
  },
};
