// The one message with which a popup or tab says where a sign-in continues.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing, load, page, tick } from './world.mjs';

const ORIGIN = 'https://login.example';
const message = (loginUri = `${ORIGIN}/?x`, more) => ({
  origin: ORIGIN,
  data: { type: '@xsolla-login/sdk:babka-login', loginUri },
  ...more,
});

const listening = () => {
  const listeners = new Set();
  page({
    addEventListener: (type, listener) => type === 'message' && listeners.add(listener),
    removeEventListener: (type, listener) => listeners.delete(listener),
  });
  return { listeners, fire: (event) => [...listeners].forEach((listener) => listener(event)) };
};

test('the first matching message is the result, and the listener is removed', async () => {
  const { listeners, fire } = listening();
  const call = load().listenForLogin({ origin: ORIGIN });
  assert.equal(listeners.size, 1);
  fire(message('one'));
  fire(message('two'));
  assert.deepEqual(await call, { loginUri: 'one' });
  assert.equal(listeners.size, 0);
});

test('a message of another origin, window or type is ignored', async () => {
  const { listeners, fire } = listening();
  const [source, other] = [{}, {}];
  const call = load().listenForLogin({ origin: ORIGIN, source });
  for (const origin of [
    `${ORIGIN}.evil`,
    'https://evil',
    'http://login.example',
    'null',
    '',
    '*',
  ]) {
    fire(message('forged', { origin, source }));
  }
  fire(message('forged', { source: other }));
  fire(message('forged', { source: null }));
  for (const data of [null, 5, 'text', {}, { type: 'x', loginUri: 'y' }, message(5).data]) {
    fire({ origin: ORIGIN, source, data });
  }
  await tick();
  assert.equal(listeners.size, 1);
  fire(message('real', { source }));
  assert.deepEqual(await call, { loginUri: 'real' });
});

test('properties of Object.prototype are not read as a message', async () => {
  const { listeners, fire } = listening();
  const controller = new AbortController();
  const { signal } = controller;
  const call = failing(load().listenForLogin({ origin: ORIGIN, signal }));
  const { data } = message('polluted');
  for (const [name, value] of Object.entries(data)) {
    Object.defineProperty(Object.prototype, name, { __proto__: null, value, configurable: true });
  }
  for (const own of [{}, { type: data.type }, { loginUri: 'x' }])
    fire({ origin: ORIGIN, data: own });
  for (const name of Object.keys(data)) delete Object.prototype[name];
  await tick();
  assert.equal(listeners.size, 1);
  controller.abort('enough');
  assert.equal(await call, 'enough');
  assert.equal(listeners.size, 0);
});

test('the origin is required and must be exact', async () => {
  const { listeners } = listening();
  const { listenForLogin } = load();
  for (const origin of [undefined, '', '*', 'null', `${ORIGIN}/`, 'login.example', 'file:///', 5]) {
    assert.equal((await failing(listenForLogin({ origin }))).kind, 'argument', String(origin));
  }
  for (const args of [undefined, null, 5, 'x', []]) {
    assert.equal((await failing(listenForLogin(args))).kind, 'argument');
  }
  for (const more of [{ source: 5 }, { source: 'x' }, { signal: 5 }, { signal: {} }]) {
    assert.equal((await failing(listenForLogin({ origin: ORIGIN, ...more }))).kind, 'argument');
  }
  assert.equal(listeners.size, 0);
});

test('it can be cancelled before and while it waits, and isCancel knows the reason', async () => {
  const { listeners } = listening();
  const { listenForLogin, isCancel } = load();
  const reason = new Error('mine');
  const before = AbortSignal.abort(reason);
  assert.equal(await failing(listenForLogin({ origin: ORIGIN, signal: before })), reason);
  assert.equal(isCancel(reason), true);
  const controller = new AbortController();
  const call = failing(listenForLogin({ origin: ORIGIN, signal: controller.signal }));
  controller.abort();
  assert.equal(isCancel(await call), true);
  assert.equal(listeners.size, 0);
});

test('it rejects with kind environment if no message can arrive', async () => {
  page({ addEventListener: undefined });
  assert.equal((await failing(load().listenForLogin({ origin: ORIGIN }))).kind, 'environment');
});
