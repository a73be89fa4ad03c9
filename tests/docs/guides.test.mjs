// Builds the app of the React guide from its blocks, and runs the example of the testing guide on it. A few lines
// around the Playwright library replace `@playwright/test`.
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { launch } from '../chromium.mjs';
import { blocksOf, codeWith, nameOf, root } from './blocks.mjs';
import { formOf, JANE, JOHN, PROJECT, signInThere } from './visitor.mjs';

const app = join(root, 'target/docs-guides');
const HOME = 'https://game.example/';

/** Like `main.tsx` of Vite's template. */
const PAGE = `import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import App from './App';
createRoot(document.querySelector('#app')!).render(<StrictMode><App /></StrictMode>);
`;

/** What the guide puts in place of `<Account />` if there is no router. */
const ROUTER = "location.pathname === '/signed-in' ? <SignedIn /> : <Account />";

const PLAYWRIGHT = `export const test = (title, run) => (globalThis.guide = run);
export const expect = (found) => ({
  toHaveText: async (text) => {
    await found.waitFor();
    if ((await found.textContent()) !== text) throw new Error(await found.textContent());
  },
});
`;

let browser;
let script;
let createSandbox;

before(async () => {
  await rm(app, { recursive: true, force: true });
  await mkdir(join(app, 'node_modules'), { recursive: true });
  await symlink(join(root, 'pkg'), join(app, 'node_modules/xsolla-login-wasm'));
  await symlink(join(root, 'pkg-sandbox'), join(app, 'node_modules/xsolla-login-sandbox'));
  for (const block of blocksOf('docs/guides/react.md')) {
    const { code } = block;
    const name = nameOf(block);
    if (name) await writeFile(join(app, name), name === 'App.tsx' ? await routed(code) : code);
  }
  await writeFile(join(app, 'page.tsx'), PAGE);
  await writeFile(join(app, 'playwright.js'), PLAYWRIGHT);
  await bundle({ entryPoints: ['page.tsx'], outfile: 'built/page.js', jsx: 'automatic' });
  script = await readFile(join(app, 'built/page.js'));
  ({ createSandbox } = await import(pathToFileURL(join(root, 'pkg-sandbox/dist/index.js')).href));
  browser = await launch();
});

after(() => browser?.close());

const bundle = (more) =>
  build({ absWorkingDir: app, bundle: true, format: 'esm', logLevel: 'error', ...more });

/** Resolves to the app's code, with the callback routed as the guide says. */
async function routed(code) {
  const guide = await readFile(join(root, 'docs/guides/react.md'), 'utf8');
  assert.ok(guide.includes(`\`${ROUTER}\``));
  assert.ok(code.includes('<Account />'));
  return `import { SignedIn } from './signed-in';\n${code.replace('<Account />', `{${ROUTER}}`)}`;
}

/** Opens a tab in which the app is served at the URL `home`. `thrown` collects its errors. */
async function tabAt(home) {
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  await page.route(`${home}**`, (route) =>
    new URL(route.request().url()).pathname === '/page.js'
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><div id="app"></div><script type="module" src="/page.js"></script>',
        }),
  );
  return { page, thrown };
}

test("the React guide's page passes the testing guide's test", async () => {
  await writeFile(join(app, 'example.ts'), codeWith('guides/testing', "from '@playwright/test'"));
  await bundle({
    entryPoints: ['example.ts'],
    outfile: 'built/example.mjs',
    alias: { '@playwright/test': './playwright.js' },
    external: ['xsolla-login-sandbox'],
  });
  await import(pathToFileURL(join(app, 'built/example.mjs')).href);

  const { page, thrown } = await tabAt('http://localhost:5173/');
  await globalThis.guide({ page });
  assert.deepEqual(thrown, []);
  await page.close();
});

/** Opens the app at the guide's own URL, with a service that knows its project. */
async function open(path = '', callback = `${HOME}signed-in`) {
  const sandbox = await createSandbox({
    projectId: PROJECT,
    clientId: 57,
    callbacks: [callback],
  });
  await sandbox.users.add(JOHN);
  const { page, thrown } = await tabAt(HOME);
  await page.route(`${sandbox.url}/**`, sandbox.route);
  await page.goto(HOME + path);
  const button = (name) => page.getByRole('button', { name, exact: true });
  return {
    sandbox,
    page,
    button,
    signInThere: (user) => signInThere(page, sandbox.url, user),
    /** Waits until the callback has led back to the app, with this user signed in. */
    async isSignedIn({ username }) {
      await page.waitForURL(HOME);
      await page.getByText(`${username} Sign out`).waitFor();
    },
    async close() {
      assert.deepEqual(thrown, []);
      await page.close();
    },
  };
}

/** Returns the list of the errors of this class in the page's console, which grows. */
function logOf(page, name) {
  const logged = [];
  page.on('console', (line) => line.text().startsWith(name) && logged.push(line.text()));
  return logged;
}

/** Resolves to the number of POST requests to a path of the service. */
const postsTo = async (sandbox, wanted) =>
  (await sandbox.requests()).filter(({ method, path }) => method === 'POST' && path === wanted)
    .length;

test("the React guide's app signs in with a redirect and signs out", async () => {
  const { sandbox, page, button, signInThere, isSignedIn, close } = await open();
  await signInThere(JOHN);
  await isSignedIn(JOHN);
  assert.equal(await postsTo(sandbox, '/api/oauth2/token'), 1);
  await page.reload();
  await isSignedIn(JOHN);
  await button('Sign out').click();
  const signIn = formOf(page, 'Sign in');
  await signIn.send({ Name: JOHN.username, Password: JOHN.password });
  await isSignedIn(JOHN);
  await button('Sign out').click();
  await button('Sign in').waitFor();
  assert.equal(await signIn.valueOf('Password'), '', 'the password was forgotten');
  await close();
});

test('its callback signs in a user who opens the link in an email', async () => {
  const { sandbox, page, button, isSignedIn, close } = await open();
  await button('Create an account').click();
  const { username, email, password } = JANE;
  const signUp = formOf(page, 'Sign up');
  await signUp.send({ Name: username, 'Email address': email, Password: password });
  await page.getByText(`Look in your mailbox: we have sent a link to ${email}.`).waitFor();
  assert.equal(await signUp.valueOf('Password'), '', 'the password was forgotten');
  await page.goto((await sandbox.outbox.last(email)).link);
  await isSignedIn(JANE);
  await close();
});

test('its forms send and log once, and forget their error when the user leaves them', async () => {
  const { sandbox, page, button, close } = await open();
  const logged = logOf(page, 'APIError');
  await formOf(page, 'Sign in').send({ Name: JOHN.username, Password: 'wrong-1' });
  await page.getByRole('alert').getByText('Wrong name or password.').waitFor();
  assert.equal(logged.length, 1);
  assert.equal(await formOf(page, 'Sign in').valueOf('Password'), 'wrong-1');
  await button('Create an account').click();
  await button('I have an account').click();
  assert.equal(await page.getByRole('alert').textContent(), '');

  await button('Create an account').click();
  await sandbox.faults.add({ kind: 'delay', path: '/oauth2/user', ms: 500, times: 1 });
  const { username, email, password } = JANE;
  const signUp = formOf(page, 'Sign up');
  await signUp.send({ Name: username, 'Email address': email, Password: password });
  await page.getByLabel('Password').press('Enter'); // while the first request is pending
  await signUp.says(`Look in your mailbox: we have sent a link to ${email}.`);
  await page.locator('button:enabled', { hasText: 'Sign up' }).waitFor();
  assert.equal(await postsTo(sandbox, '/api/oauth2/user'), 1);
  assert.equal(logged.length, 1);
  await close();
});

test('it shows no description that is meant for developers', async () => {
  const { page, close } = await open('', `${HOME}elsewhere`);
  const signIn = formOf(page, 'Sign in');
  await signIn.send({ Name: JOHN.username, Password: JOHN.password });
  await signIn.says('That did not work. Try again.');
  await close();
});

test('it logs once why the user could not be read', async () => {
  const { sandbox, page, close } = await open();
  const logged = logOf(page, 'APIError');
  await sandbox.faults.add({ kind: 'status', path: '/users/me', status: 503, times: 9 });
  const seen = page.waitForEvent('console', (line) => line.text().startsWith('APIError'));
  await formOf(page, 'Sign in').send({ Name: JOHN.username, Password: JOHN.password });
  await page.getByText('Signed in Sign out').waitFor();
  await seen;
  assert.equal(logged.length, 1);
  await close();
});

test('its sign-in asks for the fields that the project requires', async () => {
  const { sandbox, page, close } = await open();
  await sandbox.setOptions({ askFields: ['nickname'] });
  await formOf(page, 'Sign in').send({ Name: JOHN.username, Password: JOHN.password });
  await formOf(page, 'Continue').send({ nickname: 'Johnny' });
  await page.getByText(`${JOHN.username} Sign out`).waitFor();
  await close();
});

test('its callback asks for the second factor', async () => {
  const { sandbox, page, button, signInThere, isSignedIn, close } = await open();
  await sandbox.setOptions({ secondFactor: true });
  await signInThere(JOHN);
  await page.getByLabel('Code').fill((await sandbox.outbox.last(JOHN.email)).code);
  await button('Confirm').click();
  await isSignedIn(JOHN);
  await close();
});

test('its callback retries after a network error, and links back to the sign-in otherwise', async () => {
  const { sandbox, page, button, signInThere, isSignedIn, close } = await open();
  await sandbox.faults.add({ kind: 'cut', path: '/oauth2/token', times: 9 });
  await signInThere(JOHN);
  await page.getByRole('alert').getByText('That did not work. Try again.').waitFor();
  await sandbox.faults.clear();
  await button('Try again').click();
  await isSignedIn(JOHN);

  await button('Sign out').click();
  const logged = logOf(page, 'SDKError');
  await page.goto(`${HOME}signed-in?code=used-up&state=unknown`);
  await page.getByRole('alert').getByText('your address may be confirmed').waitFor();
  assert.equal(logged.length, 1);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await button('Sign in').waitFor();
  await close();
});

test('its callback links back if the URL has no sign-in parameters', async () => {
  const { page, button, close } = await open('signed-in');
  await page.getByRole('link', { name: 'Sign in' }).click();
  await button('Sign in').waitFor();
  await close();
});
