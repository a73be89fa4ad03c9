// Builds the apps of the Vue and Svelte guides from their blocks, unchanged, and signs in on them in Chromium.
// Those of Next.js are tested in tests/packages, which has its server.
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { compile as compileSvelte } from 'svelte/compiler';
import { compileScript, parse } from 'vue/compiler-sfc';
import { launch } from '../chromium.mjs';
import { filesOf, root } from './blocks.mjs';
import { formOf, JANE, JOHN, PROJECT, signInThere } from './visitor.mjs';

const HOME = 'https://game.example/';

/** Compiles Vue and Svelte files. A studio's project has Vite plugins for that. */
const COMPILERS = {
  name: 'compilers',
  setup({ onLoad }) {
    onLoad({ filter: /\.vue$/ }, async ({ path }) => {
      const { descriptor, errors } = parse(await readFile(path, 'utf8'), { filename: path });
      assert.deepEqual(errors, []);
      const { content } = compileScript(descriptor, { id: path, inlineTemplate: true });
      return { contents: content, loader: 'ts' };
    });
    onLoad({ filter: /\.svelte$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const { js, warnings } = compileSvelte(source, { filename: path, generate: 'client' });
      assert.deepEqual(warnings, []);
      return { contents: js.code };
    });
  },
};

/** The files of each page. The `main` file is like that of Vite's template. */
const PAGES = {
  vue: {
    ...filesOf('vue'),
    'main.ts': `import { createApp } from 'vue';
import App from './App.vue';
createApp(App).mount('#app');`,
  },
  svelte: {
    ...filesOf('svelte'),
    'main.ts': `import { mount } from 'svelte';
import App from './App.svelte';
mount(App, { target: document.querySelector('#app')! });`,
  },
};

const built = {};
let browser;
let createSandbox;

before(async () => {
  for (const [guide, files] of Object.entries(PAGES)) {
    const app = join(root, 'target/docs-frameworks', guide);
    await rm(app, { recursive: true, force: true });
    await mkdir(join(app, 'node_modules'), { recursive: true });
    await symlink(join(root, 'pkg'), join(app, 'node_modules/xsolla-login-wasm'));
    for (const [name, code] of Object.entries(files)) {
      await writeFile(join(app, name), code);
    }
    const { outputFiles } = await build({
      absWorkingDir: app,
      entryPoints: ['main.ts'],
      bundle: true,
      write: false,
      format: 'esm',
      target: 'es2022',
      conditions: ['browser', 'production'],
      define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false' },
      logLevel: 'error',
      plugins: [COMPILERS],
    });
    built[guide] = outputFiles[0].text;
  }
  ({ createSandbox } = await import(pathToFileURL(join(root, 'pkg-sandbox/dist/index.js')).href));
  browser = await launch();
});

after(() => browser?.close());

/** Opens the page of a guide, with a service that knows its project. */
async function open(guide, path = '') {
  const sandbox = await createSandbox({
    projectId: PROJECT,
    clientId: 57,
    callbacks: [`${HOME}signed-in`],
  });
  await sandbox.users.add(JOHN);
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  await page.route(`${HOME}**`, (route) =>
    new URL(route.request().url()).pathname === '/page.js'
      ? route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: built[guide] })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><div id="app"></div><script type="module" src="/page.js"></script>',
        }),
  );
  await page.route(`${sandbox.url}/**`, sandbox.route);
  await page.goto(HOME + path);
  const button = (name) => page.getByRole('button', { name, exact: true });
  const [signIn, signUp] = ['Sign in', 'Sign up'].map((name) => formOf(page, name));
  return {
    sandbox,
    page,
    button,
    signIn,
    signUp,
    signInThere: (user) => signInThere(page, sandbox.url, user),
    /** Waits until the app shows that this user is signed in. */
    async isSignedIn({ username }) {
      await page.getByText(`${username} Sign out`).waitFor();
      assert.equal(page.url(), HOME);
    },
    async close() {
      assert.deepEqual(thrown, []);
      await page.close();
    },
  };
}

const credentials = { Name: JOHN.username, Password: JOHN.password };
const newcomer = { Name: JANE.username, 'Email address': JANE.email, Password: JANE.password };

for (const guide of Object.keys(PAGES)) {
  test(`the ${guide} guide's app signs in and out, and signs up with an email link`, async () => {
    const { sandbox, page, button, signIn, signUp, isSignedIn, close } = await open(guide);
    await signIn.send({ ...credentials, Password: 'wrong-1' });
    await signIn.says('Wrong name or password.');
    assert.equal(await signIn.valueOf('Password'), 'wrong-1');
    await signIn.send(credentials);
    await isSignedIn(JOHN);
    await button('Sign out').click();
    await button('Sign in').waitFor();
    assert.equal(await signIn.valueOf('Password'), '', 'the password was forgotten');
    for (const alert of await page.getByRole('alert').all()) {
      assert.equal(await alert.textContent(), '', 'the error was forgotten');
    }

    await button('Create an account').click();
    await signUp.send({ ...newcomer, Name: JOHN.username });
    await signUp.says('The username is taken.');
    await signUp.send(newcomer);
    await signUp.says(`Look in your mailbox: we have sent a link to ${JANE.email}.`);
    assert.equal(await signUp.valueOf('Password'), '', 'the password was forgotten');
    const { link } = await sandbox.outbox.last(JANE.email);
    const opened = await sandbox.fetch(link);
    await page.goto(opened.headers.get('location'));
    await isSignedIn(JANE);
    await close();
  });

  test(`the ${guide} guide's forms ask for the second factor and for extra fields`, async () => {
    const { sandbox, page, button, signIn, isSignedIn, close } = await open(guide);
    await sandbox.setOptions({ askFields: ['nickname'] });
    await signIn.send(credentials);
    await formOf(page, 'Continue').send({ nickname: 'Johnny' });
    await isSignedIn(JOHN);
    await button('Sign out').click();
    await sandbox.setOptions({ askFields: [], secondFactor: true });
    await signIn.send(credentials);
    const confirm = formOf(page, 'Confirm');
    await page.getByLabel('Code').waitFor();
    await confirm.send({ Code: '000000' });
    await confirm.says('The code is wrong or has expired.');
    await confirm.send({ Code: (await sandbox.outbox.last(JOHN.email)).code });
    await isSignedIn(JOHN);
    await close();
  });

  test(`the ${guide} guide's callback signs in, and asks for the second factor`, async () => {
    const { sandbox, page, button, signInThere, isSignedIn, close } = await open(guide);
    await signInThere(JOHN);
    await page.waitForURL(HOME);
    await isSignedIn(JOHN);
    await button('Sign out').click();
    await sandbox.setOptions({ secondFactor: true });
    await signInThere(JOHN);
    await page.getByLabel('Code').waitFor();
    assert.equal(page.url(), `${HOME}signed-in`);
    const { code } = await sandbox.outbox.last(JOHN.email);
    await formOf(page, 'Confirm').send({ Code: code });
    await page.waitForURL(HOME);
    await isSignedIn(JOHN);
    await close();
  });

  test(`the ${guide} guide's callback retries after a network error, and links back otherwise`, async () => {
    const { sandbox, page, button, signInThere, isSignedIn, close } = await open(guide);
    await sandbox.faults.add({ kind: 'cut', path: '/oauth2/token', times: 9 });
    await signInThere(JOHN);
    await page.getByRole('alert').getByText('That did not work. Try again.').waitFor();
    await sandbox.faults.clear();
    await button('Try again').click();
    await page.waitForURL(HOME);
    await isSignedIn(JOHN);

    await button('Sign out').click();
    await page.goto(`${HOME}signed-in?code=used-up&state=unknown`);
    await page.getByRole('alert').getByText('your address may be confirmed').waitFor();
    await page.getByRole('link', { name: 'Sign in' }).click();
    await button('Sign in').waitFor();
    await page.goto(`${HOME}signed-in`); // without a sign-in
    await page.getByRole('link', { name: 'Sign in' }).click();
    await button('Sign in').waitFor();
    await close();
  });
}
