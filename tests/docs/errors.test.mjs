// What docs/errors.md says of errors that are easily mistaken for others.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { root } from './blocks.mjs';
import { PROJECT } from './visitor.mjs';

const { Api, SDKError, isCancel } = await import(
  pathToFileURL(join(root, 'pkg/dist/xsolla-login.mjs')).href
);

/** Resolves to the row of the table "What to do" that begins with this error. */
async function rowOf(error) {
  const page = await readFile(join(root, 'docs/errors.md'), 'utf8');
  return page.split('\n').find((line) => line.startsWith(`| ${error} |`));
}

const rejection = (promise) =>
  promise.then(
    () => assert.fail('it did not reject'),
    (error) => error,
  );

const URL_WITHOUT_SIGN_IN = 'https://game.example/signed-in';
const OAUTH = { is_oauth2: true, clientId: 57, redirectUri: URL_WITHOUT_SIGN_IN };

for (const [kind, mode, options] of [
  ['response', 'without OAuth 2.0', {}],
  ['state', 'in OAuth mode', OAUTH],
]) {
  test(`${mode}, a callback on a URL without a sign-in rejects with kind ${kind}`, async () => {
    const api = new Api({ projectId: PROJECT, ...options });
    const error = await rejection(api.handleRedirectCallback(URL_WITHOUT_SIGN_IN));
    assert.ok(error instanceof SDKError);
    assert.equal(error.kind, kind);
    assert.ok((await rowOf(`\`${kind}\``)).includes(`${mode}, \`handleRedirectCallback\``));
  });
}

test('the reason of AbortSignal.timeout is not a cancellation', async () => {
  const api = new Api({ projectId: PROJECT });
  const options = { signal: AbortSignal.timeout(0) };
  await new Promise((resolve) => setTimeout(resolve, 20));
  const error = await rejection(
    api.login({ credentials: { username: 'a', password: 'b' } }, options),
  );
  assert.equal(error.name, 'TimeoutError');
  assert.equal(isCancel(error), false);
  assert.match(await rowOf("the signal's `reason`"), /AbortSignal\.timeout.*`TimeoutError`/);
});
