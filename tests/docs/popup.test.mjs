// Runs the examples of the guide to popups in Chromium, against the stand-in service.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { launch } from '../chromium.mjs';
import { codeWith, root } from './blocks.mjs';
import { JANE, JOHN, PROJECT } from './visitor.mjs';

const HOME = 'https://game.example/';

/** What the guide leaves to the reader, on both pages. */
const OWN = `import { Api } from 'xsolla-login-wasm';
const api = new Api({
  projectId: '${PROJECT}',
  is_oauth2: true,
  clientId: 57,
  redirectUri: '${HOME}signed-in',
  session: { storage: 'localStorage', flowStorage: 'localStorage' },
});
const button = document.querySelector('button');
const show = (text) => (document.querySelector('p').textContent = text);
const askForCode = (id) => show('Second factor');
globalThis.signUp = (userInfo) => api.signup({ userInfo });
api.session.subscribe((tokens) => tokens && show('Signed in.'));
`;

/** Says when a sign-in has ended. */
const ENDS = `const signIn = button.onclick;
button.onclick = async () => {
  await signIn();
  globalThis.hasEnded = true;
};
`;

let browser;
const scripts = {};
let createSandbox;

async function bundle(code) {
  const { outputFiles } = await build({
    stdin: { contents: OWN + code, loader: 'ts' },
    alias: { 'xsolla-login-wasm': join(root, 'pkg/dist/xsolla-login.mjs') },
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
  });
  return outputFiles[0].text;
}

before(async () => {
  scripts['/'] = await bundle(codeWith('guides/popup', 'listenForLogin({') + ENDS);
  scripts['/signed-in'] = await bundle(codeWith('guides/popup', 'new BroadcastChannel('));
  ({ createSandbox } = await import(pathToFileURL(join(root, 'pkg-sandbox/dist/index.js')).href));
  browser = await launch();
});

after(() => browser?.close());

async function open() {
  const sandbox = await createSandbox({
    projectId: PROJECT,
    clientId: 57,
    callbacks: [`${HOME}signed-in`],
  });
  await sandbox.users.add(JOHN);
  const context = await browser.newContext();
  context.setDefaultTimeout(20_000);
  const thrown = [];
  context.on('weberror', (error) => thrown.push(String(error.error())));
  await context.route(`${HOME}**`, (route) => {
    const code = scripts[new URL(route.request().url()).pathname];
    const body = `<!doctype html><button>Sign in</button><p></p><script type="module">${code}</script>`;
    return route.fulfill({ contentType: 'text/html; charset=utf-8', body });
  });
  await context.route(`${sandbox.url}/**`, sandbox.route);
  const page = await context.newPage();
  await page.goto(HOME);
  /** Clicks the button, and resolves to the popup that it opens. */
  const start = async () => {
    const [popup] = await Promise.all([page.waitForEvent('popup'), page.click('button')]);
    return popup;
  };
  const says = (text) => page.getByText(text, { exact: true }).waitFor();
  const close = async () => {
    assert.deepEqual(thrown, []);
    await context.close();
  };
  return { sandbox, context, page, start, says, close };
}

test('a popup signs in and closes', async () => {
  const { start, says, close } = await open();
  const popup = await start();
  await popup.fill('#username', JOHN.username);
  await popup.fill('#password', JOHN.password);
  await Promise.all([popup.waitForEvent('close'), popup.click('#sign-in')]);
  await says('Signed in.');
  await close();
});

test('a popup that the user closes is no error', async () => {
  const { page, start, close } = await open();
  const popup = await start();
  await popup.waitForSelector('#username');
  await popup.close();
  await page.bringToFront();
  await page.waitForFunction('globalThis.hasEnded');
  assert.equal(await page.textContent('p'), '');
  await close();
});

test('the popup is closed if the sign-in cannot start', async () => {
  const { page, start, says, close } = await open();
  await page.evaluate(() => {
    crypto.subtle.digest = () => Promise.reject(new Error('refused'));
  });
  const popup = await start();
  if (!popup.isClosed()) await popup.waitForEvent('close');
  await says('That did not work. Try again.');
  await close();
});

test('the link in an email signs in, in a tab of its own', async () => {
  const { sandbox, context, page, close } = await open();
  await page.evaluate((user) => globalThis.signUp(user), JANE);
  const opened = await sandbox.fetch((await sandbox.outbox.last(JANE.email)).link);
  const tab = await context.newPage();
  await tab.goto(opened.headers.get('location'));
  await tab.waitForURL(HOME);
  await tab.getByText('Signed in.', { exact: true }).waitFor();
  await close();
});

test('a tab whose sign-in cannot be completed says so', async () => {
  const { context, close } = await open();
  const tab = await context.newPage();
  await tab.goto(`${HOME}signed-in?code=used-up&state=unknown`);
  await tab.getByText('That did not work. Try again.', { exact: true }).waitFor();
  await close();
});
