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

export const title = 'the signed-in page';

/** Signs in on the page itself. @param {import('../types').Scene} scene */
async function signedIn({ page, sandbox }) {
  await sandbox.addUser(ada);
  await arrive(page);
  await signIn(page, ada);
  await isSignedInAs(page, ada.username);
  await openWorkshop(page);
}

/** Signs in on the service's page, for tokens that can be refreshed. @param {import('../types').Scene} scene */
async function authorized({ page, sandbox }) {
  await sandbox.addUser(ada);
  await arrive(page);
  await page.click('#authorize');
  await fillIn(page, { '#username': ada.username, '#password': ada.password });
  await page.click('#sign-in');
  await isSignedInAs(page, ada.username);
  await openWorkshop(page);
}

/** Moves the page's clock forward. @param {import('../types').Page} page @param {number} minutes */
function advance(page, minutes) {
  return page.evaluate((/** @type {number} */ ms) => {
    const { Date } = /** @type {any} */ (window);
    const { now } = Date;
    Date.now = () => now() + ms;
  }, minutes * 60_000);
}

/**
 * Waits until the second after a failure, in which the page requests no tokens, is over.
 *
 * @param {import('../types').Page} page
 */
function pause(page) {
  return page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1100)));
}

/**
 * Waits until the page has shown the time left three times without requesting tokens: each time, it decides whether
 * to refresh. Never resolves if it refreshes in a loop.
 *
 * @param {import('../types').Page} page
 */
async function settlesDown(page) {
  await page.evaluate(() => {
    const shared = /** @type {any} */ (window);
    const { fetch } = window;
    let pending = 0;
    shared.shown = 0;
    window.fetch = async (...request) => {
      if (!String(request[0]).includes('/oauth2/token')) return fetch(...request);
      pending += 1;
      shared.shown = 0;
      try {
        return await fetch(...request);
      } finally {
        pending -= 1;
        shared.shown = 0;
      }
    };
    const progress = document.getElementById('token-progress') ?? document.body;
    new MutationObserver(() => (shared.shown += pending ? 0 : 1)).observe(progress, {
      attributes: true,
    });
  });
  const shown = () => page.evaluate(() => /** @type {any} */ (window).shown);
  await until(async () => (await shown()) >= 3, 'a page that requests no tokens');
}

/** Waits until a countdown that still ran would have been shown again. @param {import('../types').Page} page */
function nextSecond(page) {
  return page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1000)));
}

/**
 * Changes fields of the JSON responses from a path, as the page reads them.
 *
 * @param {import('../types').Page} page
 * @param {string} path how the path ends
 * @param {Record<string, unknown>} changes
 */
function change(page, path, changes) {
  return page.evaluate(
    (/** @type {string} */ path, /** @type {Record<string, unknown>} */ changes) => {
      const { fetch } = window;
      window.fetch = async (...request) => {
        const answer = await fetch(...request);
        if (!new URL(answer.url).pathname.endsWith(path)) return answer;
        const { status, headers } = answer;
        const body = JSON.stringify({ ...(await answer.json()), ...changes });
        return new Response(body, { status, headers });
      };
    },
    path,
    changes,
  );
}

/** Revokes every token of the user, as a sign-in elsewhere can. @param {import('../types').Page} page */
async function endElsewhere(page) {
  const { apiUrl, projectId } = await page.evaluate(() => /** @type {any} */ (window).demoConfig);
  const query = new URLSearchParams({ projectId, login_url: DEMO_URL, with_logout: '1' });
  const { username, password } = ada;
  const answer = await fetch(`${apiUrl}/login?${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  assert.equal(answer.status, 200);
}

/** Opens the link in this tab, which loses its tokens by leaving the page. @param {import('../types').Page} page */
async function openAnotherTab(page) {
  await page.evaluate(() => {
    const link = document.getElementById('another-tab');
    link?.removeAttribute('target');
    /** @type {any} */ (window).old = true;
    link?.click();
  });
  await until(() => page.evaluate(() => !(/** @type {any} */ (window).old)), 'the other page');
}

/** Checks that the page contains no data of the player, visible or hidden. @param {import('../types').Page} page */
async function isForgotten(page) {
  const html = await page.evaluate(() => document.body.innerHTML);
  assert.doesNotMatch(html, /ada@example\.com|[0-9a-f]{8}-[0-9a-f-]{27}/);
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'the profile comes from the service': async (scene) => {
    await signedIn(scene);
    await says(scene.page, '#signed-in-facts', /Aboard since/);
    await says(scene.page, '#signed-in-facts', /ada@example\.com/);
    assert.equal(await scene.sandbox.count('/users/me'), 1);
  },

  'a profile without names is still shown': async (scene) => {
    const { page, sandbox } = scene;
    await sandbox.addUser(ada);
    await arrive(page);
    await change(page, '/users/me', { username: '', name: '', email: '' });
    await signIn(page, ada);
    await says(page, '#signed-in-facts', /Aboard since/);
    await isSignedInAs(page, 'sailor');
    await page.hidden('#notice');
  },

  'a profile that fails to load is reported and can be retried': async (scene) => {
    const { page, sandbox } = scene;
    await sandbox.fault({ kind: 'cut', path: '/users/me', times: 99 });
    await signedIn(scene);
    await says(page, '#notice', /cannot reach/);
    await says(page, '#signed-in-facts', /ada@example\.com/);
    await sandbox.clearFaults();
    await page.click('#notice .notice-action');
    await says(page, '#signed-in-facts', /Aboard since/);
  },

  'the countdown runs and is not announced by screen readers': async (scene) => {
    const { page } = scene;
    await signedIn(scene);
    await says(page, '#token-left', /^Good for 2[34]:\d\d:\d\d$/);
    const before = await page.text('#token-left');
    await until(async () => (await page.text('#token-left')) !== before, 'the next second');
    const isLive = await page.evaluate(() =>
      Boolean(
        document
          .getElementById('token-left')
          ?.closest('[role="status"], [role="alert"], [aria-live]:not([aria-live="off"])'),
      ),
    );
    assert.equal(isLive, false);
    assert.equal(await page.text('#token-message'), '');
  },

  'a token that cannot be refreshed is reported as expiring, then as expired': async (scene) => {
    const { page, sandbox } = scene;
    await signedIn(scene);
    await page.hidden('#token-refresh');
    await says(page, '#token-hint', /cannot be refreshed/);
    await advance(page, 24 * 60 - 0.5);
    await says(page, '#token-message', /less than a minute/);
    await advance(page, 1);
    await says(page, '#token-message', /has run out/);
    assert.equal(await sandbox.count('/oauth2/token'), 0);
    await page.click('#sign-out');
    await says(page, '#notice', /signed out/);
  },

  'a refresh gets a new token and is reported': async (scene) => {
    const { page, sandbox } = scene;
    await authorized(scene);
    await says(page, '#token-left', /^Good for (1:00:00|59:)/);
    await advance(page, 10);
    await says(page, '#token-left', /^Good for (50:00|49:)/);
    await page.click('#token-refresh');
    await says(page, '#token-message', /^Refreshed/);
    await says(page, '#token-left', /^Good for (1:00:00|59:)/);
    assert.equal(await sandbox.count('/oauth2/token'), 2);
    await hasFocus(page, '#token-refresh');
    await page.click('#token-refresh');
    await until(async () => (await sandbox.count('/oauth2/token')) === 3, 'the next refresh');
    await says(page, '#token-refresh', /^Refresh now$/);
    await page.hidden('#notice');
  },

  'the token is refreshed automatically a minute before it expires': async (scene) => {
    const { page, sandbox } = scene;
    await authorized(scene);
    await advance(page, 59.2);
    await says(page, '#token-message', /^Refreshed/);
    await says(page, '#token-left', /^Good for (1:00:00|59:)/);
    assert.equal(await sandbox.count('/oauth2/token'), 2);
  },

  'a token that is valid for less than a minute is not refreshed in a loop': async (scene) => {
    const { page, sandbox } = scene;
    await authorized(scene);
    await change(page, '/oauth2/token', { expires_in: 30 });
    await page.click('#token-refresh');
    await says(page, '#token-left', /^Good for 00:/);
    await settlesDown(page);
    const count = await sandbox.count('/oauth2/token');
    assert.ok(count <= 3, `${count} requests for tokens`);
    // Into the last quarter of the token's lifetime.
    await advance(page, 0.4);
    await until(async () => (await sandbox.count('/oauth2/token')) > count, 'the next refresh');
    await says(page, '#token-left', /^Good for 00:/);
  },

  'a token that arrives expired is not refreshed in a loop': async (scene) => {
    const { page, sandbox } = scene;
    await authorized(scene);
    await change(page, '/oauth2/token', { expires_in: 0 });
    await page.click('#token-refresh');
    await says(page, '#token-left', /run out/);
    await settlesDown(page);
    const count = await sandbox.count('/oauth2/token');
    assert.ok(count <= 3, `${count} requests for tokens`);
    assert.doesNotMatch(await page.text('#token-message'), /does not give a new one/);
  },

  'a token that expires while the service is down is reported as expired': async (scene) => {
    const { page, sandbox } = scene;
    await authorized(scene);
    // After lost connections only two requests would be sent: the refresh token may be used up.
    await sandbox.fault({ kind: 'status', path: '/oauth2/token', status: 503, times: 99 });
    await advance(page, 61);
    await says(page, '#token-message', /run out, and the service does not give a new one/);
    await sandbox.clearFaults();
    await pause(page);
    await advance(page, 0.25);
    await says(page, '#token-message', /^Refreshed/);
  },

  'a failed refresh is reported, and the token is kept': async (scene) => {
    const { page, sandbox } = scene;
    await authorized(scene);
    await sandbox.fault({ kind: 'status', path: '/oauth2/token', status: 503, times: 1 });
    await page.click('#token-refresh');
    await says(page, '#notice', /has a problem/);
    await says(page, '#token-left', /^Good for 59:/);
    await pause(page);
    await page.click('#notice .notice-action');
    await says(page, '#token-message', /^Refreshed/);
  },

  'a session that was revoked elsewhere is reported as ended': async (scene) => {
    const { page } = scene;
    await authorized(scene);
    await says(page, '#signed-in-facts', /ada@example\.com/);
    await endElsewhere(page);
    await page.click('#token-refresh');
    await says(page, '#notice', /session has ended/);
    await page.visible('#sign-in-form');
    await isForgotten(page);
  },

  '"Play" is the primary action, and it refreshes an expired token first': async (scene) => {
    const { page, sandbox } = scene;
    await authorized(scene);
    const primary = '[data-view="signed-in"] .primary';
    assert.equal(await page.text(primary), 'Play');
    // Slow, so that the page has not refreshed the token yet.
    await sandbox.fault({ kind: 'delay', path: '/oauth2/token', ms: 300 });
    await advance(page, 60.5);
    await page.click(primary);
    await page.visible('[data-view="play"]');
    assert.equal(await sandbox.count('/oauth2/token'), 2);
    await page.click('[data-view="play"] .secondary');
    await isSignedInAs(page, ada.username);
  },

  'a player whose session was revoked elsewhere cannot play': async (scene) => {
    const { page } = scene;
    await authorized(scene);
    await endElsewhere(page);
    await advance(page, 60.5);
    await page.click('#play');
    await says(page, '#notice', /session has ended/);
    await page.visible('#sign-in-form');
  },

  'the message after signing out covers nothing': async (scene) => {
    const { page } = scene;
    await signedIn(scene);
    await page.setSize(360, 640);
    await page.click('#sign-out');
    await says(page, '#notice', /You are signed out\./);
    const covered = await page.evaluate(() => {
      const box = document.getElementById('notice')?.getBoundingClientRect() ?? new DOMRect();
      const others = document.querySelectorAll('.art, [data-view="sign-in"] > *');
      const { top, bottom } = box;
      const isSeen = top >= 0 && bottom <= innerHeight;
      const isUnder = (/** @type {Element} */ other) => {
        const { top: from, bottom: to } = other.getBoundingClientRect();
        return to > from && from < bottom && to > top;
      };
      return [isSeen, [...others].filter(isUnder).map(({ className }) => className)];
    });
    assert.deepEqual(covered, [true, []]);
  },

  'signing out moves the focus to the sign-in form': async (scene) => {
    const { page } = scene;
    await signedIn(scene);
    await page.evaluate(() => document.getElementById('sign-out')?.focus());
    await page.press('Enter');
    await says(page, '#notice', /You are signed out\./);
    await hasFocus(page, '[data-view="sign-in"] h1');
  },

  'signing out deletes the tokens and the profile': async (scene) => {
    const { page, sandbox } = scene;
    await authorized(scene);
    await says(page, '#signed-in-facts', /Aboard since/);
    await page.click('#sign-out');
    await says(page, '#notice', /You are signed out\./);
    await isForgotten(page);
    // There is no refresh token left, and no countdown that would send it.
    await advance(page, 59.5);
    await nextSecond(page);
    await page.click('#continue-session');
    await says(page, '#continue-message', /cannot see that you are signed in/);
    assert.equal(await sandbox.count('/oauth2/token'), 1);
    await page.evaluate(() => void (location.hash = 'signed-in'));
    await page.visible('#sign-in-form');
    await reload(page);
    await page.click('#continue-session');
    await says(page, '#continue-message', /cannot see that you are signed in/);
  },

  'signing out works without the service, and a retry ends the session there': async (scene) => {
    const { page, sandbox } = scene;
    await authorized(scene);
    await sandbox.fault({ kind: 'cut', path: '/oauth2/logout', times: 99 });
    await page.click('#sign-out');
    await says(page, '#notice', /signed out here/);
    await page.visible('#sign-in-form');
    await isForgotten(page);
    await page.click('#notice .notice-action');
    await says(page, '#notice', /You are signed out\./);
    await page.click('#continue-session');
    await says(page, '#continue-message', /cannot see that you are signed in/);
  },

  'another tab finds the session and gets its own tokens': async (scene) => {
    const { page, sandbox } = scene;
    await authorized(scene);
    await openAnotherTab(page);
    await isSignedInAs(page, ada.username);
    assert.equal(page.url(), `${DEMO_URL}#signed-in`);
    assert.equal(await sandbox.count('/oauth2/sso'), 1);
    assert.equal(await sandbox.count('/oauth2/token'), 2);
    await openWorkshop(page);
    await page.click('#token-refresh');
    await says(page, '#token-message', /^Refreshed/);
  },

  'another tab also finds a session without OAuth': async (scene) => {
    const { page, sandbox } = scene;
    await signedIn(scene);
    await openAnotherTab(page);
    await isSignedInAs(page, ada.username);
    assert.equal(page.url(), `${DEMO_URL}#signed-in`, 'the address bar has no token');
    assert.equal(await sandbox.count('/oauth2/sso'), 0);
  },

  "another tab uses the service that the first tab's URL named": async (scene) => {
    const { page, sandbox } = scene;
    await sandbox.addUser(ada);
    await page.goto(DEMO_URL);
    const { apiUrl, clientId } = await page.evaluate(() => /** @type {any} */ (window).demoConfig);
    const own = { apiUrl, clientId: String(clientId), timeout: '14000' };
    await page.goto(`${DEMO_URL}?${new URLSearchParams(own)}`);
    await page.visible('#sign-in-form');
    await page.click('#authorize');
    await fillIn(page, { '#username': ada.username, '#password': ada.password });
    await page.click('#sign-in');
    await isSignedInAs(page, ada.username);
    assert.equal(page.url(), `${DEMO_URL}#signed-in`);
    // As in a new tab, whose session storage is empty.
    await page.evaluate(() => sessionStorage.clear());
    await openAnotherTab(page);
    await isSignedInAs(page, ada.username);
    const { searchParams } = new URL(page.url());
    assert.deepEqual(Object.fromEntries(searchParams), own);
  },

  'another tab that finds no session says so': async (scene) => {
    const { page } = scene;
    await authorized(scene);
    const link = await page.evaluate(
      () => /** @type {HTMLAnchorElement} */ (document.getElementById('another-tab')).href,
    );
    await page.click('#sign-out');
    await says(page, '#notice', /signed out/);
    await page.goto(link);
    await says(page, '#continue-message', /cannot see that you are signed in/);
    await page.visible('#sign-in-form');
    assert.equal(page.url(), `${DEMO_URL}#sign-in`);
  },
};
