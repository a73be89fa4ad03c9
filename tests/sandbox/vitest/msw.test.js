// The sandbox behind MSW. `vitest.mjs` runs this in each environment.
import { setupServer } from 'msw/node';
import { http } from 'msw';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSandbox } from 'xsolla-login-sandbox';
import { Api } from 'xsolla-login-wasm';

const USER = { username: 'ann', password: 'secret-1' };
const sandbox = await createSandbox({ origins: ['http://localhost'] });
const server = setupServer(http.all(`${sandbox.url}/*`, sandbox.resolver));

beforeAll(() => server.listen());
beforeEach(async () => {
  await sandbox.reset();
  await sandbox.users.add(USER);
});
afterAll(() => server.close());

const signIn = () => new Api(sandbox.oauthOptions).login({ credentials: USER });

test.each(['cut', 'garbage', 'lostAnswer', 'resetHeaders', 'unknownStatus', 'wrongLength'])(
  '%s is a failure of the network',
  async (kind) => {
    await sandbox.faults.add({ kind, path: '/login', times: Infinity });
    await expect(signIn()).rejects.toMatchObject({ name: 'SDKError', kind: 'network' });
  },
);

test('a body that ends too early does so', async () => {
  await sandbox.faults.add({ kind: 'cutBody', path: '/login', times: Infinity });
  await expect(signIn()).rejects.toMatchObject({ name: 'SDKError', kind: 'response' });
});

test('an error of the service stays one', async () => {
  await sandbox.faults.add({ kind: 'status', status: 503, path: '/login', times: Infinity });
  await expect(signIn()).rejects.toMatchObject({ name: 'APIError', status: 503 });
});
