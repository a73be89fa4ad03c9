// The HTML examples run in Chromium and log no error. They load the built files, also by the CDN's URL with
// `integrity`.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { file, launch, serve } from '../chromium.mjs';
import { blocks, blocksOf, codeWith, root, titleOf } from './blocks.mjs';
import { formOf, JANE, JOHN, PROJECT } from './visitor.mjs';

/** The URL of a file, with the version in a group. */
const CDN = /^https:\/\/cdn\.jsdelivr\.net\/npm\/xsolla-login-wasm@(\d+\.\d+\.\d+)\//;

let browser;
let server;
let script;
let shown = '';
let createSandbox;

before(async () => {
  ({ createSandbox } = await import(pathToFileURL(join(root, 'pkg-sandbox/dist/index.js')).href));
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
  await browser?.close();
  server?.close();
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
    if (block.code.includes('<form')) await sendsForms(page, said);
    await page.close();
  });
}

/** What is typed into a field, by its name. */
const TYPED = { username: 'ann', email: 'ann@mail.example', password: 'secret-1' };

/**
 * Checks that each form sends what was typed, and that `said` has the service's error, whose description the page does
 * not show. If the script failed, the browser would send the form itself: a GET would put the password into the URL.
 */
async function sendsForms(page, said) {
  const sent = [];
  await page.route('https://login.xsolla.com/**', (route) => {
    const headers = {
      'access-control-allow-origin': server.origin,
      'access-control-allow-credentials': 'true',
      'access-control-allow-headers': 'content-type',
    };
    if (route.request().method() === 'OPTIONS') return route.fulfill({ status: 204, headers });
    sent.push(Object.values(route.request().postDataJSON()).sort());
    const error = { code: '003-002', description: 'For developers' };
    return route.fulfill({ status: 404, headers, json: { error } });
  });
  await page.locator('form:visible').first().waitFor();
  for (const form of await page.locator('form').all()) {
    assert.equal(await form.getAttribute('method'), 'post');
    if (await form.isVisible()) assert.deepEqual(await typedInto(page, form, said), sent.pop());
  }
}

/** Fills in and sends a form. Resolves to what was typed, once the page has shown and logged the error. */
async function typedInto(page, form, said) {
  const typed = [];
  for (const field of await form.locator('input').all()) {
    const text = TYPED[await field.getAttribute('name')];
    await field.fill(text);
    typed.push(text);
  }
  said.length = 0;
  await form.locator('button:not([type=button])').click();
  const alert = form.getByRole('alert').or(page.locator('body > [role=alert]'));
  await alert.getByText('That did not work. Try again.', { exact: true }).waitFor();
  assert.ok(
    said.some((text) => text.includes('003-002')),
    'the error is logged',
  );
  return typed.sort();
}

const HOME = 'https://game.example';

/** Opens a page at a path of `HOME`, with a service that knows its project. */
async function open(body, path) {
  const callbacks = ['/signed-in', '/sign-in', '/account'].map((known) => HOME + known);
  const sandbox = await createSandbox({ projectId: PROJECT, clientId: 57, callbacks });
  await sandbox.users.add(JOHN);
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  await page.route(`${HOME}/**`, (route) => {
    switch (new URL(route.request().url()).pathname) {
      case path:
        return route.fulfill({ contentType: 'text/html', body });
      case '/xsolla-login.script.js':
        return route.fulfill({ contentType: 'text/javascript', body: script });
      default:
        return route.fulfill({ contentType: 'text/html', body: '<!doctype html>' });
    }
  });
  await page.route(`${sandbox.url}/**`, sandbox.route);
  await page.goto(HOME + path);
  const close = async () => {
    assert.deepEqual(thrown, []);
    await page.close();
  };
  return { sandbox, page, close };
}

/** Opens the link in the last email to this address. */
async function openLink(sandbox, page, email) {
  const { link } = await sandbox.outbox.last(email);
  if (link.startsWith(HOME)) return page.goto(link);
  const opened = await sandbox.fetch(link);
  return page.goto(opened.headers.get('location'));
}

test("the plain guide's page signs up, resets a password and signs in", async () => {
  const { sandbox, page, close } = await open(
    codeWith('guides/plain-page', 'resetApi'),
    '/sign-in',
  );
  const [signUp, forgot, newPassword, signIn] = [
    'Sign up',
    'Send a link',
    'Change the password',
    'Sign in',
  ].map((name) => formOf(page, name));
  const { username, email } = JANE;
  await signUp.send({ Name: username, 'Email address': email, Password: JANE.password });
  await signUp.says('Look in your mailbox: we have sent you a link.');
  assert.equal(await signUp.valueOf('Password'), '', 'the password was forgotten');
  await openLink(sandbox, page, email);
  assert.match(page.url(), /^https:\/\/game\.example\/signed-in\?token=/);

  await page.goto(`${HOME}/sign-in`);
  await forgot.send({ 'Name or email address': username });
  await forgot.says('If you have an account, we have sent you an email with a link.');
  await openLink(sandbox, page, email);
  await newPassword.send({ Password: 'secret-3' });
  await newPassword.says('Your password is changed.');
  await signIn.send({ Name: username, Password: JANE.password });
  await signIn.says('Wrong name or password.');
  assert.equal(await signIn.valueOf('Password'), JANE.password);
  await signIn.send({ Name: username, Password: 'secret-3' });
  await page.waitForURL(`${HOME}/signed-in?token=*`);
  await close();
});

test("the plain guide's page with OAuth signs in and out, also with a second factor", async () => {
  const { sandbox, page, close } = await open(
    codeWith('guides/plain-page', 'clientId'),
    '/account',
  );
  const [signIn, secondFactor] = ['Sign in', 'Confirm'].map((name) => formOf(page, name));
  const welcome = page.getByRole('heading', { name: `Welcome, ${JOHN.username}` });
  const signOut = page.getByRole('button', { name: 'Sign out' });
  const atService = async () => {
    await page.getByRole('button', { name: 'Continue on Xsolla’s page' }).click();
    await page.waitForURL(`${sandbox.url}/**`);
    await page.fill('#username', JOHN.username);
    await page.fill('#password', JOHN.password);
    await page.click('#sign-in');
  };
  const credentials = { Name: JOHN.username, Password: JOHN.password };

  await signIn.send({ ...credentials, Password: 'wrong-1' });
  await page.getByRole('alert').getByText('Wrong name or password.').waitFor();
  assert.equal(await signIn.valueOf('Name'), JOHN.username);
  assert.equal(await signIn.valueOf('Password'), 'wrong-1');
  await signIn.send(credentials);
  await welcome.waitFor();
  await signOut.click();
  assert.equal(await signIn.valueOf('Password'), '', 'the password was forgotten');
  await signIn.send(credentials);
  await welcome.waitFor();
  await page.reload();
  await welcome.waitFor();
  await signOut.click();
  await atService();
  await welcome.waitFor();
  assert.equal(page.url(), `${HOME}/account`);
  await signOut.click();

  await sandbox.setOptions({ secondFactor: true });
  for (const start of [() => signIn.send(credentials), atService]) {
    await start();
    await page.getByLabel('Code').waitFor();
    await secondFactor.send({ Code: (await sandbox.outbox.last(JOHN.email)).code });
    await welcome.waitFor();
    await signOut.click();
  }
  await close();
});

test("the README's page signs in with OAuth 2.0, and forgets the password", async () => {
  const [block, ...others] = blocksOf('README.md').filter(({ code }) => code.includes('<form'));
  assert.deepEqual(others, []);
  const { sandbox, page, close } = await open(block.code, '/sign-in');
  const [username, password] = ['username', 'password'].map((name) =>
    page.locator(`[name=${name}]`),
  );
  const send = async (typed) => {
    await username.fill(JOHN.username);
    await password.fill(typed);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  const says = (text) => page.getByRole('alert').getByText(text, { exact: true }).waitFor();
  await send('wrong-1');
  await says('Wrong name or password.');
  assert.equal(await password.inputValue(), 'wrong-1');
  await send(JOHN.password);
  await says('Welcome, john!');
  assert.equal(await password.inputValue(), '');
  await sandbox.setOptions({ secondFactor: true });
  await send(JOHN.password);
  await says('One more step.');
  await close();
});

test('each quick start begins with OAuth 2.0', () => {
  for (const document of ['README.md', 'pkg-template/README.md']) {
    const [first] = blocksOf(document).filter(({ code }) => code.includes('Api('));
    assert.match(first.code, /is_oauth2: true/, titleOf(first));
    assert.match(first.code, /completeLogin/, titleOf(first));
  }
});
