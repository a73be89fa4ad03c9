// Thousands of calls and instances, with tokens that live as long as the page.
import { collected } from './collected.js';
import { freed, memory, wasm } from './wasm.js';

// How many listeners the shared signal has.
let listeners = 0;

const counting = (signal) => {
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args) => {
    listeners++;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args) => {
    listeners--;
    removeEventListener.apply(signal, args);
  };
  return signal;
};

// A token of the axios that the original SDK bundles, from which you cannot unsubscribe.
let thens = 0;
const promise = new Promise(() => {});
promise.then = function (...args) {
  thens++;
  return Promise.prototype.then.apply(this, args);
};
const cancelToken = { promise };

const { signal } = new AbortController();
counting(signal);

const waiting = (signal) =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

// Responses by the end of the path.
const ANSWERS = {
  login: () => new Response('{"login_url":"https://g.example/?token=1"}'),
  user: () => new Response('{"error":{"code":"003-001","description":"wrong"}}', { status: 422 }),
  sso: () => new Response('<title>502</title>'),
  logout: () => new Response(null, { status: 204 }),
  clear_sso: () => {
    throw new TypeError('offline');
  },
};

window.fetch = async (url, { signal }) => {
  const { pathname, searchParams } = new URL(url);
  if (searchParams.get('operation_id') === 'late') return waiting(signal);
  return (ANSWERS[pathname.split('/').at(-1)] ?? (() => new Response('{"code":"1"}')))();
};

const credentials = { username: 'some name', password: 'some password' };
const code = { login: 'l', operation_id: 'o' };
const late = { login: 'l', operation_id: 'late' };

const refuse = () => {
  throw new Error('refused');
};
const unreadable = Object.defineProperty({}, 'username', { get: refuse, enumerable: true });
const deaf = { aborted: false, addEventListener: refuse };

// Each returns a promise; together they are a round.
const ROUND = [
  (api) => api.login({ credentials }, { signal }),
  (api) => api.getConfirmCode({ ...code, cancelToken }, { signal }),
  (api) => api.getAskFields('some token', { signal }),
  (api) => api.signup({ userInfo: credentials }, { signal }),
  (api) => api.checkUserAuthSSO({ signal }),
  (api) => api.clearSSO({ signal }),
  (api) => api.login({ credentials: 1 }, { signal }),
  (api) => api.getConfirmCode({ ...code, cancelToken }, { signal: 1 }),
  (api) => {
    const controller = new AbortController();
    const call = api.getConfirmCode({ ...late, cancelToken: controller }, { signal });
    controller.abort();
    return call;
  },
  (api) => {
    const source = XsollaLogin.CancelToken.source();
    const call = api.getConfirmCode({ ...late, cancelToken: source });
    queueMicrotask(source.cancel);
    return call;
  },
  (api) => api.reset('some name', { timeout: 1000 }),
  // The caller's own code throws, everywhere it is run.
  (api) => api.resendEmail(unreadable),
  (api) => api.ask({ fields: { toJSON: refuse }, token: 't' }),
  (api) => api.ask({ fields: { birthday: 1n }, token: 't' }),
  (api) => api.logout('some token', 'all', { signal: deaf }),
  (api, round) => {
    api.updateConfig({ payload: `payload ${round % 10}` });
    return api.logout('some token', 'all', { signal });
  },
];

let api;

/** Makes at least `count` calls. Resolves to how many resolved and rejected, and what they left. */
const calls = async (count) => {
  api ??= new XsollaLogin.Api({ projectId: 'p', callbackUrl: 'https://g.example/' });
  const ends = { results: 0, errors: 0 };
  for (let round = 0; round < count / ROUND.length; round++) {
    const done = ROUND.map((call) => call(api, round));
    for (const { status } of await Promise.allSettled(done)) {
      ends[status === 'fulfilled' ? 'results' : 'errors']++;
    }
  }
  return { ...ends, memory: memory(), listeners, thens, instances: wasm.instances };
};

const manyApis = (count) => {
  for (let i = 0; i < count; i++) {
    const api = new XsollaLogin.Api({ projectId: `p${i % 10}`, payload: 'x'.repeat(100) });
    api.updateConfig({ fullLocale: 'de_DE' });
  }
};

/** Creates `count` instances, and waits until all are freed. */
const apis = async (count) => {
  wasm.freed = 0;
  manyApis(count);
  return { freed: await freed(count), memory: memory(), instances: wasm.instances };
};

window.abuse = { calls, apis, collected };
