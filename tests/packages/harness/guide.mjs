// Puts the blocks of the guides into the consumers' apps.
import assert from 'node:assert/strict';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeWith, filesOf } from '../../docs/blocks.mjs';
import { formOf, JANE, JOHN, PROJECT } from '../../docs/visitor.mjs';
import { newContext } from './page.mjs';
import { root } from './places.mjs';

const GAME = 'https://game.example/signed-in';

/** Both server bundles need the package: this page is a server component, the forms are client components. */
const PAGE = `import { Api } from 'xsolla-login-wasm';
import { SignIn } from './sign-in';
import { SignUp } from './sign-up';

const { projectId } = new Api({ projectId: 'of-the-server' }).getConfig();

export default function Page() {
  return (
    <>
      <p>{projectId}</p>
      <SignIn />
      <SignUp />
    </>
  );
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

const writeIn = async (folder, files) => {
  await mkdir(folder, { recursive: true });
  for (const [name, code] of Object.entries(files)) await writeFile(join(folder, name), code);
};

/** Copies an example, with the files of its guide in place of its own. `main.ts` mounts either. */
export async function addApp(guide, example, app) {
  await rm(app, { recursive: true, force: true });
  const isKept = (path) => !/[/\\](node_modules|dist|src[/\\](?!main\.ts$).+)$/.test(path);
  await cp(example, app, { recursive: true, filter: isKept });
  await writeIn(join(app, 'src'), filesOf(guide));
}

/** Writes the guide's components into an app, as its page `/guide`. */
export const addPage = (app) =>
  writeIn(join(app, 'app/guide'), {
    'page.tsx': PAGE,
    'sign-in.tsx': codeWith('guides/next', 'function SignIn('),
    'sign-up.tsx': codeWith('guides/next', 'function SignUp('),
  });

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

/** Signs in and up on that page, with a service that knows the guide's project. */
export async function usePage(origin) {
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
    origins: [origin],
    callbacks: [GAME],
  });
  await sandbox.users.add(JOHN);
  page.setDefaultTimeout(20_000);
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  await page.route(`${sandbox.url}/**`, sandbox.route);
  await page.route(`${GAME}**`, (route) => route.fulfill({ contentType: 'text/html', body: '' }));

  const answer = await page.goto(`${origin}/guide`);
  // The server must have rendered it.
  const html = await answer.text();
  for (const part of ['of-the-server', 'autoComplete="username"']) assert.ok(html.includes(part));
  const signIn = formOf(page, 'Sign in');
  const signUp = formOf(page, 'Sign up');
  await signIn.send({ Name: JOHN.username, Password: 'wrong-1' });
  await signIn.says('Wrong name or password.');
  await signUp.send({ Name: JANE.username, 'Email address': JANE.email, Password: JANE.password });
  await signUp.says('Look in your mailbox: we have sent you a link.');
  assert.ok((await sandbox.outbox.last(JANE.email)).link);
  await signIn.send({ Name: JOHN.username, Password: JOHN.password });
  await page.waitForURL(`${GAME}?token=*`);
  assert.deepEqual(thrown, []);
}
