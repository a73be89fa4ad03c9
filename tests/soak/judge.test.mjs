// The judge finds each kind of violation, and none where everything is right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judge } from './judge.mjs';

/** A minute of one user whose token is refreshed at 10 s, with these properties replaced. */
const run = (more) => ({
  families: new Map([[1, {}]]),
  access: new Map([
    ['access-1.1', { family: 1, over: 20_000 }],
    ['access-1.2', { family: 1, over: 30_000 }],
  ]),
  sends: [send()],
  calls: [call({ value: 'access-1.1' })],
  gone: new Map(),
  changes: [{ family: 1, start: 0, end: 100 }],
  ...more,
});
const send = (more) => ({
  token: 'refresh-1.1',
  family: 1,
  load: '0-1',
  at: 10_000,
  end: 11_000,
  isUsed: true,
  isLost: false,
  ...more,
});
const call = (more) => ({ load: '1-2', name: 'getAccessToken', start: 5000, end: 5100, ...more });

const rules = (more) => judge(run(more)).violations.map(({ rule }) => rule);

const twice = (first, ...more) => [send(first), ...more.map((at) => send({ at, load: '1-2' }))];
const TWICE = 'a refresh token came twice';

test('a correct run has no violations', () => assert.deepEqual(rules(), []));

test('a refresh token may come again only if its response was lost', () => {
  assert.deepEqual(rules({ sends: twice({}, 10_500) }), [TWICE]);
  assert.deepEqual(rules({ sends: twice({}, 40_000) }), [TWICE]);
  assert.deepEqual(rules({ sends: twice({ isLost: true }, 10_500) }), [TWICE]);
  assert.deepEqual(rules({ sends: twice({ isLost: true }, 11_500) }), []);
  assert.deepEqual(rules({ sends: twice({}, 11_500), gone: new Map([['0-1', 10_100]]) }), []);
  assert.deepEqual(rules({ sends: twice({}, 11_500), gone: new Map([['0-1', 20_000]]) }), [TWICE]);
  const signingOut = call({ name: 'signOut', start: 10_000, end: 12_000 });
  assert.deepEqual(rules({ sends: twice({}, 10_500), calls: [signingOut] }), []);
});

test('a refresh token never comes a third time', () => {
  const { violations, again } = judge(run({ sends: twice({ isLost: true }, 11_500, 30_000) }));
  assert.deepEqual(
    violations.map(({ rule }) => rule),
    ['a refresh token came a third time'],
  );
  assert.equal(again, 2);
});

test('a call settles, and fails only with expected errors', () => {
  assert.deepEqual(rules({ calls: [call({ isLate: true })] }), ['a call has not settled']);
  const failing = (error) => rules({ calls: [call({ error })] });
  assert.deepEqual(failing({ name: 'APIError', code: 'invalid_grant' }), []);
  assert.deepEqual(failing({ name: 'SDKError', kind: 'network' }), []);
  const broken = { name: 'TypeError' };
  assert.deepEqual(failing(broken), ['a call failed as none should']);
  const left = new Map([['1-2', 5050]]);
  assert.deepEqual(rules({ calls: [call({ error: broken })], gone: left }), []);
});

test('nobody is signed out for no reason', () => {
  const nobody = { calls: [call({ value: null, start: 20_000, end: 20_100 })] };
  assert.deepEqual(rules(nobody), ['signed out for no reason']);
  const out = { start: 15_000, end: 15_200 };
  const changes = [{ family: 1, start: 0, end: 100 }, out];
  assert.deepEqual(rules({ ...nobody, changes }), []);
  const again = { family: 2, start: 17_000, end: 17_100 };
  assert.deepEqual(rules({ ...nobody, changes: [...changes, again], families: two }), [
    'signed out for no reason',
  ]);
  assert.deepEqual(rules({ ...nobody, families: new Map([[1, { endedAt: 15_000 }]]) }), []);
  assert.deepEqual(rules({ ...nobody, sends: [send({ isLost: true })] }), []);
  const cut = { isUsed: false, isLost: true };
  assert.deepEqual(rules({ ...nobody, sends: [send(cut)] }), ['signed out for no reason']);
  assert.deepEqual(rules({ ...nobody, sends: [send(cut), send({ ...cut, at: 15_000 })] }), []);
  const next = send({ token: 'refresh-1.2', at: 12_000 });
  assert.deepEqual(rules({ ...nobody, sends: [send({ isLost: true }), next] }), [
    'signed out for no reason',
  ]);
});

const two = new Map([
  [1, {}],
  [2, {}],
]);

test('an expired token is not returned', () => {
  const given = (name, end) => rules({ calls: [call({ name, value: 'access-1.1', end })] });
  assert.deepEqual(given('getAccessToken', 20_100), []);
  assert.deepEqual(given('getAccessToken', 21_000), ['a token that was over']);
  assert.deepEqual(given('current', 21_000), []);
});

test('a token of an ended sign-in is not returned', () => {
  const changes = [
    { family: 1, start: 0, end: 100 },
    { start: 4000, end: 4200 },
  ];
  assert.deepEqual(rules({ changes }), ['a token of an ended sign-in']);
  const soon = [call({ value: 'access-1.1', start: 4500 })];
  assert.deepEqual(rules({ changes, calls: soon }), []);
  const another = [changes[0], { family: 2, start: 4000, end: 4200 }];
  assert.deepEqual(rules({ changes: another, families: two }), ['a token of an ended sign-in']);
});
