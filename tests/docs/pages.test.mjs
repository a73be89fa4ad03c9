// The HTML examples run in Chromium and log no error. They load the built files, also by the CDN's URL with
// `integrity`.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, test } from 'node:test';
import { file, launch, serve } from '../chromium.mjs';
import { blocks, titleOf } from './blocks.mjs';

/** The URL of a file, with the version in a group. */
const CDN = /^https:\/\/cdn\.jsdelivr\.net\/npm\/xsolla-login-wasm@(\d+\.\d+\.\d+)\//;

let browser;
let server;
let script;
let shown = '';

before(async () => {
  script = await file('pkg/dist/xsolla-login.script.js');
  server = await serve(async ({ url }, answer) => {
    if (url === '/') return answer.setHeader('content-type', 'text/html').end(shown);
    if (url === '/favicon.ico') return answer.writeHead(204).end();
    answer.setHeader('content-type', 'text/javascript');
    answer.end(await file(`pkg/dist${url}`));
  });
  browser = await launch();
});

after(async () => {
  await browser.close();
  server.close();
});

for (const block of blocks('html')) {
  test(`${titleOf(block)} runs`, async () => {
    const hash = `sha384-${createHash('sha384').update(script).digest('base64')}`;
    shown = `<!doctype html><meta charset="utf-8">${block.code}`
      .replaceAll('{integrity}', hash)
      .replaceAll('{version}', '1.2.3');
    const page = await browser.newPage();
    const said = [];
    page.on('pageerror', (error) => said.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
    await page.route('**/*', async (route) => {
      const url = route.request().url();
      if (url.startsWith(server.origin)) return route.continue();
      assert.match(url, CDN);
      const headers = { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' };
      await route.fulfill({ headers, body: await file(`pkg/${url.replace(CDN, '')}`) });
    });
    await page.goto(server.origin);
    assert.deepEqual(said, []);
    const loaded = await page.evaluate(
      () =>
        typeof window.XsollaLogin?.Api === 'function' || !!document.querySelector('[type=module]'),
    );
    assert.ok(loaded, 'the package was loaded');
    if (block.code.includes('<form')) await signsIn(page, said);
    await page.close();
  });
}

/** Checks that the form sends what was typed and shows the service's error, and that `said` has the error. */
async function signsIn(page, said) {
  await page.route('https://login.xsolla.com/**', (route) => {
    const headers = {
      'access-control-allow-origin': server.origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'content-type',
    };
    if (route.request().method() === 'OPTIONS') return route.fulfill({ status: 204, headers });
    const { password } = route.request().postDataJSON();
    const error = { code: '003-002', description: `Not there: ${password.length}` };
    return route.fulfill({ status: 404, headers, json: { error } });
  });
  await page.fill('[name=username]', 'ann');
  await page.fill('[name=password]', 'secret-1');
  const email = page.locator('[name=email]');
  if (await email.count()) await email.fill('ann@mail.example');
  await page.click('button');
  const alert = page.locator('[role=alert]');
  await alert.filter({ hasText: /\S/ }).waitFor();
  assert.equal(await alert.textContent(), 'Not there: 8');
  assert.ok(
    said.some((text) => text.includes('003-002')),
    'the error is logged',
  );
}
