// An app in Chromium, as its user sees it.
import assert from 'node:assert/strict';
import { request as send } from 'node:http';
import { serve } from '../../chromium.mjs';
import { newContext } from './page.mjs';
import { HOME, SERVICE } from './service.mjs';

/** The browser's own notes: on the answer to a wrong password, on a request that was cut, on the icon. */
const USUAL = /status of (40[013]|422)|net::ERR_|favicon\.ico/;

/** Sends what is for {@link HOME} to another server, and the rest where it is to go. */
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
 * A browser without cookies, where the app of a server has the address that is registered with the service. By a
 * proxy, since a redirect must come to it too.
 * @param {string} origin of that server
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
    /** A tab with the app. */
    async tab() {
      const page = await context.newPage();
      page.setDefaultTimeout(20_000);
      await page.goto(HOME);
      return page;
    },
    /** Fails if a page has thrown or said something. */
    async close() {
      await context.close();
      close();
      assert.deepEqual(problems, []);
    },
  };
}

/** Signs in on the service's own page, to which the app has led. */
export async function signInAtService(page, { username, password }) {
  await page.waitForURL(`${SERVICE}/**`);
  await page.fill('#username', username);
  await page.fill('#password', password);
  await page.click('#sign-in');
  await page.waitForURL(`${HOME}**`);
}
