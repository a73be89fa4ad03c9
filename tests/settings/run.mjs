// What `fetchConfig` requests and what it makes of the responses, with the built package and a
// stubbed network.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { urlOf } from '../dist.mjs';

const entry = (name) => ({ name, jwt: `https://s/${name}/jwt?x=1#f`, oauth2: `https://s/${name}` });
const region = (name, more) => ({
  primary: [entry(name)],
  secondary: [entry(name + '2')],
  ...more,
});

const { APIError, Api, SDKError, defaultConfig } = await import(urlOf('module'));

let world;
let sent;

beforeEach(() => {
  sent = [];
  world = {
    '/settings/auth': { tos_url: 'https://t/', consent_url: '', mine: { a: 1 } },
    '/settings/socials/by_region': { 5: region('google'), 2: region('wechat'), 6: region('vk') },
    '/settings/widget': { primary_color: '#123456', background: { color: '#000000' } },
    '/client/details': { geo_ip_country: 'us' },
  };
  globalThis.fetch = async (address, init) => {
    const url = new URL(address, 'https://page.example');
    sent.push({ url, init });
    const path = Object.keys(world).find((path) => url.pathname.endsWith(path));
    const answer = path === undefined ? 404 : world[path];
    if (answer instanceof Error) throw answer;
    if (typeof answer === 'number') return new Response('', { status: answer });
    if (typeof answer === 'string') return new Response(answer);
    return Response.json(answer, { status: answer.error ? 422 : 200 });
  };
});

const fetchConfig = (options) =>
  new Api({ projectId: 'p', retry: false, ...options }).fetchConfig();
const names = (links) => links.map(({ name }) => name).join();

test('the config has the settings, the theme, the country and the links', async () => {
  const config = await fetchConfig();
  assert.deepEqual(config.mine, { a: 1 });
  assert.equal(config.geo_ip_country, 'US');
  assert.equal(config.theme.primary_color, '#123456');
  assert.equal(config.projectId, 'p');
  assert.equal(names(config.social_links.all), 'google,google2');
  assert.equal(config.social_links.showOtherLink, false);
});

test('the options at the moment of the call apply', async () => {
  const api = new Api({ projectId: 'p', retry: false });
  const config = api.fetchConfig();
  api.updateConfig({ projectId: 'q', themeJSON: 'https://other.example/theme.json' });
  await config;
  const urls = sent.map(({ url }) => url.href).join();
  assert.ok(urls.includes('/projects/p/settings/widget'), urls);
  assert.doesNotMatch(urls, /other\.example|\/q\//);
});

test('the settings of a project do not become those of another', async () => {
  const api = new Api({ projectId: 'p', retry: false });
  const config = api.fetchConfig();
  api.updateConfig({ projectId: 'q' });
  assert.deepEqual(await config, api.getConfig());
  assert.deepEqual([api.getConfig().projectId, api.getConfig().mine], ['q', undefined]);
});

test('a setting that was emptied does not keep its former value', async () => {
  const api = new Api({ projectId: 'p', retry: false, enable_magic_link: true });
  await api.fetchConfig();
  world['/settings/auth'] = { tos_url: '', mine: null, enable_magic_link: null };
  const { tos_url, mine, enable_magic_link } = await api.fetchConfig();
  assert.deepEqual([tos_url, mine, enable_magic_link], [undefined, undefined, true]);
});

test('nothing goes on once the call has its result', async () => {
  world['/settings/auth'] = 404;
  world['/settings'] = { mine: 'old' };
  const answered = globalThis.fetch;
  const hanging = [];
  globalThis.fetch = (address, init) => {
    if (!address.includes('/settings/socials')) return answered(address, init);
    hanging.push(init.signal);
    return new Promise(() => {});
  };
  const { signal } = new AbortController();
  let listeners = 0;
  for (const [name, change] of [
    ['addEventListener', 1],
    ['removeEventListener', -1],
  ]) {
    const original = signal[name];
    signal[name] = (...args) => ((listeners += change), original.apply(signal, args));
  }
  const api = new Api({ projectId: 'p', timeout: 0 });
  assert.equal((await api.fetchConfig({ signal })).mine, 'old');
  await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual([hanging.map(({ aborted }) => aborted), listeners], [[true], 0]);
});

test('the fetched theme is merged into the default one, key by key', async () => {
  const { theme } = await fetchConfig();
  assert.equal(theme.background.color, '#000000');
  assert.deepEqual(theme.background.image, defaultConfig.theme.background.image);
  assert.equal(theme.text_color, defaultConfig.theme.text_color);
});

test('the URL of a network gets the query parameters before its fragment', async () => {
  const options = { callbackUrl: 'https://c/?a=1', payload: 'x', fullLocale: 'de-DE' };
  const config = await fetchConfig({ ...options, with_logout: true });
  const url = new URL(config.social_links.primary[0].url);
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    x: '1',
    projectId: 'p',
    locale: 'de_DE',
    login_url: 'https://c/?a=1',
    payload: 'x',
  });
  assert.equal(url.hash, '#f');
});

test("in OAuth mode, the URL is the network's other one, with the OAuth options", async () => {
  const config = await fetchConfig({ is_oauth2: true, clientId: 5, state: '12345678' });
  const url = new URL(config.social_links.primary[0].url);
  assert.equal(url.pathname, '/google');
  assert.equal(url.searchParams.get('state'), '12345678');
  assert.equal(url.searchParams.get('response_type'), 'code');
});

test('in OAuth mode, the URLs have the state of later calls', async () => {
  const config = await fetchConfig({ is_oauth2: true });
  const { searchParams } = new URL(config.social_links.primary[0].url);
  assert.match(config.state, /^[0-9a-f]{32}$/);
  assert.equal(searchParams.get('state'), config.state);
});

test('the country selects the region; an unknown country selects World', async () => {
  world['/client/details'] = { geo_ip_country: 'tw' };
  assert.equal(names((await fetchConfig()).social_links.primary), 'wechat');
  world['/client/details'] = { geo_ip_country: 'ZZ' };
  assert.equal(names((await fetchConfig()).social_links.primary), 'vk');
});

test('a file without the region or its lists results in empty lists', async () => {
  for (const socials of [{}, { 5: {} }, { 5: { primary: 'x' } }, [], 'null', '5']) {
    world['/settings/socials/by_region'] = socials;
    const { social_links } = await fetchConfig();
    assert.deepEqual(
      [social_links.primary, social_links.secondary, social_links.all],
      [[], [], []],
    );
  }
});

test('a custom entry comes first, in the region or in the file', async () => {
  world['/settings/socials/by_region'] = { 5: region('google', { custom: entry('own') }) };
  assert.equal(names((await fetchConfig()).social_links.primary), 'own,google');
  world['/settings/socials/by_region'] = { 5: region('google'), custom: entry('own') };
  assert.equal(names((await fetchConfig()).social_links.primary), 'own,google');
});

test('a URL in the settings gets the language; an empty one does not', async () => {
  const config = await fetchConfig();
  assert.equal(new URL(config.tos_url).searchParams.get('xsolla_lang').length, 2);
  assert.equal(config.consent_url, undefined);
});

test('fetched settings do not change where requests go, and wrong types are ignored', async () => {
  world['/settings/auth'] = {
    apiUrl: 'https://evil.example',
    projectId: 'evil',
    clientId: 1,
    state: 'evil-state',
    timeout: 1,
    onRequest: {},
    enable_magic_link: 'yes',
    game_name: 'Skerry',
  };
  const api = new Api({ projectId: 'p' });
  const config = await api.fetchConfig();
  assert.equal(config.apiUrl, defaultConfig.apiUrl);
  for (const name of ['clientId', 'state', 'timeout', 'onRequest', 'enable_magic_link']) {
    assert.equal(config[name], undefined, name);
  }
  assert.equal(config.game_name, 'Skerry');
  await api.login({ credentials: {} }).catch(() => {});
  assert.equal(sent.at(-1).url.href, 'https://login.xsolla.com/api/login?projectId=p');
});

test('a null setting does not clear an option', async () => {
  world['/settings/auth'] = { game_name: null, enable_magic_link: null };
  const api = new Api({ projectId: 'p', game_name: 'Skerry', enable_magic_link: true });
  const config = await api.fetchConfig();
  assert.deepEqual([config.game_name, config.enable_magic_link], ['Skerry', true]);
  await api.emailGetCode({ email: 'a@b' }).catch(() => {});
  assert.equal(sent.at(-1).init.body, '{"email":"a@b","send_link":true}');
});

test('enable_magic_link can be set by the settings file', async () => {
  world['/settings/auth'] = { enable_magic_link: true };
  const api = new Api({ projectId: 'p' });
  await api.fetchConfig();
  await api.emailGetCode({ email: 'a@b' }).catch(() => {});
  assert.equal(sent.at(-1).init.body, '{"email":"a@b","send_link":true}');
});

test("files are requested without cookies, the client's details with them", async () => {
  await fetchConfig();
  const how = sent.map(({ url, init }) => [url.hostname, init.credentials, init.redirect]);
  assert.deepEqual(how, [
    ['cdn.xsolla.net', 'omit', 'follow'],
    ['cdn.xsolla.net', 'omit', 'follow'],
    ['cdn.xsolla.net', 'omit', 'follow'],
    ['login.xsolla.com', 'include', 'error'],
  ]);
});

test('the options for the files are used as they are, even relative URLs', async () => {
  const options = {
    settingsJSON: '/mine/settings/auth',
    socialsJSON: 'https://x/settings/socials/by_region?v=1',
    themeJSON: '/mine/settings/widget',
    disableCache: true,
  };
  await fetchConfig(options);
  assert.deepEqual(
    sent.slice(0, 3).map(({ url }) => url.href),
    [
      'https://page.example/mine/settings/auth',
      'https://x/settings/socials/by_region?v=1',
      'https://page.example/mine/settings/widget',
    ],
  );
});

for (const [what, answer] of [
  ['is gone', 404],
  ['does not respond', new TypeError('offline')],
  ['is not JSON', '<html>'],
  ['is empty', ''],
]) {
  test(`if a file ${what}, the old URL is requested`, async () => {
    world['/settings/auth'] = answer;
    world['/widget/ng/settings'] = {
      tos_url: 'https://t/',
      theme: { primary_color: '#abcdef' },
      social_links: {
        primary: [{ name: 'a', url: 'https://s/a?x=1#f' }],
        secondary: [{ name: 'b', url: 'https://s/b' }],
        custom: { name: 'own', url: 'https://s/own' },
        all: 'stale',
      },
    };
    const config = await fetchConfig({ fullLocale: 'de_DE' });
    const old = sent.at(-1);
    assert.equal(old.url.search, '?projectId=p&locale=de_DE');
    assert.deepEqual([old.init.credentials, old.init.redirect], ['omit', 'error']);
    assert.equal(names(config.social_links.all), 'own,a,b');
    assert.equal(config.social_links.primary[1].url, 'https://s/a?x=1&locale=de_DE#f');
    assert.equal(config.theme.primary_color, '#abcdef');
    assert.match(config.tos_url, /xsolla_lang=/);
  });
}

test('the theme of an option is kept if the rest comes from the old URL', async () => {
  world['/settings/auth'] = 404;
  world['/widget/ng/settings'] = { theme: { primary_color: '#abcdef' } };
  const config = await fetchConfig({ themeJSON: 'https://x/settings/widget' });
  assert.equal(config.theme.primary_color, '#123456');
});

test('if the old URL fails too, its error has the first one as its cause', async () => {
  world['/settings/auth'] = new TypeError('offline');
  world['/widget/ng/settings'] = { error: { code: '003-019', description: 'd' } };
  const error = await fetchConfig().catch((error) => error);
  assert.ok(error instanceof APIError);
  assert.equal(error.code, '003-019');
  assert.ok(error.cause instanceof SDKError);
});

test('a key named error is data in a file, and an error in an error response', async () => {
  world['/settings/widget'] = '{"error":{"code":"x"}}';
  assert.deepEqual((await fetchConfig()).theme.error, { code: 'x' });
  world['/settings/widget'] = { error: { code: 'x' } };
  const error = await fetchConfig().catch((error) => error);
  assert.equal(error.cause.code, 'x');
});

for (const path of ['/settings/auth', '/client/details']) {
  test(`${path} is retried if it fails temporarily`, async () => {
    let failures = 0;
    const steady = globalThis.fetch;
    globalThis.fetch = (address, init) => {
      if (new URL(address).pathname.endsWith(path) && failures++ < 2) {
        return Promise.resolve(new Response('', { status: 503, headers: { 'retry-after': '0' } }));
      }
      return steady(address, init);
    };
    const config = await fetchConfig({ retry: { limit: 2 } });
    assert.deepEqual(config.mine, { a: 1 });
    assert.equal(failures, 3);
  });
}

test('a file that is nested too deeply rejects with kind response', async () => {
  const depth = 200_000;
  world['/settings/widget'] = '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);
  world['/widget/ng/settings'] = world['/settings/widget'];
  const error = await fetchConfig().catch((error) => error);
  assert.ok(error instanceof SDKError);
  assert.equal(error.kind, 'response');
});

test('cancelling rejects with the given reason', async () => {
  globalThis.fetch = (address, { signal }) =>
    new Promise((resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const controller = new AbortController();
  const call = new Api({ projectId: 'p' }).fetchConfig({ signal: controller.signal });
  const reason = new Error('enough');
  controller.abort(reason);
  assert.equal(await call.catch((error) => error), reason);
});
