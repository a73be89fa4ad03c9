// What follows a real trap: a panic of the wasm, in a script-tag file built for this with the feature `trap`;
// `xsollaLoginTrap` says where it panics. run.mjs simulates traps from outside. With WEBASSEMBLY=off, the panics
// are those of the twin.
import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { file, hasWebAssembly } from '../chromium.mjs';
import { count, origin, page, problems, serveEach } from './page.mjs';

const SWITCH = 'xsollaLoginTrap';
const PENDING = 50;
const INTERNAL = ['SDKError', 'internal', 'the wasm failed; the next call restarts it'];

serveEach(async ({ pathname, searchParams }, response) => {
  if (pathname === '/') {
    response.setHeader('Content-Type', 'text/html');
    return '<!doctype html><script src="/xsolla-login.script.js"></script>';
  }
  if (pathname.endsWith('.js')) {
    response.setHeader('Content-Type', 'text/javascript');
    return file('target/trap' + pathname);
  }
  return JSON.stringify({ query: Object.fromEntries(searchParams) });
});

beforeEach(async () => {
  await count();
  await page.addInitScript(() => {
    // Calls that are to stay in flight wait here: a browser opens only six connections to a host.
    window.held = [];
    const { fetch } = window;
    window.fetch = (url, options) =>
      url.includes('/otc/code')
        ? new Promise((resolve) => held.push(() => resolve(new Response('{"code":"7"}'))))
        : fetch(url, options);
    window.told = (error) => [error.name, error.kind, error.message];
  });
  await page.goto(origin);
  if (!hasWebAssembly) await page.evaluate(() => XsollaLogin.init());
  // Three instances, each with its own options and its own generated state. The third one generated it for a
  // call with options of its own.
  await page.evaluate(async () => {
    const make = (projectId, more) =>
      new XsollaLogin.Api({ projectId, apiUrl: '/api', is_oauth2: true, timeout: 60_000, ...more });
    window.apis = [make('one'), make('two', { payload: 'p' }), make('three', { clientId: 3 })];
    window.apis[1].updateConfig({ scope: 'later' });
    const [one, two, three] = window.apis;
    await Promise.all([
      one.login({ credentials: {} }),
      two.login({ credentials: {} }),
      three.getSocialLink('google', { scope: 'email' }),
    ]);
    window.configs = window.apis.map((api) => api.getConfig());
    window.stopped = new AbortController();
  });
});

/** A test that needs no browser, so one run of this file is enough. */
const inNode = (title, run) => test(title, { skip: !hasWebAssembly }, run);

/** Starts calls that stay in flight. */
const fly = async () => {
  const flying = await page.evaluate(async (count) => {
    window.outcomes = [];
    for (let i = 0; i < count; i++) {
      const api = window.apis[i % 3];
      const args = { login: `${i}@mail.example`, operation_id: 'o', cancelToken: stopped };
      api.getConfirmCode(args, { timeout: i % 2 ? 60_000 : 700 }).then(
        (value) => window.outcomes.push(value),
        (error) => window.outcomes.push(told(error)),
      );
    }
    await new Promise((resolve) => setTimeout(resolve));
    return window.held.length;
  }, PENDING);
  assert.equal(flying, PENDING);
};

/** What must hold after every trap; `traps` is how many there were. */
const livesOn = async (traps) => {
  const after = await page.evaluate(async () => {
    const states = window.apis.map((api) => api.getConfig().state);
    const answers = await Promise.all(window.apis.map((api) => api.login({ credentials: {} })));
    return {
      outcomes: window.outcomes,
      configs: [window.configs, window.apis.map((api) => api.getConfig())],
      states,
      sent: answers.map(({ query }) => [query.projectId, query.state]),
      made,
    };
  });
  assert.deepEqual(after.outcomes, Array(PENDING).fill(INTERNAL));
  const [before, recreated] = after.configs;
  assert.deepEqual(recreated, before);
  assert.equal(new Set(after.states).size, 3);
  for (const state of after.states) assert.match(state, /^[0-9a-f]{32}$/);
  assert.deepEqual(
    after.sent,
    ['one', 'two', 'three'].map((project, index) => [project, after.states[index]]),
  );
  assert.deepEqual(after.made, { modules: 1, instances: 1 + traps });
  assert.equal(await page.evaluate((name) => globalThis[name], SWITCH), undefined);
};

/** Everything that may still reach the dead instance: its responses, its timers and its cancellations. */
const late = () =>
  page.evaluate(async () => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    const answers = window.held.splice(0);
    for (const answer of answers.splice(0, answers.length / 2)) answer();
    await wait(800);
    window.stopped.abort('too late');
    await wait(50);
    for (const answer of answers) answer();
    await wait(50);
  });

/** Each causes a trap in the page and returns what the caller gets. */
const traps = {
  'a call': (name) => {
    globalThis[name] = 'call';
    return window.apis[1].clearSSO().catch(told);
  },
  'a closure that the browser calls': (name) => {
    const { fetch } = window;
    window.fetch = () => Promise.resolve(new Response('{}'));
    globalThis[name] = 'attempt';
    const trapped = window.apis[0].clearSSO().catch(told);
    window.fetch = fetch;
    return trapped;
  },
  updateConfig: (name) => {
    globalThis[name] = 'options';
    try {
      return window.apis[2].updateConfig({ payload: 'lost' });
    } catch (error) {
      return told(error);
    }
  },
  'the constructor': (name) => {
    globalThis[name] = 'options';
    try {
      return new XsollaLogin.Api({ projectId: 'p' });
    } catch (error) {
      return told(error);
    }
  },
};

for (const [place, trap] of Object.entries(traps)) {
  test(`after a trap in ${place}, pending calls reject and later calls work`, async () => {
    await fly();
    assert.deepEqual(await page.evaluate(trap, SWITCH), INTERNAL);
    await livesOn(1);
    await late();
    await livesOn(1);
    assert.deepEqual(problems, []);
  });
}

test('calls work after repeated traps and a trap while an instance is recreated', async () => {
  await fly();
  const trapped = await page.evaluate(async (name) => {
    const trapped = [];
    for (const api of window.apis) {
      globalThis[name] = 'call';
      trapped.push(await api.clearSSO().catch(told));
    }
    // The first instance is dead; the next call reads its options again.
    globalThis[name] = 'options';
    trapped.push(await window.apis[0].clearSSO().catch(told));
    return trapped;
  }, SWITCH);
  assert.deepEqual(trapped, Array(4).fill(INTERNAL));
  await late();
  await livesOn(4);
  assert.deepEqual(problems, []);
});

test('an in-memory session and its listeners survive a trap', async () => {
  const { kept, heard, changes } = await page.evaluate(async (name) => {
    const api = new XsollaLogin.Api({ projectId: 'p', apiUrl: '/api' });
    const signIn = (token) =>
      api.completeLogin({ login_url: `https://game.example/?token=${token}` });
    const heard = [];
    const changes = [];
    const ends = [
      api.session.subscribe((tokens) => heard.push(tokens?.accessToken)),
      api.session.onChange((tokens) => changes.push(tokens?.accessToken)),
    ];
    await signIn('before');
    globalThis[name] = 'call';
    await api.clearSSO().catch(told);
    const kept = await api.session.get();
    await signIn('after');
    for (const end of ends) end();
    await signIn('unheard');
    return { kept: kept.accessToken, heard, changes };
  }, SWITCH);
  assert.equal(kept, 'before');
  assert.equal(heard[0], undefined);
  assert.deepEqual([...new Set(heard)].slice(1), ['before', 'after']);
  assert.deepEqual([...new Set(changes)], ['before', 'after']);
  assert.deepEqual(problems, []);
});

test('a late response to a dead instance calls no hook and sends nothing', async () => {
  const seen = await page.evaluate(async (name) => {
    const attempts = [];
    const onResponse = ({ attempt, status }) => attempts.push([attempt, status]);
    const api = new XsollaLogin.Api({ projectId: 'p', apiUrl: '/api', onResponse });
    const { fetch } = window;
    let sent = 0;
    // Starts a call that is retried once `answer` is called.
    const start = async () => {
      let answer;
      let reading;
      await new Promise((asked) => {
        window.fetch = () => {
          asked();
          return new Promise((resolve) => (answer = resolve));
        };
        reading = api.getAskFields('t').catch(told);
      });
      window.fetch = (...request) => (sent++, fetch(...request));
      const failure = new Response('', { status: 503, headers: { 'retry-after': '0' } });
      return { reading, answer: () => answer(failure) };
    };
    const dead = await start();
    globalThis[name] = 'call';
    await api.clearSSO().catch(told);
    await dead.reading;
    // When this call has been retried, the dead instance would have retried its own.
    const living = await start();
    dead.answer();
    living.answer();
    await living.reading;
    return { attempts, sent };
  }, SWITCH);
  const attempts = [
    [1, 503],
    [2, 200],
  ];
  assert.deepEqual(seen, { attempts, sent: 1 });
});

inNode('the package does not have the switch that causes traps', async () => {
  const variant = await file('target/trap/xsolla-login.wasm');
  assert.ok(variant.includes(SWITCH));
  const wasm = await file('pkg/dist/xsolla-login.wasm');
  assert.ok(!wasm.includes(SWITCH));
  assert.ok((await file('target/trap/xsolla-login.twin.js')).includes(SWITCH));
  const twin = await file('pkg/dist/xsolla-login.twin.js');
  assert.ok(!twin.includes(SWITCH));
});

test('the module that init() compiled is reused after a trap', async () => {
  await page.reload();
  const seen = await page.evaluate(async (name) => {
    await XsollaLogin.init();
    const api = new XsollaLogin.Api({ projectId: 'p', apiUrl: '/api' });
    globalThis[name] = 'call';
    const trapped = await api.clearSSO().catch(told);
    await api.clearSSO();
    return { trapped, modules: made.modules };
  }, SWITCH);
  assert.deepEqual(seen, { trapped: INTERNAL, modules: hasWebAssembly ? 0 : 1 });
});

inNode('the slim entry works after a trap', async () => {
  const { Api, init } = await import('../../pkg/dist/xsolla-login.slim.mjs');
  let trap = false;
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (...args) => {
    const instance = await instantiate(...args);
    const exports = { ...instance.exports };
    for (const name of Object.keys(exports).filter((name) => name.startsWith('api_'))) {
      exports[name] = (...args) => {
        if (trap) throw new WebAssembly.RuntimeError('unreachable');
        return instance.exports[name](...args);
      };
    }
    return { exports };
  };
  await init(await file('pkg/dist/xsolla-login.wasm'));
  WebAssembly.instantiate = instantiate;
  globalThis.fetch = async () => new Response('{"x":1}');
  const api = new Api({ projectId: 'p' });
  trap = true;
  await assert.rejects(api.clearSSO(), { kind: 'internal' });
  trap = false;
  assert.deepEqual(await api.clearSSO(), { x: 1 });
});

inNode('a trap requires init() again if synchronous instantiation is not allowed', async () => {
  const { Api, init } = await import('../../pkg/dist/xsolla-login.slim.mjs?2');
  const { Instance, instantiate } = WebAssembly;
  let trap = false;
  // As in Chrome up to version 114, for modules of more than 4 KiB.
  WebAssembly.Instance = function (module, imports) {
    if (imports) throw new RangeError('disallowed on the main thread');
    return new Instance(module);
  };
  WebAssembly.instantiate = async (...args) => {
    const { exports } = await instantiate(...args);
    const trapping = Object.entries(exports).map(([name, value]) => {
      const isCall = name.startsWith('api_');
      const call = (...args) => {
        if (trap) throw new WebAssembly.RuntimeError('unreachable');
        return value(...args);
      };
      return [name, isCall ? call : value];
    });
    return { exports: Object.fromEntries(trapping) };
  };
  try {
    await init(await file('pkg/dist/xsolla-login.wasm'));
    globalThis.fetch = async () => new Response('{"x":1}');
    const api = new Api({ projectId: 'p' });
    trap = true;
    await assert.rejects(api.clearSSO(), { kind: 'internal' });
    trap = false;
    await assert.rejects(api.clearSSO(), { kind: 'environment', message: /await init\(\)/ });
    await init();
    assert.deepEqual(await api.clearSSO(), { x: 1 });
  } finally {
    Object.assign(WebAssembly, { Instance, instantiate });
  }
});
