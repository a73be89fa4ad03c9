// Options of the constructor and of `updateConfig`.
import * as fc from 'fast-check';
import { anyValue } from './calls.js';
import { faultOf } from './verdict.js';
import { build } from './values.js';

/** Values that each option accepts. */
export const GOOD = {
  projectId: ['p', 'a/b?c#d'],
  fullLocale: ['de-DE', 'en_XX'],
  callbackUrl: ['https://g.example/'],
  emailTemplate: ['x'],
  payload: ['{"trackId":1}', '{"trackId":', 'null', '[]', '"x"'],
  with_logout: [true, 0, '1'],
  clientId: [42, '42', 1e21],
  scope: ['email offline'],
  state: ['0123456789'],
  redirectUri: ['https://g.example/a'],
  redirectUrl: ['https://g.example/b', ''],
  responseType: ['code'],
  is_oauth2: [true, false, null],
  audience: ['a'],
  disableConfirmByLink: [true],
  enable_magic_link: [false],
  challenge_id: ['c'],
  customStyle: ['s'],
  customLabels: ['l'],
  apiUrl: ['https://login.g.example/api//', '/api', 'http://localhost:1/', 'x:', 'http://a', '//'],
  settingsJSON: ['/a.json'],
  socialsJSON: ['/b.json'],
  themeJSON: ['/c.json'],
  disableCache: [true],
  cdnUrl: ['https://cdn.g.example'],
  settingsUrl: ['https://g.example/settings'],
  issuer: ['https://login.g.example'],
  debug: [false, true],
  enablePostMessageLogin: [true],
  postMessageOrigin: ['https://g.example', 'no origin'],
  theme: [{ a: { b: [1] } }],
  social_links: [{ primary: [] }],
  geo_ip_country: ['DE'],
  game_name: ['A game'],
  mode: ['m'],
  appleIdPriority: [true],
  consentUrl: ['https://g.example/consent'],
  session: [{}],
  timeout: [0, 5, 2 ** 40, Infinity],
  retry: [false, { limit: 0 }, { limit: 1e300 }, {}],
  onRequest: [() => {}],
  onResponse: [() => {}],
};

const OPEN = ['x', 'theme', 'session', '__proto__', 'constructor'];
const NAMES = [...Object.keys(GOOD), ...OPEN, ...OPEN];

const value = anyValue(NAMES);

const entry = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(...Object.entries(GOOD))
      .chain(([name, values]) => fc.tuple(fc.constant(name), good(values))),
  },
  { weight: 2, arbitrary: fc.tuple(fc.constantFrom(...NAMES), value) },
);

const good = (values) => fc.constantFrom(...values).map((data) => ({ data }));

const object = fc
  .uniqueArray(entry, { maxLength: 6, selector: ([name]) => name })
  .map((entries) => ({ object: entries }));

const options = fc.oneof({ weight: 4, arbitrary: object }, { weight: 1, arbitrary: value });

/** Options of a new instance, and those that update them. */
export const anyOptions = fc.record({
  hasProject: fc.boolean(),
  first: options,
  second: options,
  leave: fc.constantFrom(false, false, false, true),
});

// Compares as JSON would, but also what JSON leaves out.
const same = (one, other) => {
  if (Object.is(one, other)) return true;
  if (!isPlain(one) || !isPlain(other)) return false;
  const keys = Reflect.ownKeys(one);
  return (
    keys.length === Reflect.ownKeys(other).length &&
    keys.every((key) => Object.hasOwn(other, key) && same(one[key], other[key]))
  );
};

const isPlain = (value) => {
  try {
    return (
      Array.isArray(value) || /^\[object Object\]$/.test(Object.prototype.toString.call(value))
    );
  } catch {
    return false;
  }
};

// Runs a function that may throw an SDKError of these kinds, and nothing else.
const attempt = (what, kinds, counts, run) => {
  try {
    const value = run();
    counts[`${what} works`] = (counts[`${what} works`] ?? 0) + 1;
    return { value };
  } catch (error) {
    const fault = faultOf(error, kinds);
    if (fault) throw new Error(`${what}: ${fault}`);
    counts[`${what} throws`] = (counts[`${what} throws`] ?? 0) + 1;
    return undefined;
  }
};

const withProject = (recipe) => ({
  object: [
    ...(recipe.object ?? []).filter(([key]) => key !== 'projectId'),
    ['projectId', { data: 'p' }],
  ],
});

/** Runs one case; throws if something is wrong. */
export const optionsCase = async ({ hasProject, first, second, leave }, context, counts) => {
  const config = (what, run) => attempt(what, ['config'], counts, run);
  const given = build(hasProject ? withProject(first) : first, context);
  const api = config('new Api', () => new XsollaLogin.Api(given))?.value;
  if (!api) return;
  context.later.splice(0).forEach((run) => run());
  const read = () => attempt('getConfig', [], counts, () => api.getConfig()).value;
  const before = read();
  const over = build(second, context);
  const updated = config('updateConfig', () => api.updateConfig(over));
  context.later.splice(0).forEach((run) => run());
  const after = read();
  if (!updated && !same(before, after)) throw new Error('a failed updateConfig changed something');
  if (leave) attempt('oauth2Auth', ['environment'], counts, () => api.oauth2Auth());
  await api.clearSSO({ timeout: 1000 }).catch((error) => {
    const fault = faultOf(error, ['network', 'timeout', 'response']);
    if (fault) throw new Error(`clearSSO: ${fault}`);
  });
};
