// The sandbox with Playwright's `route` in Chromium: a studio's page, and no server.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { launch } from '../chromium.mjs';
import { createSandbox, file, USER } from './installed.mjs';

const PAGE = 'https://game.example/signed-in';
const sandbox = await createSandbox({ callbacks: [PAGE], confirmMail: false });
let browser;
let page;

before(async () => {
  const script = await readFile(file('xsolla-login-wasm/dist/xsolla-login.script.js'), 'utf8');
  browser = await launch();
  const context = await browser.newContext();
  page = await context.newPage();
  await page.route('https://game.example/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Game</title>' }),
  );
  await page.route(`${sandbox.url}/**`, sandbox.route);
  await page.goto(PAGE);
  await page.addScriptTag({ content: script });
  await page.evaluate((options) => {
    window.api = new XsollaLogin.Api({ ...options, callbackUrl: location.href });
  }, sandbox.apiOptions);
});
after(() => browser?.close());

test('a page signs up and in, and the browser keeps the cookie', async () => {
  await page.evaluate((userInfo) => api.signup({ userInfo }), USER);
  const { login_url } = await page.evaluate((credentials) => api.login({ credentials }), {
    username: USER.username,
    password: USER.password,
  });
  assert.ok(login_url.startsWith(`${PAGE}?token=`));
  const cookies = await page.context().cookies(sandbox.url);
  assert.deepEqual(
    cookies.map(({ name, httpOnly }) => ({ name, httpOnly })),
    [{ name: 'login_sso', httpOnly: true }],
  );
});

test('the page gets an error response and a broken connection', async () => {
  const told = (fault) =>
    page.evaluate(
      (credentials) =>
        api.login({ credentials }).catch(({ name, kind, code }) => ({ name, kind, code })),
      { username: 'nobody', password: 'wrong-1' },
    );
  assert.equal((await told()).code, '003-001');
  await sandbox.faults.add({ kind: 'cut', path: '/login', times: 9 });
  assert.equal((await told()).kind, 'network');
});

test('a navigation follows a redirect, which the back button skips', async () => {
  await page.goto(`${sandbox.url}/`);
  await page.waitForURL(`${sandbox.url}/outbox`);
  await page.goBack();
  assert.equal(page.url(), PAGE);
});
