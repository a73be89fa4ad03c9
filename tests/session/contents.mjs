// Objects whose contents are not properties: nothing of them would be sent.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failing, load, OPTIONS, page } from './world.mjs';

const form = new FormData();
form.set('username', 'ada');

class Hidden {
  #username = 'ada';

  toJSON() {
    return { username: this.#username };
  }
}

const HIDING = {
  'a FormData': form,
  'a Map': new Map([['username', 'ada']]),
  'a Map with a symbol': Object.assign(new Map(), { [Symbol('s')]: 1 }),
  'a URLSearchParams': new URLSearchParams({ username: 'ada' }),
  'a promise': Promise.resolve({ username: 'ada' }),
  'an error': new Error('ada'),
};

for (const [what, object] of Object.entries(HIDING)) {
  test(`${what} instead of an object is refused by name`, async () => {
    const world = page();
    const api = new (load().Api)({ ...OPTIONS, is_oauth2: false });
    for (const [name, call] of Object.entries({
      credentials: () => api.login({ credentials: object }),
      userInfo: () => api.signup({ userInfo: object }),
      captchaData: () => api.login({ credentials: {}, captchaData: object }),
      fields: () => api.ask({ token: 't', fields: object }),
      extra: () => api.createAuthorizationUrl({ extra: object }),
    })) {
      const { kind, message } = await failing(call());
      assert.deepEqual([kind, message.split(':')[0]], ['argument', name]);
    }
    assert.deepEqual(world.sent, []);
  });
}

test('toJSON is called only for what is sent as JSON', async () => {
  const world = page();
  world.answers['/login'] = { login_url: 'https://game.example/?token=t' };
  const api = new (load().Api)({ ...OPTIONS, is_oauth2: false });
  await api.login({ credentials: new Hidden() });
  assert.equal(world.sent[0].init.body, '{"username":"ada"}');
  const { kind } = await failing(api.createAuthorizationUrl({ extra: new Hidden() }));
  assert.equal(kind, 'argument');
});

test('an empty object of options is accepted, whatever its class', async () => {
  const world = page();
  world.answers['/login_url'] = { url: 'https://google.example/' };
  const api = new (load().Api)(OPTIONS);
  class Options {}
  assert.equal((await api.getSocialLink('google', new Options())).url, 'https://google.example/');
});
