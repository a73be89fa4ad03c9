// A browser of the sandbox where `Response` hides the cookies, as in happy-dom.
import { afterEach, expect, test, vi } from 'vitest';
import { createSandbox } from 'xsolla-login-sandbox';
import { Api } from 'xsolla-login-wasm';

const USER = { username: 'ann', password: 'secret-1' };

afterEach(() => vi.unstubAllGlobals());

test('a browser keeps its cookies', async () => {
  const sandbox = await createSandbox({ origins: ['http://localhost:3000'] });
  await sandbox.users.add(USER);
  vi.stubGlobal('fetch', sandbox.browser().fetch);
  const api = new Api(sandbox.apiOptions);
  await api.login({ credentials: USER });
  expect((await api.checkUserAuthSSO()).code).toBeTruthy();
});

test('a handler for Playwright sets the cookies', async () => {
  const sandbox = await createSandbox();
  await sandbox.users.add(USER);
  const { apiUrl, projectId } = sandbox.apiOptions;
  let headers;
  await sandbox.route({
    request: () => ({
      url: () => `${apiUrl}/login?projectId=${projectId}`,
      method: () => 'POST',
      allHeaders: async () => ({ 'content-type': 'application/json' }),
      postDataBuffer: () => new TextEncoder().encode(JSON.stringify(USER)),
      isNavigationRequest: () => false,
    }),
    fulfill: async (response) => ({ headers } = response),
  });
  expect(headers['set-cookie']).toMatch(/^login_sso=/);
});
