// An `Api` that an app has wrapped, as state libraries do, or derived from.
import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { reactive, readonly, ref, shallowRef } from 'vue';
import { load, OPTIONS, page, tokens } from './world.mjs';

const WRAPPED = {
  'a Proxy': (api) => new Proxy(api, {}),
  "Vue's ref": (api) => ref(api).value,
  "Vue's reactive": (api) => reactive({ api }).api,
  "Vue's readonly": (api) => readonly(ref(api)).value,
  "Vue's shallowRef": (api) => shallowRef(api).value,
  'Object.create': (api) => Object.create(api),
};

for (const [name, wrap] of Object.entries(WRAPPED)) {
  test(`${name} of an Api signs in and has the session`, async () => {
    const world = page();
    world.answers['/oauth2/login'] = ({ url }) => ({
      login_url: `${OPTIONS.redirectUri}?code=c&state=${url.searchParams.get('state')}`,
    });
    world.answers['/oauth2/token'] = tokens();
    const api = wrap(new (load().Api)(OPTIONS));
    assert.equal(api.getConfig().projectId, OPTIONS.projectId);
    const heard = [];
    api.session.subscribe((current) => heard.push(current?.accessToken));
    const result = await api.login({ credentials: { username: 'ada', password: 'p' } });
    assert.equal((await api.completeLogin(result)).accessToken, 'access-a');
    assert.equal(await api.session.getAccessToken(), 'access-a');
    assert.equal(api.session.current.accessToken, 'access-a');
    assert.equal(heard.at(-1), 'access-a');
  });
}

test('an Api shows nothing of what is behind it', () => {
  page();
  const api = new (load().Api)(OPTIONS);
  assert.deepEqual(Object.keys(api), []);
  assert.equal(JSON.stringify(api), '{}');
  assert.deepEqual(Reflect.ownKeys({ ...api }), []);
});

test('a test replaces the session of an Api and puts it back', async () => {
  page();
  const api = new (load().Api)(OPTIONS);
  const fake = { ...api.session, getAccessToken: async () => 'of the test' };
  const replaced = mock.getter(api, 'session', () => fake);
  assert.equal(await api.session.getAccessToken(), 'of the test');
  replaced.mock.restore();
  assert.equal(await api.session.getAccessToken(), null);
});
