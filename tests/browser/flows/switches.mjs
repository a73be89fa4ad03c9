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
} from '../player.mjs';
import { until } from '../until.mjs';

export const title = 'the switches of the sandbox';

const switches = {
  'Ask for a captcha': false,
  'Ask new accounts to confirm their email address': true,
  'Ask for a second factor': false,
  'Ask for consent after social sign-in': false,
  'Ask for a nickname and a phone number': false,
};

/** @param {import('../types').Page} page @param {string} [hash] */
async function open(page, hash = 'sign-in') {
  await arrive(page, hash);
  await openWorkshop(page);
  await page.visible('#sandbox-switches');
}

/** Resolves to the label of each switch, and whether it is on. @param {import('../types').Page} page */
function shown(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('#sandbox [role="switch"]')].map((element) => {
      const input = /** @type {HTMLInputElement} */ (element);
      return [input.labels?.[0]?.textContent?.trim(), input.checked];
    }),
  );
}

/**
 * Waits until the `changed` switches have these values, and all others their default.
 *
 * @param {import('../types').Page} page
 * @param {Record<string, boolean>} changed
 */
async function shows(page, changed = {}) {
  const expected = Object.entries({ ...switches, ...changed });
  const asExpected = async () => JSON.stringify(await shown(page)) === JSON.stringify(expected);
  await until(asExpected, `the switches to be ${JSON.stringify(changed)}`);
}

/** @param {import('../types').Sandbox} sandbox @param {string} option @param {unknown} value */
async function holds(sandbox, option, value) {
  const current = async () => JSON.stringify((await sandbox.options({}))[option]);
  await until(async () => (await current()) === JSON.stringify(value), `${option} in the sandbox`);
}

/** Resolves to the URLs at which the page requested a sandbox's options. @param {import('../types').Page} page */
function asked(page) {
  return page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => name)
      .filter((name) => name.includes('/sandbox/')),
  );
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'the switches are collapsed at first and show the current options': async ({ page, sandbox }) => {
    await sandbox.options({ secondFactor: true });
    await arrive(page, 'code');
    await page.visible('#workshop > summary');
    await page.hidden('#sandbox-switches');
    await openWorkshop(page);
    await page.visible('#sandbox-switches');
    await shows(page, { 'Ask for a second factor': true });
  },

  'a second factor is asked for while its switch is on': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await open(page);
    await page.click('#sandbox-secondFactor');
    await holds(sandbox, 'secondFactor', true);
    await signIn(page, ada);
    await page.visible('#second-factor-form');
    await page.fill('#second-factor-code', (await sandbox.mail(ada.email)).code);
    await page.click('#second-factor-form [type=submit]');
    await isSignedInAs(page, ada.username);
    await page.click('#sandbox-secondFactor');
    await holds(sandbox, 'secondFactor', false);
    await page.click('#sign-out');
    await says(page, '#notice', /signed out/);
    await signIn(page, ada);
    await isSignedInAs(page, ada.username);
  },

  'consent after social sign-in is asked for while its switch is on': async ({ page, sandbox }) => {
    await open(page);
    await page.click('#sandbox-socialConsent');
    await holds(sandbox, 'socialConsent', true);
    await page.click('[data-view="sign-in"] [data-network="google"]');
    await page.click('#allow');
    await page.click('#consent-accept');
    await isSignedInAs(page, 'Grace Hopper');
  },

  'a nickname and a phone number are asked for while their switch is on': async ({
    page,
    sandbox,
  }) => {
    await sandbox.addUser(ada);
    await open(page);
    await page.click('#sandbox-askFields');
    await holds(sandbox, 'askFields', ['nickname', 'phone_number']);
    await signIn(page, ada);
    await page.visible('#ask-form');
    await fillIn(page, { '#ask-nickname': 'Countess', '#ask-phone_number': '+15550000001' });
    await page.click('#ask-form [type=submit]');
    await page.visible('#code-entry-form');
    await page.fill('#code-entry-code', (await sandbox.mail('+15550000001')).code);
    await page.click('#code-entry-form [type=submit]');
    await isSignedInAs(page, ada.username);
    await page.click('#sandbox-askFields');
    await holds(sandbox, 'askFields', []);
  },

  'a new account is signed in at once if email confirmation is off': async ({ page, sandbox }) => {
    await open(page, 'sign-up');
    await page.click('#sandbox-confirmMail');
    await holds(sandbox, 'confirmMail', false);
    await fillIn(page, {
      '#sign-up-username': ada.username,
      '#sign-up-email': ada.email,
      '#sign-up-password': ada.password,
    });
    await page.click('#sign-up-form [type=submit]');
    await isSignedInAs(page, ada.username);
  },

  'the switches work with the keyboard alone': async ({ page, sandbox }) => {
    await arrive(page);
    await page.visible('#workshop > summary');
    await page.evaluate(() => document.getElementById('locale')?.focus());
    await page.press('Tab');
    await hasFocus(page, '#workshop > summary');
    await page.press('Enter');
    await page.visible('#sandbox-switches');
    await page.press('Tab');
    await hasFocus(page, '#sandbox-captcha');
    await page.press('Tab');
    await page.press('Tab');
    await page.press(' ');
    await holds(sandbox, 'secondFactor', true);
    await hasFocus(page, '#sandbox-secondFactor');
  },

  'opening the switches shows what another tab has changed': async ({ page, sandbox }) => {
    await open(page);
    await shows(page);
    await page.click('#workshop > summary');
    await page.hidden('#sandbox-switches');
    await sandbox.options({ socialConsent: true, askFields: ['phone_number', 'nickname'] });
    await page.click('#workshop > summary');
    await shows(page, {
      'Ask for consent after social sign-in': true,
      'Ask for a nickname and a phone number': true,
    });
  },

  'the last of many quick changes wins': async ({ page, sandbox }) => {
    await open(page);
    await shows(page);
    // The first request takes longer than the others.
    await page.evaluate(() => {
      const { fetch } = window;
      const answered = /** @type {any} */ (window.answered = []);
      let pause = 500;
      window.fetch = async (...request) => {
        const mine = pause;
        pause = 0;
        await new Promise((resolve) => setTimeout(resolve, mine));
        const answer = await fetch(...request);
        if (String(request[0]).endsWith('/sandbox/options')) answered.push(request);
        return answer;
      };
      for (const id of ['sandbox-secondFactor', 'sandbox-socialConsent', 'sandbox-secondFactor']) {
        document.getElementById(id)?.click();
      }
    });
    const answered = () => page.evaluate(() => /** @type {any} */ (window).answered.length);
    await until(async () => (await answered()) === 3, 'the three changes');
    await holds(sandbox, 'socialConsent', true);
    await holds(sandbox, 'secondFactor', false);
    await shows(page, { 'Ask for consent after social sign-in': true });
  },

  'a sandbox that does not respond is reported, and the switch goes back': async ({
    page,
    sandbox,
  }) => {
    await open(page);
    await shows(page);
    await page.evaluate(() => {
      const { fetch } = window;
      /** @type {any} */ (window).comeBack = () => (window.fetch = fetch);
      window.fetch = () => Promise.reject(new TypeError('gone'));
    });
    await page.click('#sandbox-secondFactor');
    await says(page, '#sandbox-message', /does not respond/);
    await shows(page);
    await page.evaluate(() => void (/** @type {any} */ (window).comeBack()));
    await page.click('#sandbox-secondFactor');
    await holds(sandbox, 'secondFactor', true);
    await until(async () => !(await page.text('#sandbox-message')), 'the words to go');
    await shows(page, { 'Ask for a second factor': true });
  },

  'another service shows no switches or outbox and gets no requests for them': async ({
    page,
    sandbox,
  }) => {
    await page.goto(`${DEMO_URL}?apiUrl=https://nowhere.invalid/api`);
    await page.visible('#sign-in-form');
    await signIn(page, ada);
    await says(page, '#notice', /cannot reach/);
    await openWorkshop(page);
    await page.hidden('#sandbox');
    await page.hidden('#outbox');
    assert.deepEqual(await asked(page), []);
    assert.equal(await sandbox.count('/login'), 0);
  },

  "a service without the sandbox's options shows no switches": async ({ page }) => {
    await arrive(page);
    // As if the page's URL had named the page's own server as the service.
    await page.evaluate((/** @type {string} */ url) => {
      const settings = { apiUrl: `${url}api`, outboxUrl: `${url}outbox` };
      sessionStorage.setItem('demo-settings', JSON.stringify(settings));
    }, DEMO_URL);
    await reload(page);
    await until(async () => (await asked(page)).length > 0, 'the question for the options');
    await openWorkshop(page);
    await page.visible('#outbox');
    await page.hidden('#sandbox');
  },

  'the switches fit on a small phone': async ({ page }) => {
    await page.setSize(320, 600);
    await open(page);
    const excess = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return scrollWidth - clientWidth;
    });
    assert.equal(excess, 0);
  },
};
