// The entry ./react with the oldest React that it supports. www-demo's examples have the newest.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openApp, signInAtService } from '../../harness/app.mjs';
import { start } from '../../harness/command.mjs';
import { consumer } from '../../harness/consumer.mjs';
import { HOME, oauth, startAnew, user } from '../../harness/service.mjs';
import { sandbox } from '../../../browser/sandbox.mjs';
import { until } from '../../../browser/until.mjs';

const BUILD = ['--bundle', '--jsx=automatic', '--outdir=build', '--log-level=warning'];

/** The bundles of an app in development mode, in which React's StrictMode repeats effects. */
const BUILDS = [
  ['app/client.jsx', '--define:process.env.NODE_ENV="development"'],
  // Gets `./react` by `require`.
  ['app/server.jsx', '--platform=node', '--packages=external', '--out-extension:.js=.cjs'],
];

consumer(import.meta.url, { name: 'React', version: 'react' }, ({ project, row }) => {
  const tests = row();
  for (const args of BUILDS) tests.builds('esbuild', [...args, ...BUILD]);

  let servers;
  const serve = (more) =>
    start(project.folder, process.execPath, ['build/server.cjs'], {
      env: { PORT: '0', NODE_ENV: 'development', SETTINGS: JSON.stringify(settings(more)) },
      ready: (line) => /http:\S+/.exec(line)?.[0],
    });

  describe('./react', () => {
    before(async () => {
      servers = {
        plain: await serve(),
        guarded: await serve({ isGuarded: true }),
        wrong: await serve({ options: { ...oauth, timeout: 'soon' } }),
      };
    });
    after(() => Promise.all(Object.values(servers).map(({ close }) => close())));

    /** A test with a new browser context: `run` gets a tab with the app. */
    const works = (title, run, server = 'plain') =>
      tests.works(title, async () => {
        await startAnew();
        const app = await openApp(servers[server].origin);
        await run(await app.tab(), app);
        await app.close();
      });

    works(
      'renders on the server without WebAssembly, and hydrates without a warning',
      async (page) => {
        const html = await (await fetch(servers.plain.origin)).text();
        assert.match(html, /One moment…/);
        await shows(page, { isLoading: false, isSignedIn: false });
        await page.getByText('one package').waitFor();
      },
    );

    works('signs in on the page, and shows what failed', async (page) => {
      await fillIn(page, { ...user, password: 'wrong' });
      await shows(page, { isLoading: false, isSignedIn: false, error: '003-001' });
      await fillIn(page, user);
      await shows(page, { isLoading: false, isSignedIn: true, user: user.username });
      assert.equal(await sandbox.count('/users/me'), 1, 'the user is requested once');
      await page.reload();
      await shows(page, { isLoading: false, isSignedIn: true, user: user.username });
    });

    for (const server of ['plain', 'guarded']) {
      const which = server === 'guarded' ? ', even if the app unmounts it in between' : '';
      works(
        `handles a callback once${which}`,
        async (page) => {
          await page.getByText('At the service').click();
          await signInAtService(page, user);
          await shows(page, { isLoading: false, isSignedIn: true, user: user.username });
          assert.deepEqual(await page.evaluate('results'), ['tokens']);
          assert.equal(await sandbox.count('/oauth2/token'), 1);
          assert.equal(page.url(), HOME);
        },
        server,
      );
    }

    works("refuses somebody else's callback", async (page) => {
      await page.goto(`${HOME}?code=stolen&state=of-somebody-else`);
      await page.getByText('Try again after state').waitFor();
      assert.equal(await sandbox.count('/oauth2/token'), 0);
    });

    works('handles a callback again after a network failure', async (page) => {
      await page.getByText('At the service').click();
      await sandbox.fault({ kind: 'cut', path: '/oauth2/token' });
      await signInAtService(page, user);
      await page.getByText('Try again after network').click();
      await shows(page, { isLoading: false, isSignedIn: true, user: user.username });
      assert.deepEqual(await page.evaluate('results'), ['tokens']);
    });

    works('shows the error if the service does not return the user', async (page) => {
      await sandbox.fault({ kind: 'status', path: '/users/me', status: 403, times: 9 });
      await fillIn(page, user);
      await shows(page, { isLoading: false, isSignedIn: true, error: '403' });
    });

    works(
      'shows why there is no instance as long as there is none',
      async (page) => {
        const none = { isLoading: false, isSignedIn: false, error: 'config' };
        await shows(page, none);
        const refused = page.waitForEvent('console', (message) => message.text() === 'refused');
        await page.evaluate('globalThis.onRefused = () => console.log("refused")');
        await fillIn(page, user);
        await refused;
        await shows(page, none);
        assert.equal(await page.evaluate('globalThis.isSilent'), undefined);
      },
      'wrong',
    );

    works('sees a sign-out in another tab', async (page, app) => {
      await fillIn(page, user);
      await shows(page, { isLoading: false, isSignedIn: true, user: user.username });
      const other = await app.tab();
      await shows(other, { isLoading: false, isSignedIn: true, user: user.username });
      await other.getByText('Sign out').click();
      for (const tab of [other, page]) await shows(tab, { isLoading: false, isSignedIn: false });
    });

    works('may be unmounted and mounted again', async (page) => {
      await fillIn(page, user);
      await shows(page, { isLoading: false, isSignedIn: true, user: user.username });
      await page.evaluate('unmount()');
      await page.evaluate('mount()');
      await shows(page, { isLoading: false, isSignedIn: true, user: user.username });
      await page.getByText('Sign out').click();
      await shows(page, { isLoading: false, isSignedIn: false });
    });
  });
});

const settings = (more) => ({
  options: {
    ...oauth,
    is_oauth2: true,
    redirectUri: HOME,
    scope: 'offline',
    session: { storage: 'localStorage' },
  },
  ...more,
});

async function fillIn(page, { username, password }) {
  await page.fill('[name=username]', username);
  await page.fill('[name=password]', password);
  await page.getByText('Sign in', { exact: true }).click();
}

/** Waits until the app shows this state of its login. */
async function shows(page, expected) {
  const read = () =>
    page
      .locator('output')
      .textContent()
      .catch(() => '{}');
  let seen;
  const isShown = async () => {
    seen = JSON.parse(await read());
    return JSON.stringify(seen) === JSON.stringify(expected);
  };
  await until(isShown, JSON.stringify(expected)).catch(() => assert.deepEqual(seen, expected));
}
