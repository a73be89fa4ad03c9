// What a service, a proxy in between, or a mock of `fetch` may respond with.
import * as fc from 'fast-check';

const bare = (object) => Object.assign(Object.create(null), object);

const refuse = () => {
  throw new Error('refused');
};

const refusing = bare(
  Object.fromEntries(Object.getOwnPropertyNames(Reflect).map((trap) => [trap, refuse])),
);

const NO_BODY = [204, 205, 304];

const real = ({ status, headers }, body, Class = Response) =>
  new Class(NO_BODY.includes(status) ? null : body, bare({ status, headers }));

const json = (answer, value) => real(answer, JSON.stringify(value));

const stream = (start, pull) => new ReadableStream(bare({ start, pull }));

const letters = (controller, text) => controller.enqueue(new TextEncoder().encode(text));

const nested = (depth) => '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

const TEN_MB = 'x'.repeat(10_000_000);

// Quotes everything that was sent, as messages of browsers and mocks do.
const quoting = (request) =>
  new TypeError(`Failed: ${request.url} ${JSON.stringify(request.headers)} ${request.body}`);

/** By name: `(answer, request)` returns what `fetch` returns, or throws. */
const ANSWERS = {
  success: (answer) =>
    json(answer, {
      login_url: 'https://g.example/?code=1&state=2&token=3#x',
      token: 't',
      operation_id: 'o',
      code: 'c',
      url: 'https://g.example/',
    }),
  list: (answer) => json(answer, [{ name: 'email' }]),
  empty: (answer) => real(answer, ''),
  broken: (answer) => real(answer, '{"login_url":'),
  anything: (answer) => real(answer, JSON.stringify(answer.json) ?? ''),
  anyError: (answer) => json(answer, { error: answer.json }),
  anyCode: (answer) =>
    json(answer, { error: { code: answer.json, description: answer.json, details: answer.json } }),
  knownCode: (answer) =>
    json(answer, { error: { code: '003-001', description: 'wrong', details: [answer.json] } }),
  late: (answer) => json(answer, { error: { code: '010-050', description: 'not yet' } }),
  protoKeys: (answer) =>
    real(
      answer,
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},' +
        '"error":{"__proto__":{"code":"1"},"details":{"__proto__":{"polluted":1}}}}',
    ),
  protoResult: (answer) =>
    real(
      answer,
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},' +
        '"theme":{"__proto__":{"polluted":1}},"login_url":"https://g.example/?__proto__=1&code=2"}',
    ),
  loginUrl: (answer) => json(answer, { login_url: answer.json }),
  settings: (answer) =>
    json(answer, {
      tos_url: 'https://g.example/tos',
      theme: answer.json,
      social_links: answer.json,
      geo_ip_country: answer.json,
      apiUrl: 'https://evil.example/',
      6: answer.json,
      custom: answer.json,
    }),
  html: (answer) => real(answer, '<!doctype html><title>502</title>'),
  nul: (answer) => real(answer, '\0'),
  notText: (answer) => real(answer, new Uint8Array([0xff, 0xfe, 0x22, 0xc0])),
  huge: (answer) => real(answer, TEN_MB),
  hugeJson: (answer) => real(answer, `{"code":"${TEN_MB}"}`),
  nested: (answer) => real(answer, nested(5000)),
  veryNested: (answer) => real(answer, nested(200_000)),
  nestedTheme: (answer) => real(answer, `{"theme":${nested(3000)},"error":null}`),
  nestedError: (answer) => real(answer, `{"error":{"code":"1","details":${nested(3000)}}}`),
  foreign: (answer, { foreign }) => real(answer, '{"code":"f"}', foreign.Response),
  networkError: () => Response.error(),
  redirected: () => ({ type: 'opaqueredirect', status: 0, headers: new Headers() }),
  redirecting: () => ({ type: 'basic', status: 302, headers: new Headers(), text: () => '' }),
  readBefore: async (answer) => {
    const response = real(answer, '{}');
    await response.text();
    return response;
  },
  locked: (answer) => {
    const response = real(answer, '{}');
    response.body?.getReader();
    return response;
  },
  brokenBody: (answer) =>
    real(
      answer,
      stream((controller) => controller.error(new TypeError('cut'))),
    ),
  bodyBreaksOff: (answer) =>
    real(
      answer,
      stream(
        (controller) => letters(controller, '{"login_url":"https:'),
        (controller) => controller.error('cut'),
      ),
    ),
  bodyNeverEnds: (answer, { release }) =>
    real(
      answer,
      stream((controller) => {
        letters(controller, '{}');
        release.push(() => controller.close());
      }),
    ),
  never: (answer, { release }) =>
    new Promise((resolve) => release.push(() => resolve(json(answer, {})))),
  mock: ({ status, json }) => ({ status, ok: true, json: async () => json }),
  mockOfText: ({ status, json }) => ({ status, text: () => JSON.stringify(json) }),
  mockOfAnyText: ({ status, json }) => ({ status, text: async () => json }),
  mockOfNothing: () => ({}),
  mockWithoutBody: ({ status }) => ({ status, headers: {} }),
  mockOfFunction: () => Object.assign(() => {}, { status: 200, json: async () => ({}) }),
  mockThatThrows: ({ status }) => ({
    status,
    headers: { get: refuse },
    text: refuse,
    json: refuse,
  }),
  mockOfSymbols: () => ({
    status: Symbol('200'),
    type: Symbol('basic'),
    headers: { get: () => Symbol('header') },
    text: () => Symbol('text'),
  }),
  mockWithSymbols: ({ status }) => ({
    status,
    type: Symbol('basic'),
    headers: { get: () => Symbol('header') },
    text: () => Symbol('text'),
  }),
  mockWithoutText: ({ status }) => ({ status, text: () => ({ toString: refuse }) }),
  mockThatRefuses: ({ status }) => ({ status, text: () => Promise.reject(undefined) }),
  oddStatus: ({ odd }) => ({ status: odd, headers: new Headers(), text: async () => '{}' }),
  tooLong: ({ status }) => ({
    status,
    headers: new Headers([['content-length', '5000001']]),
    get body() {
      return refuse();
    },
    text: refuse,
  }),
  longMock: ({ status }) => ({ status, headers: new Map([['content-length', '9'.repeat(400)]]) }),
  refusing: () => new Proxy({}, refusing),
  refusingFunction: () => new Proxy(() => {}, refusing),
  revoked: () => {
    const { proxy, revoke } = Proxy.revocable({}, bare({}));
    revoke();
    return proxy;
  },
  thenable: (answer) => ({ then: (done) => done(json(answer, {})) }),
  throwingThenable: () => ({ then: refuse }),
  undefined: () => undefined,
  null: () => null,
  number: () => 200,
  text: () => '{}',
  symbol: () => Symbol('answer'),
  true: () => true,
  throws: (_, request) => {
    throw quoting(request);
  },
  throwsText: (_, { body }) => {
    throw String(body);
  },
  throwsUndefined: () => {
    throw undefined;
  },
  rejects: (_, request) => Promise.reject(quoting(request)),
  rejectsWithText: (_, { url }) => Promise.reject(url),
  rejectsWithNull: () => Promise.reject(null),
  rejectsWithSymbol: () => Promise.reject(Symbol('x')),
  rejectsWithProxy: () => Promise.reject(new Proxy({}, refusing)),
  aborted: (_, { url }) => Promise.reject(new DOMException(url, 'AbortError')),
};

const HEADERS = [
  ['retry-after', '0'],
  ['retry-after', '2'],
  ['retry-after', '9'.repeat(400)],
  ['retry-after', '99999999'],
  ['retry-after', '-1'],
  ['retry-after', 'Fri, 31 Dec 9999 23:59:59 GMT'],
  ['retry-after', 'Thu, 01 Jan 1970 00:00:00 GMT'],
  ['x-captcha-enabled', '1'],
  ['x-request-id', 'é'.repeat(1000)],
  ['content-length', '99999999'],
  ['content-length', '٣'.length + 'x'],
  ['content-type', 'text/html'],
];

/** Names of the heavy responses, drawn less often so that they do not take all the time. */
const HEAVY = ['huge', 'hugeJson', 'veryNested', 'never', 'bodyNeverEnds'];
const LIGHT = Object.keys(ANSWERS).filter((name) => !HEAVY.includes(name));

/** A response, as a recipe. */
export const anyAnswer = fc.record({
  name: fc.oneof(
    { weight: 6, arbitrary: fc.constant('success') },
    { weight: 40, arbitrary: fc.constantFrom(...LIGHT) },
    { weight: 1, arbitrary: fc.constantFrom(...HEAVY) },
  ),
  status: fc.oneof(
    { weight: 4, arbitrary: fc.constant(200) },
    {
      weight: 2,
      arbitrary: fc.constantFrom(204, 302, 304, 400, 401, 403, 408, 422, 429, 500, 503),
    },
    { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
  ),
  odd: fc.oneof(
    fc.constantFrom(0, -1, 1000, 65_536 + 200, 70_000, NaN, Infinity, '200', null, undefined, 200n),
    fc.integer(),
  ),
  json: fc.oneof(
    fc.jsonValue(),
    fc.constantFrom('', '003-011', '003-014', '010-050', '003-038', 3038, 1e400, null, '__proto__'),
  ),
  headers: fc.uniqueArray(
    fc.constantFrom(...HEADERS).filter(([, value]) => /^[\0-\xff]*$/.test(value)),
    { maxLength: 2, selector: ([name]) => name },
  ),
});

/**
 * A `fetch` that returns `answers` in turn. `release` settles those that never settle; from then
 * on, every request gets a response.
 */
export const stub = (answers, context) => {
  let sent = 0;
  const release = [];
  let released = false;
  const fetch = (url, init) => {
    if (released) return Promise.resolve(new Response('{"code":"released"}'));
    const answer = answers[sent++ % answers.length];
    const { headers, body } = init;
    return ANSWERS[answer.name](answer, { url, headers, body, release, ...context });
  };
  return {
    fetch,
    release() {
      released = true;
      for (const end of release.splice(0)) {
        try {
          end();
        } catch {
          // A cancelled body cannot be closed.
        }
      }
    },
    sent: () => sent,
  };
};
