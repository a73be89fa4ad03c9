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
    const args = ['--import', end, '--test-reporter=tap', '--input-type=module', '-e', tests];
    execFile(process.execPath, args, { env, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, output: stdout + stderr }),
    );
  });

const HEAD = "import { test } from 'node:test'; import { createServer } from 'node:net';";

test('a program of tests ends when a failed test has left a server open', async () => {
  const leave = "test('leaves', () => { createServer().listen(0); throw new Error('bad'); });";
  const { code, output } = await run(`${HEAD} ${leave}`);
  assert.equal(code, 1);
  assert.match(output, /not ok 1 - leaves/);
  assert.match(output, /the program has not\. Open: .*TCPServerWrap/);
});

test('a program of tests that closes everything just ends', async () => {
  const { code, output } = await run(`${HEAD} test('closes', () => {});`);
  assert.equal(code, 0);
  assert.doesNotMatch(output, /the program has not/);
});
