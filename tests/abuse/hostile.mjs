// Anything as an argument, an option or a response: no trap, no promise that stays pending, no
// error of another kind, nothing left behind. `ABUSE_SEED` and `ABUSE_RUNS` set what is drawn and
// how much of it.
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { open, seed } from './page.mjs';
import { tried } from './tally.mjs';

const CALLS = Number(process.env.ABUSE_RUNS ?? 20_000);
const OPTIONS = Math.ceil(CALLS / 4);

let page;

before(async () => {
  page = await open('hostile');
});

after(() => page?.close());

const check = ({ failed, example, error, seed, path, shrinks }) =>
  assert.ok(!failed, `seed ${seed}, path ${path}, shrunk ${shrinks} times\n${error}\n${example}`);

tried(
  'hostile calls',
  'every call ends in a result or an error, whatever its arguments and response',
  async (context) => {
    context.diagnostic(`seed ${seed}`);
    const result = await page.run('calls', seed, CALLS);
    context.diagnostic(JSON.stringify(result.counts));
    check(result);
    assert.equal(result.instances, 1, 'instances of the wasm');
    assert.deepEqual(page.errors.splice(0), []);
    assert.ok(result.made >= CALLS);
    // Otherwise the calls were too malformed to get anywhere.
    for (const word of [
      'result',
      'APIError',
      'argument',
      'network',
      'response',
      'timeout',
      'cancelled',
    ])
      assert.ok(result.counts[word] > CALLS / 1000, `${word}: ${result.counts[word]}`);
    return result.made;
  },
);

tried(
  'hostile options',
  'any options are accepted or refused with kind config',
  async (context) => {
    const result = await page.run('options', seed, OPTIONS);
    context.diagnostic(JSON.stringify(result.counts));
    check(result);
    assert.equal(result.instances, 0, 'further instances of the wasm');
    assert.deepEqual(page.errors.splice(0), []);
    return OPTIONS;
  },
);

tried(
  'long waits',
  'a Retry-After beyond the maximum timer delay causes no immediate retry',
  async () => {
    assert.deepEqual(await page.run('longWait'), { kind: 'timeout', asked: 1 });
    return 1;
  },
);

tried('reasons', 'the abort reason of a cancelled call is not modified', async () => {
  assert.deepEqual(await page.run('reasonAfterwards'), { same: true, names: ['given'] });
  return 1;
});
