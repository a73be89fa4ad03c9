// Many calls in flight on one `Api`, with disturbances.
import { random, shuffled } from './random.js';
import { freed, wasm } from './wasm.js';

// Each has the caller's ID in a different place.
const CALLS = [
  (api, id, options) => api.login({ credentials: { id } }, options),
  (api, id, options) => api.reset(id, options),
  (api, id, options) => api.getAskFields(id, options),
  (api, id, options) => api.otpLogin({ code: id }, options),
  (api, id, options) => api.oneTapLogin('access', id, options),
  (api, id, { signal, cancelToken = signal }) =>
    api.getConfirmCode({ login: 'l', operation_id: id, cancelToken }),
];

const asked = (url, { body, headers }) =>
  `${decodeURIComponent(url)} ${body} ${headers.Authorization}`.match(/id-\d+-/)[0];

// Holds each request until it is answered; rejects it when it is aborted, as browsers do.
const service = () => {
  const open = new Map();
  window.fetch = (url, init) =>
    new Promise((resolve, reject) => {
      const id = asked(url, init);
      open.set(id, { resolve, locale: new URL(url).searchParams.get('locale') });
      init.signal.addEventListener('abort', () => {
        open.delete(id);
        reject(init.signal.reason);
      });
    });
  return open;
};

const answer = (id, dice) => {
  const failed = dice() < 0.2;
  const body = failed ? { error: { code: id } } : { id };
  return new Response(JSON.stringify(body), { status: failed ? 422 : 200 });
};

const oldToken = () => {
  let cancel;
  const token = { promise: new Promise((resolve) => (cancel = resolve)) };
  return { token, cancel };
};

// The ways to cancel a call: its options, and the function that cancels it.
const TOKENS = [
  () => {
    const controller = new AbortController();
    return [{ signal: controller.signal }, (reason) => controller.abort(reason)];
  },
  () => {
    const { token, cancel } = XsollaLogin.CancelToken.source();
    return [{ signal: token }, cancel];
  },
  () => {
    const { token, cancel } = oldToken();
    return [{ cancelToken: token }, cancel];
  },
];

const ask = (api, number, dice) => {
  const id = `id-${number}-`;
  // Only the last of the calls takes a `cancelToken`.
  const call = CALLS[Math.floor(dice() * CALLS.length)];
  const [options, cancel] = TOKENS[Math.floor(dice() * (call === CALLS.at(-1) ? 3 : 2))]();
  const asking = { id, cancel, reason: { of: id }, end: undefined };
  asking.done = call(api, id, options).then(
    (value) => (asking.end = { value }),
    (error) => (asking.end = { error }),
  );
  return asking;
};

const own = ({ id, cancelled, reason, end: { value, error } }) =>
  cancelled ? error === reason && XsollaLogin.isCancel(error) : (value?.id ?? error?.code) === id;

// Waits one task, so that cancellations take effect and responses can arrive.
const turn = () => new Promise((resolve) => setTimeout(resolve));

const inFlight = async (seed, count) => {
  const dice = random(seed);
  const open = service();
  const api = new XsollaLogin.Api({ projectId: 'p', challenge_id: 'c', retry: false });
  const asking = [];
  for (let number = 0; number < count; number++) {
    if (number % 50 === 0) api.updateConfig({ fullLocale: `xx_${number}` });
    if (number % 250 === 125) await collect();
    asking.push(ask(api, number, dice));
  }
  await turn();
  const most = open.size;
  for (const [index, one] of shuffled(asking, dice).entries()) {
    if (index % 100 === 0) api.updateConfig({ payload: `p${index}`, state: null });
    if (index % 200 === 100) await collect();
    if (dice() < 0.3) {
      one.cancelled = true;
      one.cancel(one.reason);
    } else {
      open.get(one.id).resolve(answer(one.id, dice));
    }
    if (index % 7 === 0) await turn();
  }
  await Promise.all(asking.map(({ done }) => done));
  return {
    most,
    cancelled: asking.filter(({ cancelled }) => cancelled).length,
    wrong: asking.filter((one) => !own(one)).map(({ id }) => id),
    instances: wasm.instances,
  };
};

// A request has the options that were current when its call was made.
const optionsOfTheirTime = async (seed, count) => {
  const dice = random(seed);
  const open = service();
  const api = new XsollaLogin.Api({ projectId: 'p' });
  const asking = Array.from({ length: count }, (_, number) => {
    api.updateConfig({ fullLocale: `xx_${number}` });
    return { number, done: api.reset(`id-${number}-`) };
  });
  api.updateConfig({ fullLocale: 'yy' });
  await turn();
  const wrong = asking.filter(({ number }) => open.get(`id-${number}-`).locale !== `xx_${number}`);
  for (const { number } of shuffled(asking, dice)) {
    open.get(`id-${number}-`).resolve(new Response('{}'));
  }
  await Promise.all(asking.map(({ done }) => done));
  return { wrong: wrong.length };
};

// The test holds no references to the instances, only to the promises of their calls.
const afterTheirInstance = async (count) => {
  const open = service();
  wasm.freed = 0;
  const calls = Array.from({ length: count }, (_, number) => {
    const api = new XsollaLogin.Api({ projectId: 'p', timeout: 0 });
    return api.reset(`id-${number}-`).then(({ id }) => id === `id-${number}-`);
  });
  for (let round = 0; round < 3; round++) {
    await collect();
    await turn();
  }
  for (const [id, { resolve }] of open) resolve(new Response(JSON.stringify({ id })));
  const wrong = (await Promise.all(calls)).filter((right) => !right).length;
  return { wrong, freed: await freed(count) };
};

window.abuse = { inFlight, optionsOfTheirTime, afterTheirInstance };
