// What Vitest prints for a call that rejects, as the guide to testing says.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { root } from './blocks.mjs';

const app = join(root, 'target/docs-vitest');

/** Two tests that fail with the service's error, and one that logs it. */
const TESTS = `import { test, vi } from 'vitest';
import { createSandbox } from 'xsolla-login-sandbox';
import { Api } from 'xsolla-login-wasm';

const sandbox = await createSandbox({ origins: ['http://localhost'] });
vi.stubGlobal('fetch', sandbox.fetch);
const credentials = { username: 'nobody', password: 'secret-1' };

test('fails', async () => {
  await new Api(sandbox.oauthOptions).login({ credentials });
});
test('fails with debug', async () => {
  await new Api({ ...sandbox.oauthOptions, debug: true }).login({ credentials });
});
test('logs', async () => {
  await new Api(sandbox.oauthOptions).login({ credentials }).catch(console.error);
});
`;

/** Returns the number of the line with these words. */
const lineOf = (words) => TESTS.split('\n').findIndex((line) => line.includes(words)) + 1;

before(async () => {
  await rm(app, { recursive: true, force: true });
  await mkdir(join(app, 'node_modules'), { recursive: true });
  await symlink(join(root, 'pkg'), join(app, 'node_modules/xsolla-login-wasm'));
  await symlink(join(root, 'pkg-sandbox'), join(app, 'node_modules/xsolla-login-sandbox'));
  await symlink(join(root, 'node_modules/vitest'), join(app, 'node_modules/vitest'));
  await writeFile(join(app, 'calls.test.ts'), TESTS);
});

/** Runs the tests whose names begin with `name`. Resolves to what Vitest prints. */
const run = (name) =>
  new Promise((resolve) => {
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', '--root', app, '--testNamePattern', name];
    const options = { cwd: app, env: { ...process.env, NO_COLOR: '1' } };
    execFile(process.execPath, args, options, (_, stdout, stderr) => resolve(stdout + stderr));
  });

const DESCRIPTION = /Wrong username, email or password/;

test('Vitest prints the code of an APIError; with debug, also the attempt and the line of the call', async () => {
  const printed = await run('fails');
  assert.equal(printed.split('APIError: 003-001').length, 3, printed);
  assert.doesNotMatch(printed, DESCRIPTION);
  const attempts = printed.match(
    /^xsolla-login-wasm: POST \/oauth2\/login: 401 003-001, \d+ ms$/gm,
  );
  assert.equal(attempts?.length, 1, printed);
  const lines = Array.from(printed.matchAll(/❯ calls\.test\.ts:(\d+):/g), ([, line]) =>
    Number(line),
  );
  assert.deepEqual(lines, [lineOf('debug: true')]);
});

test('it prints the description of an error that the test logs', async () => {
  assert.match(await run('logs'), DESCRIPTION);
});
