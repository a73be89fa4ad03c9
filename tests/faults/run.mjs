// Tests the package against a service that fails over a real socket: which error each fault causes,
// and that the same instance works afterwards. DEMO_URL and SANDBOX_URL say where both are.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../chromium.mjs';

const { DEMO_URL, SANDBOX_URL } = process.env;

let browser;
let page;
let problems;

before(async () => {
  browser = await launch();
  page = await browser.newPage();
  problems = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  // A page of the registered origin that makes no calls itself.
  await page.goto(new URL('/styles/page.css', DEMO_URL).href);
  await page.addScriptTag({ url: '/xsolla-login.js' });
  await page.addScriptTag({ url: '/config.js' });
  await page.evaluate(() => {
    const { apiUrl, projectId } = window.demoConfig;
    window.api = new XsollaLogin.Api({ apiUrl, projectId, callbackUrl: location.origin + '/' });
    window.told = (promise) =>
      promise.then(
        (value) => ({ value: JSON.stringify(value) ?? 'undefined' }),
        ({ name, kind, code, status, retryAfter }) => ({ name, kind, code, status, retryAfter }),
      );
  });
});

after(() => browser?.close());

const control = async (method, path, body) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`${SANDBOX_URL}/sandbox/${path}`, {
    method,
    headers,
    body: body && JSON.stringify(body),
  });
  assert.ok(response.ok, `${path}: ${await response.text()}`);
};

const logIn = (options) =>
  page.evaluate(
    (options) => told(api.login({ credentials: { username: 'a', password: 'b' } }, options)),
    options,
  );

const WRONG = { name: 'APIError', code: '003-001', status: 401 };

const arrived = async (path) => {
  const response = await fetch(`${SANDBOX_URL}/sandbox/requests.json`);
  const requests = await response.json();
  return requests.filter((request) => request.method !== 'OPTIONS' && request.path.endsWith(path));
};

/** Makes one request meet a fault, then checks that the next one is answered as usual. */
const meets = (title, fault, expected, options) =>
  test(title, async () => {
    await control('POST', 'reset');
    await control('POST', 'faults', { path: '/login', ...fault });
    const outcome = await logIn(options);
    has(outcome, expected, 'the call');
    await control('DELETE', 'faults');
    has(await logIn(), WRONG, 'the next one');
  });

const has = (outcome, expected, which) => {
  for (const [name, value] of Object.entries(expected)) {
    assert.deepEqual(outcome[name], value, `${which}: ${JSON.stringify(outcome)}`);
  }
};

const network = { name: 'SDKError', kind: 'network' };
const response = { name: 'SDKError', kind: 'response' };
const timeout = { name: 'SDKError', kind: 'timeout' };

meets('a cut connection rejects with kind network', { kind: 'cut' }, network);
meets('a reset during the headers rejects with kind network', { kind: 'resetHeaders' }, network);
meets('bytes that are not HTTP reject with kind network', { kind: 'garbage' }, network);
meets(
  'a reset during the body rejects with kind response',
  { kind: 'cutBody', status: 200 },
  response,
);
meets('a response that never comes times out', { kind: 'hang' }, timeout, { timeout: 300 });
meets('a body that is slower than the timeout times out', { kind: 'slowBody', ms: 5000 }, timeout, {
  timeout: 300,
});
meets('a slow body within the timeout is read', { kind: 'slowBody', ms: 300 }, WRONG);
meets('a late response within the timeout is read', { kind: 'delay', ms: 300 }, WRONG);
meets(
  'a 503 rejects with an APIError',
  { kind: 'status', status: 503 },
  {
    name: 'APIError',
    code: '503',
    status: 503,
  },
);
meets('HTML instead of JSON rejects with kind response', { kind: 'html' }, response);
meets(
  'HTML with an error status rejects with that status',
  { kind: 'html', status: 502 },
  {
    name: 'APIError',
    code: '502',
  },
);
meets('truncated JSON rejects with kind response', { kind: 'truncated' }, response);
meets('a body of ten megabytes rejects with kind response', { kind: 'huge' }, response);
meets('the content type is ignored', { kind: 'wrongType' }, WRONG);
meets('a numeric code becomes a string', { kind: 'numericCode' }, { name: 'APIError', code: '0' });
meets(
  'an unknown status rejects with an APIError',
  { kind: 'unknownStatus' },
  { name: 'APIError', code: '799', status: 799 },
);
meets('an empty 200 resolves to its status', { kind: 'emptyOk' }, { value: '{"code":200}' });
meets('a JSON string is passed on', { kind: 'jsonString' }, { name: undefined });
meets('JSON null is passed on', { kind: 'jsonNull' }, { value: 'null' });
meets('a JSON array is passed on', { kind: 'jsonArray' }, { name: undefined });
meets('JSON with a byte order mark is read', { kind: 'bom' }, WRONG);

for (const kind of ['hugeHeaders', 'wrongLength', 'deepJson', 'nulBytes', 'latin1']) {
  test(`${kind}: the call settles, however the browser handles it`, async () => {
    await control('POST', 'reset');
    await control('POST', 'faults', { path: '/login', kind });
    const { name, kind: why } = await logIn({ timeout: 5000 });
    assert.ok(['APIError', 'SDKError', undefined].includes(name), name);
    assert.notEqual(why, 'internal');
    await control('DELETE', 'faults');
    has(await logIn(), WRONG, 'the next one');
  });
}

test('JSON with the names of prototypes pollutes nothing', async () => {
  await control('POST', 'reset');
  await control('POST', 'faults', { path: '/login', kind: 'protoJson' });
  await logIn();
  assert.equal(await page.evaluate(() => 'polluted' in {}), false);
});

test('a refused connection rejects with kind network', async () => {
  const outcome = await page.evaluate(() => {
    const { projectId } = window.demoConfig;
    // The discard port, on which nobody listens.
    const api = new XsollaLogin.Api({ apiUrl: 'http://localhost:9/api', projectId });
    return told(api.clearSSO());
  });
  assert.deepEqual([outcome.name, outcome.kind], ['SDKError', 'network']);
});

const fields = (options) =>
  page.evaluate((options) => told(api.getAskFields('no-token', options)), options);

for (const [title, fault] of [
  ['429 with Retry-After', { kind: 'status', status: 429, retryAfter: '0' }],
  ['429 without Retry-After', { kind: 'status', status: 429 }],
  ['503', { kind: 'status', status: 503 }],
  ['a cut connection', { kind: 'cut' }],
]) {
  test(`a read that meets ${title} twice succeeds at the third attempt`, async () => {
    await control('POST', 'reset');
    const path = '/social/google/login_url';
    await control('POST', 'faults', { path, times: 2, ...fault });
    const { value } = await page.evaluate(() => told(api.getSocialLink('google')));
    assert.match(JSON.parse(value).url, /^http:/);
    assert.equal((await arrived(path)).length, 3);
  });
}

test('a call that changes something is not retried after a 503', async () => {
  await control('POST', 'reset');
  await control('POST', 'faults', { path: '/login', kind: 'status', status: 503 });
  await logIn();
  assert.equal((await arrived('/api/login')).length, 1);
});

test('a Retry-After above 30 s rejects at once', async () => {
  await control('POST', 'reset');
  const fault = { kind: 'status', status: 429, retryAfter: '60' };
  await control('POST', 'faults', { path: '/users/me/ask', ...fault });
  const { code, retryAfter } = await fields();
  assert.deepEqual([code, retryAfter], ['429', 60]);
  assert.equal((await arrived('/users/me/ask')).length, 1);
});

test('a Retry-After date is converted to seconds', async () => {
  await control('POST', 'reset');
  const retryAfter = new Date(Date.now() + 100_000).toUTCString();
  const fault = { kind: 'status', status: 429, retryAfter };
  await control('POST', 'faults', { path: '/users/me/ask', ...fault });
  const seconds = (await fields()).retryAfter;
  assert.ok(seconds > 90 && seconds <= 100, String(seconds));
});

test('the page has no uncaught errors', () => assert.deepEqual(problems, []));
