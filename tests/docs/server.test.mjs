// The example of docs/security.md that verifies a token on a server.
import assert from 'node:assert/strict';
import { mkdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { codeWith, root } from './blocks.mjs';
import { JOHN } from './visitor.mjs';

const app = join(root, 'target/docs-server');

let sandbox;
let userOf;

before(async () => {
  await rm(app, { recursive: true, force: true });
  await mkdir(join(app, 'node_modules'), { recursive: true });
  await symlink(join(root, 'pkg'), join(app, 'node_modules/xsolla-login-wasm'));
  await build({
    stdin: { contents: codeWith('security', 'function userOf('), loader: 'ts', resolveDir: app },
    outfile: join(app, 'server.mjs'),
    bundle: true,
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  const { createSandbox } = await import(
    pathToFileURL(join(root, 'pkg-sandbox/dist/index.js')).href
  );
  sandbox = await createSandbox();
  await sandbox.users.add(JOHN);
  ({ userOf } = await import(pathToFileURL(join(app, 'server.mjs')).href));
});

/** Runs a test whose calls reach the sandbox. The other tests of this process need the real `fetch`. */
const served = (run) => async () => {
  const { fetch } = globalThis;
  globalThis.fetch = sandbox.fetch;
  try {
    await run();
  } finally {
    globalThis.fetch = fetch;
  }
};

async function tokenOf(options) {
  const { Api } = await import(pathToFileURL(join(root, 'pkg/dist/xsolla-login.mjs')).href);
  const api = new Api(options);
  await api.completeLogin(await api.login({ credentials: JOHN }));
  return api.session.getAccessToken();
}

test(
  'the server knows the user of a token in both modes, and nobody for a forged or an old one',
  served(async () => {
    for (const options of [sandbox.oauthOptions, sandbox.apiOptions]) {
      const token = await tokenOf(options);
      assert.equal((await userOf(`Bearer ${token}`)).username, JOHN.username);
      const [head, claims, signature] = token.split('.');
      const forged = Buffer.from(
        Buffer.from(claims, 'base64url').toString().replace(JOHN.username, 'jane'),
      ).toString('base64url');
      assert.notEqual(forged, claims);
      assert.equal(await userOf(`Bearer ${head}.${forged}.${signature}`), null);
    }
    const token = await tokenOf(sandbox.oauthOptions);
    await sandbox.clock.advance(100 * 24 * 3600 * 1000);
    assert.equal(await userOf(`Bearer ${token}`), null);
    assert.equal(await userOf(''), null);
  }),
);

test(
  'the server does not take a failure of the service for a wrong token',
  served(async () => {
    await sandbox.faults.add({ kind: 'status', path: '/users/me', status: 503, times: 1 });
    await assert.rejects(userOf('Bearer any'), { code: '503' });
  }),
);
