// Type-checks, builds and uses the examples of www-demo/examples/. They share one installation in the folder above
// theirs, of the versions that each of them names. The files of the guides to Vue, Svelte and
// Next.js are checked in a copy of their example, in place of its own.
import assert from 'node:assert/strict';
import { EventEmitter, on } from 'node:events';
import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { openApp, signInAtService } from '../../harness/app.mjs';
import { run, start } from '../../harness/command.mjs';
import { consumer } from '../../harness/consumer.mjs';
import { root } from '../../harness/places.mjs';
import { HOME, oauth, startAnew, user } from '../../harness/service.mjs';
import { site } from '../../harness/site.mjs';
import { wasmsIn } from '../../harness/wasm.mjs';
import { sandbox } from '../../../browser/sandbox.mjs';
import { addApp, addNextApp, useNextApp } from '../../harness/guide.mjs';

const SOURCE = join(root, 'www-demo/examples');
const LONGEST = 150;

/** The type checker of each example. Next.js checks types when it builds. */
const CHECKS = {
  plain: ['tsc', '-p', '.'],
  react: ['tsc', '-p', '.'],
  vue: ['vue-tsc', '-p', '.'],
  svelte: ['svelte-check', '--threshold', 'warning'],
  next: undefined,
};

test('every example is tested', async () => {
  assert.deepEqual((await readdir(SOURCE)).sort(), Object.keys(CHECKS).sort());
});

consumer(import.meta.url, { name: 'Examples', version: 'vite' }, ({ project, row }) => {
  for (const [name, check] of Object.entries(CHECKS)) {
    const tests = row(name);
    const folder = () => project.path(name);
    const toolIn = (place, program, ...args) =>
      run(place, project.path('node_modules/.bin', program), args, environment());
    const tool = (...command) => toolIn(folder(), ...command);

    describe(name, () => {
      test('is short, and names the versions that are installed', async () => {
        await cp(join(SOURCE, name), folder(), { recursive: true });
        const read = async (path) => JSON.parse(await readFile(project.path(path), 'utf8'));
        const { devDependencies: installed } = await read('package.json');
        const { dependencies, devDependencies } = await read(join(name, 'package.json'));
        delete dependencies['xsolla-login-wasm'];
        for (const [needed, version] of Object.entries({ ...dependencies, ...devDependencies })) {
          assert.equal(version, installed[needed], needed);
        }
        const lines = await linesOf(join(SOURCE, name));
        assert.ok(lines < LONGEST, `${lines} lines`);
      });

      if (check) tests.works('has the right types', () => tool(...check));

      if (name === 'vue' || name === 'svelte') {
        tests.works("has the right types in its guide's files", async () => {
          const place = project.path(`${name}-guide`);
          await addApp(name, folder(), place);
          await toolIn(place, ...check);
        });
      }

      tests.works('builds', async () => {
        if (name !== 'next') return tool('vite', 'build');
        // Without this, Next.js looks for a workspace in the folders above.
        const config = `export default { turbopack: { root: ${JSON.stringify(project.folder)} } };\n`;
        await writeFile(project.path(name, 'next.config.mjs'), config);
        await tool('next', 'build');
      });

      tests.works('signs in on the page and at the service, signs out, and signs up', async () => {
        await startAnew();
        const server = await serve(project, name);
        const app = await openApp(server.origin);
        try {
          const page = await app.tab();
          await use(page);
          await changeUsers(page);
          await signUp(page);
        } finally {
          await server.close();
        }
        // The wrong password, and the name that is taken.
        await app.close(['APIError: 003-001', 'APIError: 003-003']);
      });

      if (name !== 'next') return;

      const guide = 'next-guide';

      tests.works("builds its guide's app", async () => {
        await addNextApp(folder(), project.path(guide));
        await toolIn(project.path(guide), 'next', 'build');
      });

      tests.works('has the wasm once in each of the two server bundles', async () => {
        assert.equal(await wasmsIn(project.path(guide, '.next/server')), 2);
      });

      tests.works("signs in and signs up in the guide's app", async () => {
        const server = await serve(project, guide);
        try {
          await useNextApp(server.origin);
        } finally {
          await server.close();
        }
      });
    });
  }
});

/** The options, which override those in `.env`. */
const environment = () => {
  const { projectId, clientId, apiUrl } = oauth;
  const options = { PROJECT_ID: projectId, CLIENT_ID: clientId, API_URL: apiUrl };
  const named = (prefix, values) =>
    Object.entries(values).map(([name, value]) => [prefix + name, String(value)]);
  return Object.fromEntries([
    ...named('VITE_', options),
    ...named('NEXT_PUBLIC_', { ...options, REDIRECT_URI: HOME }),
  ]);
};

const serve = (project, name) =>
  name.startsWith('next')
    ? start(project.path(name), project.path('node_modules/.bin/next'), ['start', '--port', '0'], {
        ready: (line) => /Local: +(http:\/\/localhost:\d+)/.exec(line)?.[1],
      })
    : site(project.path(name, 'dist'), {});

async function use(page) {
  const welcome = page.getByRole('heading', { name: `Welcome, ${user.username}` });
  const signIn = page.getByRole('button', { name: 'Sign in', exact: true });
  const signOut = page.getByRole('button', { name: 'Sign out' });
  const passwordField = page.getByLabel('Password', { exact: true });
  const fillIn = async (password) => {
    await page.getByLabel('Name', { exact: true }).fill(user.username);
    await passwordField.fill(password);
    await signIn.click();
  };
  await fillIn('wrong');
  await page.getByRole('alert').getByText('Wrong name or password.').waitFor();
  assert.equal(await passwordField.inputValue(), 'wrong');
  await fillIn(user.password);
  await welcome.waitFor();
  assert.equal(await page.getByRole('alert').first().textContent(), '');
  await signOut.click();
  await signIn.waitFor();
  assert.equal(await passwordField.inputValue(), '', 'the password was forgotten');
  await fillIn(user.password);
  await welcome.waitFor();
  await page.reload();
  await welcome.waitFor();
  await signOut.click();
  await page.getByRole('button', { name: /at the service/ }).click();
  await signInAtService(page, user);
  await welcome.waitFor();
  assert.equal(page.url(), HOME);
}

/** Signs out before the service has said who is signed in. What it says then concerns nobody who signs in later. */
async function changeUsers(page) {
  const heading = page.getByRole('heading', { name: 'Welcome' });
  const questions = new EventEmitter();
  const held = on(questions, 'held');
  const next = async () => (await held.next()).value[0];
  await page.route(ANY_USER, (route) => questions.emit('held', route));
  await page.reload();
  const late = await next();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByLabel('Name', { exact: true }).fill(user.username);
  await page.getByLabel('Password', { exact: true }).fill(user.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  const current = await next();
  const isRead = page.waitForEvent('requestfinished', (request) => request === late.request());
  await late.fulfill({ json: { username: 'former' }, headers: FROM_THE_APP });
  await isRead;
  // A frame later, the page would show it.
  await page.evaluate(() => new Promise((end) => requestAnimationFrame(() => setTimeout(end))));
  assert.doesNotMatch(await heading.textContent(), /former/);
  await current.continue();
  await page.getByRole('heading', { name: `Welcome, ${user.username}` }).waitFor();
  await page.unroute(ANY_USER);
}

const ANY_USER = '**/users/me';
const FROM_THE_APP = {
  'access-control-allow-origin': new URL(HOME).origin,
  'access-control-allow-credentials': 'true',
};

/** Signs up, and opens the link of the email in another tab. */
async function signUp(page) {
  const newcomer = { username: 'newcomer', email: 'newcomer@mail.example', password: 'Red-7-Fox!' };
  const fillIn = async ({ username, email, password }) => {
    await page.getByLabel('New name').fill(username);
    await page.getByLabel('Email address').fill(email);
    await page.getByLabel('New password').fill(password);
    await page.getByRole('button', { name: 'Sign up' }).click();
  };
  await page.getByRole('button', { name: 'Sign out' }).click();
  await fillIn(user);
  await page.getByRole('alert').getByText('The username is taken.').waitFor();
  await fillIn(newcomer);
  await page.getByText('Look in your mailbox').waitFor();
  const { link } = await sandbox.mail(newcomer.email);
  const tab = await page.context().newPage();
  await tab.goto(link);
  await tab.getByRole('heading', { name: `Welcome, ${newcomer.username}` }).waitFor();
}

/** Counts the lines of an example's own code. */
async function linesOf(folder) {
  let count = 0;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!/\.(tsx?|vue|svelte)$/.test(entry.name) || entry.name.endsWith('.d.ts')) continue;
    count += (await readFile(join(entry.parentPath, entry.name), 'utf8')).split('\n').length - 1;
  }
  return count;
}
