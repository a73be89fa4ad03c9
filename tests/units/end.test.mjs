// A program of tests whose failed test leaves something open ends all the same.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const end = fileURLToPath(new URL('../end.mjs', import.meta.url));

/** Runs tests with the module. Resolves to the exit code and the output. */
const run = (tests) =>
  new Promise((resolve) => {
    const { NODE_TEST_CONTEXT: _, ...env } = { ...process.env, ENDING_MS: '200' };
    const reporters = ['tap', end].flatMap((reporter) => [
      `--test-reporter=${reporter}`,
      '--test-reporter-destination=stdout',
    ]);
    const args = [...reporters, '--input-type=module', '-e', tests];
    execFile(process.execPath, args, { env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });

const HEAD =
  "import { after, before, test } from 'node:test'; import { createServer } from 'node:net';";

const leave = "() => { createServer().listen(0); throw new Error('bad'); }";

for (const [what, tests] of Object.entries({
  test: `test('leaves', ${leave});`,
  'hook before it': `before(${leave}); test('leaves', () => {});`,
  'hook after it': `after(${leave}); test('leaves', () => {});`,
})) {
  test(`a program of tests ends when a failed ${what} has left a server open`, async () => {
    const { code, output } = await run(`${HEAD} ${tests}`);
    assert.equal(code, 1);
    assert.match(output, /ok 1 - leaves/);
    assert.match(output, /the program has not\. Open: .*TCPServerWrap/);
    // What the other reporters write at the end.
    assert.match(output, /^# tests 1$/m);
  });
}

test('a program that waits between its tests goes on', async () => {
  const late = 'await new Promise((end) => setTimeout(end, 100));';
  const slow = "test('slow', () => new Promise((end) => setTimeout(end, 600)));";
  const { code, output } = await run(`${HEAD} test('one', () => {}); ${late} ${slow}`);
  assert.equal(code, 0, output);
  assert.match(output, /ok 2 - slow/);
});

test('a program of tests that closes everything just ends', async () => {
  const { code, output } = await run(`${HEAD} test('closes', () => {});`);
  assert.equal(code, 0);
  assert.doesNotMatch(output, /the program has not/);
});
