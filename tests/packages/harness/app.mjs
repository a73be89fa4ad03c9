// Opens an app in Chromium, as its user sees it.
import assert from 'node:assert/strict';
import { request as send } from 'node:http';
import { serve } from '../../chromium.mjs';
import { newContext } from './page.mjs';
import { HOME, SERVICE } from './service.mjs';

/** Expected messages of the browser: about 4xx responses, aborted requests, and the missing icon. */
const USUAL = /status of (40[013]|422)|net::ERR_|favicon\.ico/;

/** Forwards requests for {@link HOME} to the server at `origin`, and all others to their own URL. */
const proxy = (origin) =>
  serve((request, response) => {
    const { url, method, headers } = request;
    const isApp = url.startsWith(HOME);
    const target = isApp ? new URL(url.slice(HOME.length - 1), origin) : new URL(url);
    const options = { method, headers: isApp ? { ...headers, host: target.host } : headers };
    const sent = send(target, options, (answer) => {
      answer.pipe(response.writeHead(answer.statusCode, answer.headers));
      answer.on('error', () => response.destroy());
    });
    sent.on('error', () => response.destroy());
    request.pipe(sent);
  });

/**
 * Opens a browser context without cookies, in which the server's app is at the URL that is registered with the
 * service. This takes a proxy, because redirects must reach the app too.
 * @param {string} origin of the app's server
 */
export async function openApp(origin) {
  const { origin: server, close } = await proxy(origin);
  const context = await newContext({ proxy: { server } });
  const problems = [];
  context.on('weberror', (error) => problems.push(String(error.error())));
  context.on('console', (message) => {
    const isSevere = ['error', 'warning'].includes(message.type());
    if (isSevere && !USUAL.test(message.text() + message.location().url)) {
      problems.push(message.text());
    }
  });
  return {
    context,
    /** Opens a tab with the app. */
    async tab() {
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(HOME);
      return page;
    },
    /**
     * Closes the context. Fails if a page has thrown, or logged another warning or error than these.
     * @param {string[]} [logged] the first line of each
     */
    async close(logged = []) {
      await context.close();
      close();
      const found = problems.map((text) => text.split('\n')[0]);
      assert.deepEqual(found, logged, problems.join('\n'));
    },
  };
}

/** Signs in on the service's own page, to which the app has navigated. */
export async function signInAtService(page, { username, password }) {
  await page.waitForURL(`${SERVICE}/**`);
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.click('#sign-in');
  await page.waitForURL(`${HOME}**`);
}
