// Puts the blocks of the guides into the consumers' apps.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeWith, filesOf, filesOfNext } from '../../docs/blocks.mjs';
import { formOf, JANE, JOHN, PROJECT } from '../../docs/visitor.mjs';
import { newContext } from './page.mjs';
import { root } from './places.mjs';

const GAME = 'https://game.example';

/** Both server bundles need the package: this page is a server component, those of the guide are client components. */
const SERVER_PAGE = `import { Api } from 'xsolla-login-wasm';

const { projectId } = new Api({ projectId: 'of-the-server' }).getConfig();

export default function Page() {
  return <p>{projectId}</p>;
}
`;

const PAGE_WITH_REACT = `'use client';

import { LoginProvider } from 'xsolla-login-wasm/react';

export default function Page() {
  return <LoginProvider options={{ projectId: 'p' }}>A page</LoginProvider>;
}
`;

/** An edge route; the guide's block runs before the first request. */
const ROUTE = `${codeWith('guides/next', '?module')}
export const config = { runtime: 'edge' };

export default async function handler({ url }) {
  const { username, password, ...options } = Object.fromEntries(new URL(url).searchParams);
  api.updateConfig(options);
  const { login_url } = await api.login({ credentials: { username, password } });
  return Response.json({ signedIn: new URL(login_url).searchParams.has('token') });
}
`;

async function writeIn(folder, files) {
  for (const [name, code] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), code);
  }
}

/** Copies the configuration of an example, without the files that match `own`. */
async function copyExample(example, app, own) {
  await rm(app, { recursive: true, force: true });
  const isKept = (path) => !own.test(relative(example, path));
  await cp(example, app, { recursive: true, filter: isKept });
}

/** Copies an example, with the files of its guide in place of its own. `main.ts` mounts either. */
export async function addApp(guide, example, app) {
  await copyExample(example, app, /^(node_modules|dist|src[/\\](?!main\.ts$).+)$/);
  await writeIn(join(app, 'src'), filesOf(guide));
}

/** Does the same for Next.js, and adds a page `/server`. */
export async function addNextApp(example, app) {
  await copyExample(example, app, /^(node_modules|\.next|app)$/);
  await writeIn(app, { ...filesOfNext(), 'app/server/page.tsx': SERVER_PAGE });
}

/** Writes the guide's edge route, as `/api/guide`. */
export const addRoute = (app) => writeIn(join(app, 'pages/api'), { 'guide.js': ROUTE });

/** Adds the guide's configuration to that of an app. */
export const addConfig = (app) =>
  writeIn(app, {
    'guide.config.js': codeWith('guides/next', 'serverExternalPackages'),
    // The root is named because the workspace around the app also has a lock file.
    'next.config.js': `import guide from './guide.config.js';
export default { ...guide, turbopack: { root: import.meta.dirname } };
`,
  });

/** Adds a page that does not build with the guide's configuration. Resolves to the error quoted in the guide. */
export async function addPageWithReact(app) {
  await writeIn(join(app, 'app/with-react'), { 'page.js': PAGE_WITH_REACT });
  const guide = await readFile(join(root, 'docs/guides/next.md'), 'utf8');
  return /the\s+build\s+fails\s+with\s+`([^`]+)`/.exec(guide)[1];
}

/** Uses the app that the server at `origin` serves, at the guide's own URL, with a service that knows its project. */
export async function useNextApp(origin) {
  const context = await newContext();
  try {
    await signInAndUp(await context.newPage(), origin);
  } finally {
    await context.close();
  }
}

async function signInAndUp(page, origin) {
  const { createSandbox } = await import(
    pathToFileURL(join(root, 'pkg-sandbox/dist/index.js')).href
  );
  const sandbox = await createSandbox({
    projectId: PROJECT,
    clientId: 57,
    origins: [GAME],
    callbacks: [`${GAME}/signed-in`],
  });
  await sandbox.users.add(JOHN);
  page.setDefaultTimeout(20_000);
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  await page.route(`${sandbox.url}/**`, sandbox.route);
  await page.route(`${GAME}/**`, async (route) => {
    const url = route.request().url().replace(GAME, origin);
    await route.fulfill({ response: await route.fetch({ url }) });
  });

  // The server must have rendered both.
  const rendered = async (path) => (await page.goto(GAME + path)).text();
  assert.ok((await rendered('/server')).includes('of-the-server'));
  assert.ok((await rendered('/')).includes('<p>…</p>'));
  const button = (name) => page.getByRole('button', { name, exact: true });
  const [signIn, signUp] = ['Sign in', 'Sign up'].map((name) => formOf(page, name));
  const isSignedIn = async ({ username }) => {
    await page.waitForURL(`${GAME}/`);
    await page.getByText(`${username} Sign out`).waitFor();
  };
  await signIn.send({ Name: JOHN.username, Password: 'wrong-1' });
  await signIn.says('Wrong name or password.');
  assert.equal(await signIn.valueOf('Name'), JOHN.username);
  assert.equal(await signIn.valueOf('Password'), 'wrong-1');
  await signIn.send({ Name: JOHN.username, Password: JOHN.password });
  await isSignedIn(JOHN);
  await button('Sign out').click();
  await button('Sign in').waitFor();
  assert.equal(await signIn.valueOf('Password'), '', 'the password was forgotten');

  await button('Create an account').click();
  await signUp.send({ Name: JANE.username, 'Email address': JANE.email, Password: JANE.password });
  await signUp.says('Look in your mailbox: we have sent a link to');
  const opened = await sandbox.fetch((await sandbox.outbox.last(JANE.email)).link);
  await page.goto(opened.headers.get('location'));
  await isSignedIn(JANE);
  await button('Sign out').click();

  await button('Continue on Xsolla’s page').click();
  await page.waitForURL(`${sandbox.url}/**`);
  await page.fill('#username', JOHN.username);
  await page.fill('#password', JOHN.password);
  await page.click('#sign-in');
  await isSignedIn(JOHN);
  assert.deepEqual(thrown, []);
}
