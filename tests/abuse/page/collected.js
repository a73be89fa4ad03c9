// Whether the arguments and results of calls can be collected once the calls have settled.

let watched = [];

/** Watches an object; `kind` names it if it is not collected. */
const watch = (kind, object) => {
  watched.push([kind, new WeakRef(object)]);
  return object;
};

const answer = (status, body) => watch('response', new Response(JSON.stringify(body), { status }));

const waiting = (signal) =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason));
  });

/** Responds by the end of the path. */
const fetched = async (url, { signal, headers, method }) => {
  watch('the signal of a request', signal);
  if (method !== 'GET') watch('headers', headers);
  const { pathname, searchParams } = new URL(url);
  if (searchParams.get('operation_id') === 'late') return waiting(signal);
  if (pathname.endsWith('/user')) return answer(422, { error: { code: '1', details: { a: 1 } } });
  return answer(200, { login_url: 'https://g.example/?code=1', code: '1' });
};

const signals = () => {
  const controller = watch('controller', new AbortController());
  watch('signal', controller.signal);
  return controller;
};

/** A token of the axios that the original SDK bundles, from which you cannot unsubscribe. */
const oldToken = () => {
  let cancel;
  const promise = watch('promise', new Promise((resolve) => (cancel = resolve)));
  return [watch('token', { promise }), cancel];
};

const late = { login: 'l', operation_id: 'late' };

/** Each makes a call that must leave nothing behind. */
const CALLS = {
  login: (api) =>
    api.login(
      { credentials: watch('credentials', { password: 'p' }) },
      { signal: signals().signal },
    ),
  refused: (api) => api.signup({ userInfo: watch('userInfo', {}) }, watch('options', {})),
  wrong: (api) => api.login(watch('arguments', { credentials: watch('list', []) })),
  cyclic: (api) => {
    const userInfo = watch('cyclic', {});
    userInfo.inside = userInfo;
    return api.signup({ userInfo });
  },
  captcha: (api) =>
    api.reset('n', { captchaData: watch('captcha', { gen_time: '5' }), timeout: 60_000 }),
  fields: (api) => api.ask({ fields: watch('fields', { email: 'A@b' }), token: 't' }),
  link: (api) => api.getSocialLink('google', watch('custom options', { payload: 'x' })),
  cancelled: (api) => {
    const controller = signals();
    const call = api.getConfirmCode({ ...late, cancelToken: controller });
    queueMicrotask(() => controller.abort(watch('reason', { why: 'cancelled' })));
    return call;
  },
  before: (api) => {
    const controller = signals();
    controller.abort(watch('early reason', { why: 'early' }));
    return api.clearSSO({ signal: controller.signal });
  },
  token: (api) => api.getConfirmCode({ login: 'l', operation_id: 'o', cancelToken: oldToken()[0] }),
  told: (api) => {
    const [cancelToken, cancel] = oldToken();
    const call = api.getConfirmCode({ ...late, cancelToken });
    queueMicrotask(() => cancel(watch('told', { __CANCEL__: true })));
    return call;
  },
  own: (api) => {
    const source = watch('source', XsollaLogin.CancelToken.source());
    const call = api.getConfirmCode({ ...late, cancelToken: source });
    queueMicrotask(() => source.cancel(watch('own reason', { why: 'own' })));
    return call;
  },
  late: (api) => api.getConfirmCode(late, { timeout: 1 }),
  config: async (api) => {
    api.updateConfig({ mine: watch('option', new Map()), onRequest: watch('hook', () => {}) });
    return watch('config', api.getConfig());
  },
};

const outcomes = async (api, rounds) => {
  for (let round = 0; round < rounds; round++) {
    for (const [name, call] of Object.entries(CALLS)) {
      watch(`promise of ${name}`, call(api)).then(
        (value) => watch(`result of ${name}`, value),
        (error) => watch(`error of ${name}`, error),
      );
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  // The instance itself may keep the current options.
  api.updateConfig({ mine: null, onRequest: null });
};

/**
 * Makes calls with objects of their own. Resolves to how many of each kind were not collected, and
 * how many were watched.
 */
export const collected = async (rounds) => {
  watched = [];
  const { fetch } = window;
  window.fetch = fetched;
  const api = new XsollaLogin.Api({ projectId: 'p' });
  await outcomes(api, rounds);
  window.fetch = fetch;
  const alive = () => watched.filter(([, ref]) => ref.deref());
  for (let round = 0; round < 50 && alive().length; round++) {
    // In a task of its own: an object that a task has dereferenced stays until the task ends.
    await new Promise((resolve) => setTimeout(resolve, 20));
    await gc({ execution: 'async' });
  }
  const left = {};
  for (const [kind] of alive()) left[kind] = (left[kind] ?? 0) + 1;
  return { left, watched: watched.length, alive: Boolean(api.getConfig()) };
};
