// Builds the pages of the Vue and Svelte guides from their blocks, unchanged, and signs in on them in Chromium.
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
import { blocksOf, codeWith, nameOf, root } from './blocks.mjs';
import { formOf, JANE, JOHN, PROJECT } from './visitor.mjs';

const HOME = 'https://game.example/';

/** Functions that the guides leave to the reader: they show a problem of the callback, and ask for a code or fields. */
const GRANTED = `globalThis.show = (text) => { throw new Error(text); };
globalThis.askForCode = (id) => (globalThis.challengeId = id);
globalThis.askFor = (fields) => (globalThis.askedFor = fields.map(({ name }) => name));`;

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

/** Returns the code of a guide's named blocks, by name. */
const namedIn = (guide) =>
  Object.fromEntries(
    blocksOf(`docs/guides/${guide}.md`)
      .filter(nameOf)
      .map((block) => [nameOf(block), block.code]),
  );

/** The files of each page. The `main` file mounts the components. */
const PAGES = {
  vue: {
    ...namedIn('vue'),
    'SignIn.vue': codeWith('guides/vue', 'api.login('),
    'SignUp.vue': codeWith('guides/vue', 'api.signup('),
    'Callback.vue': `<script setup lang="ts">\nimport { api } from './session';\n${codeWith(
      'guides/vue',
      'handleRedirectCallback(',
    )}</script>\n<template><i /></template>`,
    'main.ts': `import { createApp, h } from 'vue';
import Callback from './Callback.vue';
import SignIn from './SignIn.vue';
import SignUp from './SignUp.vue';
import { api } from './session';
globalThis.authorize = () => api.authorize();
createApp({ render: () => [h(Callback), h(SignIn), h(SignUp)] }).mount('#app');`,
  },
  svelte: {
    ...namedIn('svelte'),
    'SignIn.svelte': codeWith('guides/svelte', 'api.login('),
    'SignUp.svelte': codeWith('guides/svelte', 'api.signup('),
    'callback.ts': `import { api } from './session';\n${codeWith(
      'guides/svelte',
      'handleRedirectCallback(',
    )}`,
    'main.ts': `import { mount } from 'svelte';
import SignIn from './SignIn.svelte';
import SignUp from './SignUp.svelte';
import { api } from './session';
globalThis.authorize = () => api.authorize();
const target = document.querySelector('#app')!;
mount(SignIn, { target });
mount(SignUp, { target });
import('./callback');`,
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
async function open(guide) {
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
  await page.addInitScript(GRANTED);
  await page.route(`${HOME}**`, (route) =>
    new URL(route.request().url()).pathname === '/page.js'
      ? route.fulfill({ contentType: 'text/javascript', body: built[guide] })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><div id="app"></div><script type="module" src="/page.js"></script>',
        }),
  );
  await page.route(`${sandbox.url}/**`, sandbox.route);
  await page.goto(HOME);
  const close = async () => {
    assert.deepEqual(thrown, []);
    await page.close();
  };
  const [signIn, signUp] = ['Sign in', 'Sign up'].map((name) => formOf(page, name));
  return { sandbox, page, signIn, signUp, close };
}

const newcomer = { Name: JANE.username, 'Email address': JANE.email, Password: JANE.password };

for (const guide of Object.keys(PAGES)) {
  test(`the ${guide} guide's page signs in and out, and signs up with an email link`, async () => {
    const { sandbox, page, signIn, signUp, close } = await open(guide);
    const signOut = page.getByRole('button', { name: 'Sign out' });
    await signIn.send({ Name: JOHN.username, Password: 'wrong-1' });
    await signIn.says('Wrong name or password.');
    assert.equal(await signIn.valueOf('Password'), 'wrong-1');
    await signIn.send({ Name: JOHN.username, Password: JOHN.password });
    await signOut.click();
    await signOut.waitFor({ state: 'detached' });
    assert.equal(await signIn.valueOf('Password'), '', 'the password was forgotten');

    await signUp.send({ ...newcomer, Name: JOHN.username });
    await signUp.says('The username is taken.');
    await signUp.send(newcomer);
    await signUp.says('Look in your mailbox: we have sent you a link.');
    const { link } = await sandbox.outbox.last(JANE.email);
    const opened = await sandbox.fetch(link);
    await page.goto(opened.headers.get('location'));
    await signOut.waitFor();
    assert.equal(page.url(), `${HOME}signed-in`);
    await close();
  });

  test(`the ${guide} guide's callback asks for the second factor`, async () => {
    const { sandbox, page, close } = await open(guide);
    await sandbox.setOptions({ secondFactor: true });
    await page.evaluate('void authorize()');
    await page.waitForURL(`${sandbox.url}/**`);
    await page.fill('#username', JOHN.username);
    await page.fill('#password', JOHN.password);
    await page.click('#sign-in');
    await page.waitForFunction('globalThis.challengeId');
    assert.equal(page.url(), `${HOME}signed-in`);
    await close();
  });

  test(`the ${guide} guide's sign-in asks for the second factor and for extra fields`, async () => {
    const { sandbox, page, signIn, close } = await open(guide);
    await sandbox.setOptions({ askFields: ['nickname'] });
    await signIn.send({ Name: JOHN.username, Password: JOHN.password });
    await page.waitForFunction('globalThis.askedFor');
    assert.deepEqual(await page.evaluate('askedFor'), ['nickname']);
    await sandbox.setOptions({ askFields: [], secondFactor: true });
    await signIn.send({ Name: JOHN.username, Password: JOHN.password });
    await page.waitForFunction('globalThis.challengeId');
    await close();
  });
}
