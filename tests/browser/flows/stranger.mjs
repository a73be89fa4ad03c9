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
  smallTargets,
  stillThere,
} from '../player.mjs';
import { until } from '../until.mjs';

export const title = 'as a stranger';

const signInTyped = { '#sign-in-username': ada.username, '#sign-in-password': ada.password };
const signUpTyped = {
  '#sign-up-username': ada.username,
  '#sign-up-email': ada.email,
  '#sign-up-password': ada.password,
};

/**
 * Returns a flow whose sign-in fails once, and succeeds after "Try again".
 *
 * @param {Omit<Parameters<import('../types').Sandbox['fault']>[0], 'path'>} fault
 * @param {RegExp} words
 */
function triesAgain(fault, words) {
  return async (/** @type {import('../types').Scene} */ { page, sandbox }) => {
    await sandbox.addUser(ada);
    await sandbox.fault({ path: '/login', times: 1, ...fault });
    await arrive(page);
    await signIn(page, ada);
    await says(page, '#notice[data-tone="bad"]', words);
    await stillThere(page, signInTyped);
    await page.click('#notice .notice-action');
    await isSignedInAs(page, ada.username);
  };
}

/** @param {import('../types').Page} page @param {string} code */
async function enter(page, code) {
  await page.fill('#code-entry-code', code);
  await page.click('#code-entry-form [type=submit]');
}

/** Resolves to how many pixels the page can be scrolled sideways. @param {import('../types').Page} page */
function excess(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'a wrong password is reported next to its field': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await arrive(page);
    await signIn(page, { ...ada, password: 'not the password' });
    await says(page, '#sign-in-password-error', /not right/);
    await hasFocus(page, '#sign-in-password');
    await stillThere(page, { ...signInTyped, '#sign-in-password': 'not the password' });
  },

  'each empty field is reported, and the first one has the focus': async ({ page, sandbox }) => {
    await arrive(page, 'sign-up');
    await page.click('#sign-up-form [type=submit]');
    await says(page, '#sign-up-username-error', /name/);
    await says(page, '#sign-up-email-error', /email/);
    await says(page, '#sign-up-password-error', /password/);
    await hasFocus(page, '#sign-up-username');
    assert.equal(await sandbox.count('/user'), 0);
  },

  'a taken username is reported next to its field': async ({ page, sandbox }) => {
    await sandbox.addUser({ ...ada, email: 'other@example.com' });
    await arrive(page, 'sign-up');
    await fillIn(page, signUpTyped);
    await page.click('#sign-up-form [type=submit]');
    await says(page, '#sign-up-username-error', /taken/);
    await hasFocus(page, '#sign-up-username');
    await stillThere(page, signUpTyped);
  },

  'a taken email address is reported next to its field': async ({ page, sandbox }) => {
    await sandbox.addUser({ ...ada, username: 'countess' });
    await arrive(page, 'sign-up');
    await fillIn(page, signUpTyped);
    await page.click('#sign-up-form [type=submit]');
    await says(page, '#sign-up-email-error', /already an account with this email address/);
    await hasFocus(page, '#sign-up-email');
    await stillThere(page, signUpTyped);
  },

  'a wrong code is reported next to its field, and a new one is offered after five': async ({
    page,
    sandbox,
  }) => {
    await sandbox.addUser(ada);
    await arrive(page, 'code');
    await page.fill('#code-email', ada.email);
    await page.click('#code-form [type=submit]');
    await page.visible('#code-entry-form');
    await enter(page, '000001');
    await says(page, '#code-entry-code-error', /not right/);
    await hasFocus(page, '#code-entry-code');
    await stillThere(page, { '#code-entry-code': '000001' });
    const tooMany = async () => {
      await enter(page, '000002');
      await page.visible('#code-entry-code-error');
      return /Too many/.test(await page.text('#code-entry-code-error'));
    };
    await until(tooMany, 'the end of the tries');
    await page.click('#code-entry-code-error button');
    // Until the page has the response, a code would be sent for the operation that has ended.
    await says(page, '#notice', /new code/);
    await enter(page, (await sandbox.mail(ada.email, 2)).code);
    await isSignedInAs(page, ada.username);
  },

  'a service that cannot be reached is reported, and a retry works': triesAgain(
    { kind: 'cut' },
    /cannot reach/,
  ),
  'a 503 response is reported, and a retry works': triesAgain(
    { kind: 'status', status: 503 },
    /has a problem/,
  ),
  'an HTML response is reported, and a retry works': triesAgain({ kind: 'html' }, /has a problem/),
  'a 429 response is reported with the time to wait': triesAgain(
    { kind: 'status', status: 429, retryAfter: '7' },
    /wait 7 seconds/,
  ),

  'a call without a response times out': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await sandbox.fault({ kind: 'hang', path: '/login', times: 1 });
    await page.goto(`${DEMO_URL}?timeout=400`);
    await page.visible('#sign-in-form');
    await signIn(page, ada);
    await says(page, '#notice', /does not respond/);
    await stillThere(page, signInTyped);
    await page.click('#notice .notice-action');
    await isSignedInAs(page, ada.username);
  },

  'a slow call can be cancelled': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await sandbox.fault({ kind: 'hang', path: '/login', times: 1 });
    await arrive(page);
    await signIn(page, ada);
    await says(page, '.slow', /longer than usual/);
    await page.click('.slow button');
    await says(page, '#sign-in-form [type=submit]', /^Sign in$/);
    await page.hidden('.slow');
    await stillThere(page, signInTyped);
    await page.click('#sign-in-form [type=submit]');
    await isSignedInAs(page, ada.username);
  },

  'a busy button keeps its size and position': async ({ page, sandbox }) => {
    await sandbox.fault({ kind: 'hang', path: '/login', times: 1 });
    await arrive(page);
    await page.visible('[data-view="sign-in"] .socials');
    const box = () =>
      page.evaluate(() => {
        const button = document.querySelector('#sign-in-form [type=submit]');
        const { x, y, width, height } = button?.getBoundingClientRect() ?? new DOMRect();
        // On the page: a driver may scroll before it clicks.
        return [x, y + scrollY, width, height];
      });
    await fillIn(page, signInTyped);
    const before = await box();
    await page.click('#sign-in-form [type=submit]');
    await page.visible('#sign-in-form [aria-disabled]');
    assert.deepEqual(await box(), before);
    await page.visible('.slow button');
    assert.deepEqual(await box(), before);
    await page.setSize(320, 600);
    assert.equal(await excess(page), 0, 'it does not overflow a smaller screen');
    await page.click('.slow button');
    await page.hidden('#sign-in-form [aria-disabled]');
  },

  'every control is large enough to tap on a phone': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await page.setSize(360, 740);
    for (const view of ['sign-in', 'sign-up', 'code', 'reset', 'link-opened']) {
      await arrive(page, view);
      if (view.startsWith('sign-')) await page.click(`[data-view="${view}"] .more summary`);
      assert.deepEqual(await smallTargets(page), [], view);
    }
    await arrive(page);
    await signIn(page, ada);
    await page.visible('#play');
    await openWorkshop(page);
    assert.deepEqual(await smallTargets(page), [], 'signed-in');
  },

  'leaving the form cancels its call, and coming back shows what was typed': async ({
    page,
    sandbox,
  }) => {
    await sandbox.addUser(ada);
    await sandbox.fault({ kind: 'hang', path: '/login', times: 1 });
    await arrive(page);
    await signIn(page, ada);
    // A call cancelled before its request is sent would not use up the fault.
    await until(async () => (await sandbox.count('/login')) === 1, 'the call');
    await page.click('[data-view="sign-in"] [data-go="sign-up"]');
    await page.visible('#sign-up-form');
    await page.click('[data-view="sign-up"] [data-go="sign-in"]');
    await stillThere(page, signInTyped);
    await page.click('#sign-in-form [type=submit]');
    await isSignedInAs(page, ada.username);
  },

  'the page works after a reload during a call': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await sandbox.fault({ kind: 'hang', path: '/login', times: 1 });
    await arrive(page);
    await signIn(page, ada);
    await until(async () => (await sandbox.count('/login')) === 1, 'the call');
    await reload(page);
    await page.visible('#sign-in-form');
    await stillThere(page, { '#sign-in-username': ada.username });
    await signIn(page, ada);
    await isSignedInAs(page, ada.username);
  },

  'a double click signs up once': async ({ page, sandbox }) => {
    await sandbox.fault({ kind: 'delay', path: '/user', times: 1, ms: 500 });
    await arrive(page, 'sign-up');
    await fillIn(page, signUpTyped);
    await page.evaluate(() => {
      const button = document.querySelector('#sign-up-form [type=submit]');
      /** @type {HTMLElement} */ (button).click();
      /** @type {HTMLElement} */ (button).click();
    });
    await page.press('Enter');
    await page.visible('#check-mail-lead');
    assert.equal(await sandbox.count('/user'), 1);
  },

  'a service named in the URL overrides the configured one': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await page.goto(`${DEMO_URL}?apiUrl=https://nowhere.invalid/api`);
    await page.visible('#sign-in-form');
    await signIn(page, ada);
    await says(page, '#notice', /cannot reach/);
    await stillThere(page, signInTyped);
  },

  'an invalid service URL is reported in place of the form': async ({ page }) => {
    await page.goto(`${DEMO_URL}?apiUrl=ftp://nowhere.invalid/`);
    await says(page, '#setup-lead', /apiUrl/);
    await page.hidden('#sign-in-form');
  },

  'a page with an invalid service URL still removes sign-in parameters from its URL': async ({
    page,
  }) => {
    const own = new URLSearchParams({ apiUrl: 'ftp://nowhere.invalid/' });
    const end = 'token=a&code=b&state=c&challenge_id=d&error_code=e&error=f&error_description=g';
    await page.goto(`${DEMO_URL}?${own}&${end}&consent_token=h&reset_code=i&user_id=j`);
    await says(page, '#setup-lead', /apiUrl/);
    assert.equal(page.url(), `${DEMO_URL}?${own}#setup`);
  },

  'going back after a sign-in keeps the player signed in': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await arrive(page);
    await page.click('[data-view="sign-in"] [data-go="code"]');
    await page.visible('#code-form');
    await page.fill('#code-email', ada.email);
    await page.click('#code-form [type=submit]');
    await page.visible('#code-entry-form');
    await enter(page, (await sandbox.mail(ada.email)).code);
    await isSignedInAs(page, ada.username);
    await page.evaluate(
      () =>
        new Promise((resolve) => {
          window.addEventListener('popstate', () => resolve(true), { once: true });
          history.back();
        }),
    );
    await isSignedInAs(page, ada.username);
  },

  'nothing overflows the screen of a small phone': async ({ page, sandbox }) => {
    await sandbox.addUser({ ...ada, username: 'a'.repeat(200) });
    await page.setSize(320, 600);
    for (const view of ['sign-in', 'sign-up', 'code', 'reset', 'link-opened']) {
      await arrive(page, view);
      if (view.startsWith('sign-')) await page.click(`[data-view="${view}"] .more summary`);
      assert.equal(await excess(page), 0, view);
    }
    await arrive(page);
    await signIn(page, { ...ada, username: 'a'.repeat(200) });
    await page.visible('#sign-out');
    await openWorkshop(page);
    await page.click('.claims summary');
    assert.equal(await excess(page), 0, 'signed-in');
  },

  'each view still has what was typed when the player comes back to it': async ({ page }) => {
    await arrive(page);
    await fillIn(page, signInTyped);
    await page.click('[data-view="sign-in"] [data-go="sign-up"]');
    await fillIn(page, signUpTyped);
    await page.click('[data-view="sign-up"] [data-go="sign-in"]');
    await stillThere(page, signInTyped);
    await stillThere(page, signUpTyped);
    await page.evaluate(() => history.back());
    await page.visible('#sign-up-form');
    await stillThere(page, signUpTyped);
  },
};
