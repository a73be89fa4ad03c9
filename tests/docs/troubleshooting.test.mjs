// A wrong `apiUrl` looks like a missing origin, as docs/troubleshooting.md says. Runs in Chromium against the sandbox.
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { file, launch, serve } from '../chromium.mjs';
import { root } from './blocks.mjs';

const TITLE = '## No response: CORS, `Failed to fetch`';

/** Resolves to the text of the section with this heading. */
async function sectionOf(title) {
  const page = String(await file('docs/troubleshooting.md'));
  const start = page.indexOf(`${title}\n`);
  assert.ok(start >= 0, title);
  return page.slice(start, page.indexOf('\n## ', start + 1));
}

test('with an apiUrl that does not end in /api, the browser reports a CORS failure', async () => {
  const { startServer } = await import(
    pathToFileURL(join(root, 'pkg-sandbox/dist/server.js')).href
  );
  const script = await file('pkg/dist/xsolla-login.script.js');
  const server = await serve(({ url }, answer) =>
    url === '/package.js'
      ? answer.setHeader('content-type', 'text/javascript').end(script)
      : answer.setHeader('content-type', 'text/html').end('<script src="/package.js"></script>'),
  );
  const sandbox = await startServer({ port: 0, origins: [server.origin] });
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const said = [];
    page.on('console', (message) => said.push(message.text()));
    await page.goto(server.origin);
    const login = (options) =>
      page.evaluate(async (options) => {
        const api = new window.XsollaLogin.Api(options);
        return api
          .login({ credentials: { username: 'ann', password: 'secret-1' } })
          .catch(({ kind, code }) => ({ kind, code }));
      }, options);
    const { apiUrl } = sandbox.oauthOptions;
    assert.ok(apiUrl.endsWith('/api'));
    const wrong = await login({ ...sandbox.oauthOptions, apiUrl: sandbox.url });
    assert.equal(wrong.kind, 'network');
    assert.ok(said.some((text) => text.includes('CORS')));
    const fetched = await page.evaluate((url) => fetch(url).catch(String), sandbox.url);
    assert.equal(fetched, 'TypeError: Failed to fetch');
    assert.equal((await login(sandbox.oauthOptions)).code, '003-001');
    assert.match(
      await sectionOf(TITLE),
      /`apiUrl` .*must end in `\/api`.*`http:\/\/localhost:9000\/api`/s,
    );
  } finally {
    await browser.close();
    await sandbox.close();
    server.close();
  }
});
