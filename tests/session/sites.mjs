// Sites for a real browser, each with its own service.
import { after } from 'node:test';
import { launch, serve } from '../chromium.mjs';
import { ledger } from './service.mjs';
import { HTML, prepareApi } from './page.mjs';
import { source } from './world.mjs';

const opened = [];
let browser;

after(async () => {
  await (await browser)?.close();
  for (const site of opened) site.close();
});

const real = globalThis.setTimeout;
const clock = performance;

/**
 * Creates a site, and a fresh browser context for it. `books` are the records of its service. A
 * refresh is answered `delay` milliseconds after the work is done, or the connection is cut if
 * `lose` returns true. `pages` are further pages by path: HTML, or `{ headers, html }`.
 */
export const site = async ({ delay = 0, life, lose = () => false, pages = {} } = {}) => {
  const books = Object.assign(
    ledger(() => clock.now(), life),
    { delay, lose, requests: [] },
  );
  const checks = new Set();
  const api = async (path, request, body, response) => {
    const json = (value, status = 200) => {
      response.writeHead(status, { 'Content-Type': 'application/json' });
      response.end(JSON.stringify(value));
    };
    if (path.endsWith('/oauth2/token')) {
      const form = Object.fromEntries(new URLSearchParams(body));
      const answer = books.answer(form);
      for (const check of checks) check();
      const wait = form.grant_type === 'refresh_token' ? books.delay : 0;
      await new Promise((end) => real(end, wait));
      if (form.grant_type === 'refresh_token' && books.lose()) return request.socket.destroy();
      return answer ? json(answer) : json({ error: { code: '010-023', description: '' } }, 400);
    }
    const token = request.headers.authorization?.replace('Bearer ', '');
    if (path.endsWith('/users/me') && books.isLive(token)) return json({ id: 'u' });
    if (path.endsWith('/oauth2/logout') && books.isLive(token)) return json({}, 204);
    return json({ error: { code: '003-025', description: '' } }, 401);
  };
  const handle = (request, response) => {
    let body = '';
    request.on('data', (data) => (body += data));
    request.on('end', () => {
      const { pathname } = new URL(request.url, 'http://x');
      books.requests.push(`${request.method} ${request.url}`);
      response.setHeader('Connection', 'close');
      response.setHeader('Access-Control-Allow-Origin', '*');
      response.setHeader('Access-Control-Allow-Headers', '*');
      if (request.method === 'OPTIONS') return response.end();
      if (pathname.startsWith('/api/')) return api(pathname, request, body, response);
      response.setHeader('Content-Type', pathname === '/sdk.js' ? 'text/javascript' : 'text/html');
      if (pathname === '/sdk.js') return response.end(source);
      const page = pages[pathname] ?? '';
      for (const [name, value] of Object.entries(page.headers ?? {})) {
        response.setHeader(name, value);
      }
      response.end(HTML + (page.html ?? page));
    });
  };
  const server = await serve(handle);
  opened.push(server);
  browser ??= launch();
  const context = await (await browser).newContext();
  /** Resolves once the token endpoint has received this many refreshes. */
  const refreshed = (count) =>
    new Promise((done) => {
      const check = () => {
        if (books.refreshes.length < count) return;
        checks.delete(check);
        done();
      };
      checks.add(check);
      check();
    });
  /** Gives a page `api`, and `make` to create more of them. */
  const prepare = async (page, options) => {
    await prepareApi(page, options);
    await page.evaluate(() => {
      window.ended = (call) =>
        call.then(
          (value) => ({ value }),
          ({ name, kind, code, status }) => ({ error: { name, kind, code, status } }),
        );
    });
    return page;
  };
  const open = async (path = '/', options = {}) => {
    const page = await context.newPage();
    await page.goto(server.origin + path);
    return prepare(page, options);
  };
  return { origin: server.origin, books, context, open, prepare, refreshed };
};

export const LOCAL = { session: { storage: 'localStorage' } };

/** Resolves to how a refresh has settled: `{ value }` or `{ error }`. */
export const refresh = (page) => page.evaluate(() => ended(api.refresh()));

export const accessToken = (page) => page.evaluate(() => ended(api.session.getAccessToken()));

export const signIn = (page) => page.evaluate(() => ended(api.exchangeCode({ code: 'c' })));
