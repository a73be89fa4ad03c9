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
import { settingsPath } from '../sandbox.mjs';
import { until } from '../until.mjs';

export const title = 'social networks';

const grace = 'Grace Hopper';

/** Goes to the page of a social network. @param {import('../types').Page} page @param {string} network */
async function leaveFor(page, network) {
  await arrive(page);
  const button = `[data-view="sign-in"] [data-network="${network}"]`;
  await page.visible(button);
  await page.click(button);
  await says(page, 'h1', new RegExp(`with ${network}`));
}

/** @param {import('../types').Page} page */
async function comeBackAsGrace(page) {
  await page.fill('#name', grace);
  await page.click('#allow');
}

/** Resolves to the networks that are shown first, in order. @param {import('../types').Page} page */
async function first(page) {
  await page.visible('[data-view="sign-in"] .socials');
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-view="sign-in"] [data-socials] > .socials button')].map(
      (button) => /** @type {HTMLElement} */ (button).dataset.network,
    ),
  );
}

/**
 * Calls `look` while the settings have not arrived, and resolves to its result. They never arrive in
 * this visit, because a mere delay might be too short on a slow machine.
 *
 * @template Place
 * @param {import('../types').Sandbox} sandbox
 * @param {() => Promise<Place>} look opens the page and looks at it
 */
async function beforeSettings(sandbox, look) {
  await sandbox.fault({ kind: 'hang', path: `${settingsPath}/auth`, times: 9 });
  const places = await look();
  await sandbox.clearFaults();
  return places;
}

/** @param {number} width of the screen */
function comeLate(width) {
  return async (/** @type {import('../types').Scene} */ { page, sandbox }) => {
    await page.setSize(width, 740);
    const places = () =>
      page.evaluate(() =>
        ['#continue-session', '[data-view="sign-in"] .switch', '#locale'].map(
          (place) => document.querySelector(place)?.getBoundingClientRect().y ?? 0,
        ),
      );
    const before = await beforeSettings(sandbox, async () => {
      await arrive(page);
      await page.hidden('[data-view="sign-in"] .socials');
      return places();
    });
    await reload(page);
    await page.visible('[data-view="sign-in"] .socials');
    const moved = (await places()).map((place, at) => place - before[at]);
    // Less than a pixel is rounding.
    assert.ok(
      moved.every((by) => Math.abs(by) < 1),
      `moved by ${moved.join()} pixels`,
    );
  };
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'signing in twice with a network leads to the same account': async ({ page }) => {
    await leaveFor(page, 'google');
    await comeBackAsGrace(page);
    await isSignedInAs(page, grace);
    assert.equal(page.url(), `${DEMO_URL}#signed-in`, 'the address bar has no token');
    await says(page, '#signed-in-facts', /google/);
    const facts = await page.text('#signed-in-facts');
    const id = /[0-9a-f]{8}-[0-9a-f-]{27}/.exec(facts)?.[0] ?? 'no id';
    await page.click('#sign-out');
    await says(page, '#notice', /signed out/);
    await leaveFor(page, 'google');
    await comeBackAsGrace(page);
    await says(page, '#signed-in-facts', new RegExp(id));
  },

  'cancelling at the network leads back to the form, and typed text is kept': async ({ page }) => {
    await arrive(page);
    await page.fill('#sign-in-username', ada.username);
    await page.visible('[data-view="sign-in"] [data-network="google"]');
    await page.click('[data-view="sign-in"] [data-network="google"]');
    await page.click('#deny');
    await says(page, '#notice', /Nobody was signed in/);
    assert.equal(page.url(), `${DEMO_URL}#sign-in`, 'the address bar has no error');
    await stillThere(page, { '#sign-in-username': ada.username });
  },

  'the button works after going back from the network': async ({ page }) => {
    await leaveFor(page, 'google');
    await page.back();
    await says(page, '[data-view="sign-in"] [data-network="google"]', /Google/);
    await page.click('[data-view="sign-in"] [data-network="google"]');
    await page.visible('#allow');
    await comeBackAsGrace(page);
    await isSignedInAs(page, grace);
  },

  'the page asks for an email address if the network has none': async ({ page, sandbox }) => {
    await sandbox.options({ askFields: ['email'] });
    await leaveFor(page, 'google');
    await comeBackAsGrace(page);
    await page.visible('#ask-email');
    assert.equal(page.url(), `${DEMO_URL}#ask`);
    await page.fill('#ask-email', 'grace@example.com');
    await page.click('#ask-form [type=submit]');
    await page.visible('#code-entry-form');
    await page.fill('#code-entry-code', (await sandbox.mail('grace@example.com')).code);
    await page.click('#code-entry-form [type=submit]');
    await page.visible('[data-view="signed-in"]');
  },

  'an email address that belongs to another account is reported': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    await leaveFor(page, 'google');
    await page.fill('#email', ada.email);
    await page.click('#allow');
    await says(page, '#notice', /already has this email address/);
    await signIn(page, ada);
    await isSignedInAs(page, ada.username);
  },

  'the terms are accepted once': async ({ page, sandbox }) => {
    await sandbox.options({ socialConsent: true });
    await leaveFor(page, 'google');
    await comeBackAsGrace(page);
    await page.visible('#consent-accept');
    assert.equal(page.url(), `${DEMO_URL}#consent`, 'the address bar has no consent token');
    await page.visible('#consent-terms');
    await page.click('#consent-accept');
    await isSignedInAs(page, grace);
    await page.click('#sign-out');
    await says(page, '#notice', /signed out/);
    await leaveFor(page, 'google');
    await comeBackAsGrace(page);
    await isSignedInAs(page, grace);
  },

  'parameters next to a consent token are removed from the URL with it': async ({ page }) => {
    await page.goto(`${DEMO_URL}?consent_token=a&token=b&code=c&state=d`);
    await page.visible('#consent-accept');
    assert.equal(page.url(), `${DEMO_URL}#consent`);
  },

  'a player who refuses the terms is not signed in': async ({ page, sandbox }) => {
    await sandbox.options({ socialConsent: true });
    await leaveFor(page, 'google');
    await comeBackAsGrace(page);
    await page.visible('#consent-refuse');
    await page.click('#consent-refuse');
    await says(page, '#notice', /Nobody was signed in/);
    await page.visible('#sign-in-form');
    await page.click('#continue-session');
    await says(page, '#continue-message', /cannot see that you are signed in/);
  },

  "the country's networks come first, and the others are one click away": async ({
    page,
    sandbox,
  }) => {
    await sandbox.options({ country: 'kr' });
    await arrive(page);
    assert.deepEqual(await first(page), ['naver', 'kakao', 'google']);
    await page.click('[data-view="sign-in"] .more summary');
    await page.visible('[data-view="sign-in"] [data-network="steam"]');
  },

  "the project's own network comes before all others": async ({ page, sandbox }) => {
    await sandbox.options({ customNetwork: true });
    await arrive(page);
    assert.equal((await first(page))[0], 'harbour-pass');
    await says(page, '[data-view="sign-in"] [data-network="harbour-pass"]', /Harbour pass/);
  },

  'the old URL replaces a missing settings file': async ({ page, sandbox }) => {
    const path = `${settingsPath}/auth`;
    await sandbox.fault({ kind: 'status', path, status: 404, times: 9 });
    await arrive(page);
    assert.equal((await first(page)).length, 3);
    assert.equal(await sandbox.count('/widget/ng/settings'), 1);
  },

  'each network has its logo, or a letter if there is none': async ({ page }) => {
    await arrive(page);
    await page.visible('[data-view="sign-in"] [data-network="google"] svg.mark');
    await page.click('[data-view="sign-in"] .more summary');
    await page.visible('[data-view="sign-in"] [data-network="steam"] svg.mark');
    await says(page, '[data-view="sign-in"] [data-network="xbox"] .letter', /^X$/);
  },

  "Google's logo keeps its colors, and other logos have the text color": async ({ page }) => {
    await arrive(page);
    await page.visible('[data-view="sign-in"] [data-network="google"] svg.mark');
    const { google, discord, text } = await page.evaluate(() => {
      const button = (/** @type {string} */ network) =>
        /** @type {HTMLElement} */ (
          document.querySelector(`[data-view="sign-in"] [data-network="${network}"]`)
        );
      const parts = (/** @type {string} */ network) =>
        Array.from(button(network).querySelectorAll('svg > path'), (part) => {
          const [, id] = /^url\(#(.+)\)$/.exec(part.getAttribute('clip-path') ?? '') ?? [];
          const outlines = id ? document.querySelectorAll(`clipPath[id="${id}"]`).length : 0;
          return [getComputedStyle(part).fill, outlines];
        });
      const text = getComputedStyle(button('discord')).color;
      return { google: parts('google'), discord: parts('discord'), text };
    });
    assert.deepEqual(google, [
      ['rgb(66, 133, 244)', 1],
      ['rgb(234, 67, 53)', 1],
      ['rgb(251, 188, 5)', 1],
      ['rgb(52, 168, 83)', 1],
    ]);
    assert.deepEqual(discord, [[text, 0]]);
  },

  "logos have the colors that their networks' rules require": async ({ page }) => {
    await arrive(page);
    await page.visible('[data-view="sign-in"] [data-network="google"] svg.mark');
    const { fills, plain } = await page.evaluate(() => {
      const fillsOf = (/** @type {string} */ network) =>
        Array.from(
          document.querySelectorAll(`[data-view="sign-in"] [data-network="${network}"] svg > path`),
          (part) => getComputedStyle(part).fill,
        );
      const isLight = matchMedia('(prefers-color-scheme: light)').matches;
      return {
        fills: ['facebook', 'kakao', 'twitch', 'apple'].map(fillsOf),
        plain: isLight ? 'rgb(0, 0, 0)' : 'rgb(255, 255, 255)',
      };
    });
    assert.deepEqual(fills, [
      ['rgb(255, 255, 255)', 'rgb(8, 102, 255)'],
      ['rgb(0, 0, 0)', 'rgb(254, 229, 0)'],
      [plain],
      [plain],
    ]);
  },

  'settings that arrive late do not shift the layout': comeLate(1280),
  'settings that arrive late do not shift the layout on a phone': comeLate(360),

  'terms that arrive late do not shift the layout': async ({ page, sandbox }) => {
    const place = () =>
      page.evaluate(() => document.getElementById('consent-accept')?.getBoundingClientRect().y);
    const before = await beforeSettings(sandbox, async () => {
      await page.goto(`${DEMO_URL}?consent_token=a`);
      await page.visible('#consent-accept');
      await page.hidden('#consent-terms');
      return place();
    });
    await page.goto(`${DEMO_URL}?consent_token=b`);
    await page.visible('#consent-terms');
    assert.equal(await place(), before);
  },

  'the page signs in without any settings': async ({ page, sandbox }) => {
    await sandbox.addUser(ada);
    for (const path of ['/client/details', '/widget/ng/settings']) {
      await sandbox.fault({ kind: 'status', path, status: 403, times: 9 });
    }
    await arrive(page);
    const asked = async () => (await sandbox.count('/widget/ng/settings')) === 1;
    await until(asked, 'the last address');
    await signIn(page, ada);
    await isSignedInAs(page, ada.username);
    await page.hidden('[data-view="sign-in"] [data-socials]');
  },

  'a failed request for the link is reported, and the button works again': async ({
    page,
    sandbox,
  }) => {
    await sandbox.fault({ kind: 'status', path: '/social', status: 403, times: 1 });
    await arrive(page);
    const button = '[data-view="sign-in"] [data-network="google"]';
    await page.visible(button);
    await page.click(button);
    await says(page, '#notice', /fault on demand/);
    await says(page, button, /Google/);
    await page.click(button);
    await page.visible('#allow');
  },
};
