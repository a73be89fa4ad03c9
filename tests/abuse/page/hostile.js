// Draws calls, options and responses at random, and judges the outcomes.
import * as fc from 'fast-check';
import { anyAnswer, stub } from './answers.js';
import { realTimeout } from './clock.js';
import { anyCall, argumentsOf, KEYS, METHODS } from './calls.js';
import { anyOptions, optionsCase } from './options.js';
import { anyPollution, pollute } from './pollution.js';
import { verdict } from './verdict.js';
import { wasm } from './wasm.js';

/** Milliseconds after which requests that are never answered get a response. */
const PATIENCE = 60;

/** Milliseconds that a call may take once everything is answered. */
const BOUND = 5_000;

/** Shrinking a failure must end at some time, above all that of a promise which stays pending. */
const LIMIT = {
  timeout: 2 * BOUND,
  interruptAfterTimeLimit: 100_000,
  markInterruptAsFailure: true,
};

const PROTOTYPE = Reflect.ownKeys(Object.prototype);

const errors = [];
window.addEventListener('error', ({ message }) => errors.push(message));
window.addEventListener('unhandledrejection', ({ reason }) => errors.push(describe(reason)));
// Nothing in the test may navigate the page away.
navigation.addEventListener('navigate', (event) => event.preventDefault());

const describe = (value) => {
  try {
    return String(value);
  } catch {
    return 'a value that has no text';
  }
};

const frame = (sandbox) => {
  const element = document.createElement('iframe');
  if (sandbox) element.sandbox = '';
  document.body.append(element);
  return element.contentWindow;
};

const realFetch = window.fetch;
let surroundings;
let apis;

const prepare = () => {
  if (apis) return;
  surroundings = { foreign: frame(false), opaque: frame(true) };
  const options = { projectId: 'p', callbackUrl: 'https://g.example/', challenge_id: 'c' };
  const oauth = { clientId: 42, is_oauth2: true, retry: { limit: 1 } };
  apis = [
    new XsollaLogin.Api({ ...options, retry: false }),
    new XsollaLogin.Api({ ...options, ...oauth }),
    new XsollaLogin.Api({
      ...options,
      onRequest: () => {
        throw new Error('a hook');
      },
      disableConfirmByLink: true,
    }),
  ];
};

// What values are built with: what they may use, and what they report.
const contextOf = (api) => ({
  ...surroundings,
  api,
  keys: KEYS,
  reasons: new Set(),
  later: [],
  disturb: () => {
    api.updateConfig({ fullLocale: 'de_DE' });
    api.clearSSO().catch(() => {});
  },
});

const start = (call, args, context) => {
  const end = { call, context, outcome: undefined };
  let promise;
  try {
    promise = apis[call.api][call.method](...args);
  } catch (error) {
    // A call must never throw. This is judged as no rejection could be.
    promise = Promise.reject(new TypeError(`thrown, not rejected: ${describe(error)}`));
  }
  end.done = promise.then(
    (value) => (end.outcome = { value }),
    (error) => (end.outcome = { error }),
  );
  return end;
};

const within = (promises, ms) =>
  Promise.race([Promise.all(promises), new Promise((resolve) => realTimeout(resolve, ms))]);

// Checks that the same instance still works, and that nothing was left where everyone can see it.
const aftermath = async (instances) => {
  if (wasm.instances !== instances) return 'the wasm trapped';
  window.fetch = async () => new Response('{"login_url":"https://g.example/"}');
  const credentials = { username: 'u', password: 'p' };
  const answer = await apis[0].login({ credentials }).catch(() => ({}));
  if (answer.login_url !== 'https://g.example/') return 'a normal call is not answered';
  const added = Reflect.ownKeys(Object.prototype).filter((key) => !PROTOTYPE.includes(key));
  if (added.length) return `left on Object.prototype: ${added.map(String)}`;
  // Unhandled rejections are reported at the end of a task.
  await new Promise((resolve) => realTimeout(resolve));
  return errors.length ? `uncaught: ${errors.splice(0)}` : undefined;
};

const counts = {};

const judge = ({ call, context, outcome }) => {
  const { word, fault } = verdict(outcome, context);
  counts[word] = (counts[word] ?? 0) + 1;
  counts[call.method] = (counts[call.method] ?? 0) + 1;
  return fault && `${call.method}: ${fault}`;
};

const runCalls = async ({ calls, answers, pollution }) => {
  const instances = wasm.instances;
  const service = stub(answers, surroundings);
  window.fetch = service.fetch;
  const prepared = calls.map((call) => {
    const context = contextOf(apis[call.api]);
    return [call, argumentsOf(call, context), context];
  });
  const clean = pollution ? pollute(pollution) : () => {};
  let ends = [];
  try {
    ends = prepared.map(([call, args, context]) => start(call, args, context));
    const done = ends.map((end) => end.done);
    await within(done, PATIENCE);
    service.release();
    await within(done, BOUND);
  } finally {
    clean();
  }
  ends.forEach(({ context }) => context.later.forEach((run) => run()));
  const faults = ends.map(judge).filter(Boolean);
  faults.push(await aftermath(instances));
  window.fetch = realFetch;
  const fault = faults.find(Boolean);
  if (fault) throw new Error(fault);
};

const batch = fc.record({
  calls: fc.array(anyCall, { minLength: 1, maxLength: 20, size: 'max' }),
  answers: fc.array(anyAnswer, { minLength: 1, maxLength: 20, size: 'max' }),
  pollution: fc.option(anyPollution, { freq: 5, nil: undefined }),
});

const shown = (details) => ({
  failed: details.failed,
  seed: details.seed,
  path: details.counterexamplePath,
  shrinks: details.numShrinks,
  example: details.failed ? fc.stringify(details.counterexample) : '',
  error: details.errorInstance ? describe(details.errorInstance) : '',
});

const check = (property, seed, numRuns) =>
  fc.check(property, { seed, numRuns, ...LIMIT }).then(shown);

// Runs a hundred batches at a time, until at least `wanted` calls were made.
const callsUntil = async (seed, wanted) => {
  prepare();
  const made = () => METHODS.reduce((sum, name) => sum + (counts[name] ?? 0), 0);
  const property = fc.asyncProperty(batch, runCalls);
  let result;
  while (made() < wanted && !result?.failed) result = await check(property, seed++, 100);
  return { ...result, made: made(), counts, instances: wasm.instances };
};

const optionsUntil = async (seed, wanted) => {
  prepare();
  const instances = wasm.instances;
  const counts = {};
  window.fetch = async () => new Response('{"code":"1"}');
  const property = fc.asyncProperty(anyOptions, async (recipes) => {
    const before = wasm.instances;
    await optionsCase(recipes, contextOf(apis[0]), counts);
    const fault = await aftermath(before);
    window.fetch = async () => new Response('{"code":"1"}');
    if (fault) throw new Error(fault);
  });
  const result = await check(property, seed, wanted);
  return { ...result, counts, instances: wasm.instances - instances };
};

// Counts the requests to a service that asks for a longer wait than timers support.
const longWait = async () => {
  let asked = 0;
  window.fetch = async () => {
    asked++;
    return new Response('', { status: 429, headers: { 'retry-after': '2147484' } });
  };
  const api = new XsollaLogin.Api({ projectId: 'p' });
  const wait = { login: 'l', operation_id: 'o', timeout: 100_000 };
  const kind = await api.waitForConfirmCode(wait).catch((error) => error.kind);
  return { kind, asked };
};

// Returns the property names that the reason of a cancelled call has once the call has settled.
const reasonAfterwards = async () => {
  const controller = new AbortController();
  const reason = { given: true };
  window.fetch = async (url) => {
    if (url.includes('/widget/ng/settings')) controller.abort(reason);
    return new Response('', { status: 404 });
  };
  const api = new XsollaLogin.Api({ projectId: 'p', retry: false });
  const { signal } = controller;
  const error = await api.fetchConfig({ signal }).catch((error) => error);
  return { same: error === reason, names: Object.keys(reason) };
};

window.abuse = { calls: callsUntil, options: optionsUntil, longWait, reasonAfterwards };
