// Values that no caller should pass.

/** Part of everything that is secret; no error may show it. */
export const SECRET = 'the-marker-of-a-secret';

/** Handlers and descriptors have no prototype, because the page's own is polluted at times. */
const bare = (object) => Object.assign(Object.create(null), object);

const refuse = () => {
  throw new Error(SECRET);
};

const TRAPS = Object.getOwnPropertyNames(Reflect);
const refusing = bare(Object.fromEntries(TRAPS.map((trap) => [trap, refuse])));

const revoked = (target) => {
  const { proxy, revoke } = Proxy.revocable(target, bare({}));
  revoke();
  return proxy;
};

// Works `times` + 1 times, then throws.
const fickle = (times) => {
  const trap = (name) =>
    function (...args) {
      if (times-- < 0) refuse();
      return Reflect[name](...args);
    };
  return new Proxy(
    { username: SECRET, limit: 1 },
    bare(Object.fromEntries(TRAPS.map((name) => [name, trap(name)]))),
  );
};

// Looks like an instance of a class, so that nobody looks inside, until it is revoked.
const revokedLater = ({ later }) => {
  const { proxy, revoke } = Proxy.revocable({}, bare({ getPrototypeOf: () => Map.prototype }));
  later.push(revoke);
  return proxy;
};

// Returns itself, whatever you ask of it.
const yes = ({ reasons }) => {
  const self = new Proxy(function () {}, bare({ get: () => self, apply: () => self }));
  reasons.add(self);
  return self;
};

const with_ = (object, key, get) =>
  Object.defineProperty(object, key, bare({ get, enumerable: true }));

const throwingGetters = ({ keys }) => keys.reduce((object, key) => with_(object, key, refuse), {});

// Reading any property makes calls and changes options.
const sideEffects = ({ keys, disturb }) =>
  keys.reduce(
    (object, key) =>
      with_(object, key, () => {
        disturb();
        return { username: SECRET };
      }),
    {},
  );

const cyclic = () => {
  const object = { inside: [] };
  object.inside.push({ object });
  return object;
};

const deep = (depth) => {
  let value = {};
  for (let i = 0; i < depth; i++) value = i % 2 ? { value } : [value];
  return value;
};

const reason = ({ reasons }, value = { marker: 'a reason' }) => {
  reasons.add(value);
  return value;
};

const thenable = (context, settle) => ({ then: (...callbacks) => settle(context, ...callbacks) });

const aborted = (context, value) => {
  const controller = new AbortController();
  controller.abort(reason(context, value));
  return controller.signal;
};

const abortedLater = (context, value, Controller = AbortController) => {
  const controller = new Controller();
  queueMicrotask(() => controller.abort(reason(context, value)));
  return controller;
};

// Like an AbortSignal, except for `over`.
const fakeSignal = (context, over) => ({
  aborted: false,
  reason: reason(context),
  addEventListener() {},
  removeEventListener() {},
  ...over,
});

// Calls its listeners long after they were removed.
const deafSignal = (context) => {
  const listeners = [];
  context.later.push(() => listeners.forEach((listener) => listener()));
  return fakeSignal(context, { addEventListener: (_, listener) => listeners.push(listener) });
};

const throwingReason = ({ later }) => {
  const listeners = [];
  queueMicrotask(() => listeners.forEach((listener) => listener()));
  const signal = {
    aborted: false,
    addEventListener: (_, listener) => listeners.push(listener),
    removeEventListener() {},
  };
  later.push(() => listeners.forEach((listener) => listener()));
  return with_(signal, 'reason', refuse);
};

const newToken = (context) => {
  const listeners = new Set();
  queueMicrotask(() =>
    listeners.forEach((listener) => listener(reason(context, { __CANCEL__: true }))),
  );
  return {
    promise: new Promise(() => {}),
    subscribe: (listener) => listeners.add(listener),
    unsubscribe: (listener) => listeners.delete(listener),
  };
};

/** Everything that can cancel a call. */
export const CANCELS = {
  aborted: (context) => aborted(context),
  abortedWithText: (context) => aborted(context, 'a text'),
  abortedWithNull: (context) => aborted(context, null),
  abortedWithProxy: (context) => aborted(context, new Proxy({}, refusing)),
  abortedLater: (context) => abortedLater(context).signal,
  abortedLaterWithSymbol: (context) => abortedLater(context, Symbol('why')).signal,
  controller: (context) => abortedLater(context),
  foreignSignal: (context) => abortedLater(context, 7, context.foreign.AbortController).signal,
  neverAborted: () => new AbortController().signal,
  oldToken: (context) => ({ promise: Promise.resolve(reason(context)) }),
  oldTokenRefused: () => ({ promise: thenable({}, (_, __, refused) => refused(SECRET)) }),
  newToken,
  tokenSource: (context) => ({ token: newToken(context), cancel() {} }),
  ownToken: (context) => {
    const source = XsollaLogin.CancelToken.source();
    const { cancel } = source;
    queueMicrotask(() => cancel(reason(context)));
    return source;
  },
  cancelledToken: (context) => ({ promise: Promise.resolve(), reason: reason(context) }),
  hastyToken: (context) => ({ promise: thenable(context, (_, done) => done(reason(context))) }),
  throwingToken: () => ({ promise: thenable({}, refuse) }),
  throwingSubscribe: () => ({
    promise: new Promise(() => {}),
    subscribe: refuse,
    unsubscribe: refuse,
  }),
  throwingUnsubscribe: (context) => ({ ...newToken(context), unsubscribe: refuse }),
  throwingSignal: (context) => fakeSignal(context, { addEventListener: refuse }),
  clingingSignal: (context) => fakeSignal(context, { removeEventListener: refuse }),
  brokenSignal: (context) => fakeSignal(context, { removeEventListener: undefined }),
  deafSignal,
  throwingReason,
};

/** By name: `(context) => value`. */
export const MAKERS = {
  refusingObject: () => new Proxy({}, refusing),
  refusingArray: () => new Proxy([], refusing),
  refusingFunction: () => new Proxy(() => {}, refusing),
  revokedObject: () => revoked({}),
  revokedArray: () => revoked([]),
  revokedFunction: () => revoked(() => {}),
  revokedLater,
  fickle1: () => fickle(1),
  fickle3: () => fickle(3),
  fickle9: () => fickle(9),
  fickle20: () => fickle(20),
  yes,
  keysWithoutValues: () => new Proxy({}, bare({ ownKeys: () => ['username', 'email'] })),
  throwingGetters,
  sideEffects,
  symbol: () => Symbol(SECRET),
  symbolInside: () => ({ [Symbol('key')]: 1, username: Symbol(SECRET) }),
  bigint: () => 12345678901234567890n,
  bigintInside: () => ({ username: 1n }),
  loneSurrogate: () => '\ud800' + SECRET + '\udfff',
  loneSurrogateInside: () => ({ '\ud800': '\udc00' }),
  megabyte: () => SECRET + 'é'.repeat(500_000),
  megabyteInside: () => ({ username: '\u0130'.repeat(1_000_000) }),
  lineBreaks: () => `${SECRET}\r\nX-Injected: 1\0`,
  script: () => `java\nscript:${SECRET}`,
  dots: () => '..',
  cyclic,
  cyclicArray: () => {
    const array = [];
    array.push(array);
    return array;
  },
  deep: () => deep(20_000),
  shallow: () => deep(900),
  foreignObject: ({ foreign }) => foreign.eval('({ username: "u", inside: [{}] })'),
  foreignArray: ({ foreign }) => new foreign.Array(1, 2),
  foreignDate: ({ foreign }) => new foreign.Date(0),
  foreignProxy: ({ foreign }) => new foreign.Proxy({}, refusing),
  foreignWindow: ({ foreign }) => foreign,
  opaqueWindow: ({ opaque }) => opaque,
  opaqueLocation: ({ opaque }) => opaque.location,
  location: () => location,
  documentAll: () => document.all,
  instance: () =>
    new (class Mine extends Map {
      username = SECRET;
    })(),
  privateFields: () =>
    new (class {
      #inside = 1;
      get username() {
        return this.#inside;
      }
    })(),
  api: ({ api }) => api,
  error: () => new Error(SECRET),
  apiError: () => new XsollaLogin.APIError(SECRET),
  function: () => () => SECRET,
  class: () => class {},
  array: () => [1, { username: SECRET }],
  date: () => new Date(0),
  invalidDate: () => new Date(NaN),
  map: () => new Map([[SECRET, 1]]),
  weakMap: () => new WeakMap(),
  bytes: () => new Uint8Array(8),
  regexp: () => /x/g,
  boxedString: () => Object(SECRET),
  boxedNumber: () => Object(1),
  boxedSymbol: () => Object(Symbol('x')),
  noPrototype: () => bare({ username: SECRET }),
  protoKey: () => JSON.parse('{"__proto__":{"username":"u"},"constructor":{"prototype":{"x":1}}}'),
  frozen: () => Object.freeze({ username: SECRET }),
  resolved: (context) => Promise.resolve(reason(context)),
  thenable: (context) => thenable(context, (_, done) => done?.(reason(context))),
  sulkingThenable: () => thenable({}, () => {}),
  throwingThenable: () => thenable({}, refuse),
  throwingToJson: () => ({ toJSON: refuse }),
  emptyToJson: () => ({ toJSON: () => undefined }),
  disturbingToJson: ({ disturb }) => ({ toJSON: () => (disturb(), { username: SECRET }) }),
  throwingToString: () => ({ toString: refuse, valueOf: refuse, [Symbol.toPrimitive]: refuse }),
  throwingTag: () => with_({}, Symbol.toStringTag, refuse),
  throwingIterator: () => ({ [Symbol.iterator]: refuse, length: 3 }),
  nan: () => NaN,
  infinity: () => Infinity,
  minus: () => -1,
  minusZero: () => -0,
  large: () => 2 ** 53,
  tiny: () => 5e-324,
  zero: () => 0,
  one: () => 1,
  empty: () => '',
  null: () => null,
  undefined: () => undefined,
  true: () => true,
  false: () => false,
  object: () => ({}),
  secret: () => SECRET,
  ...CANCELS,
};

/**
 * Builds the value of a recipe: `{ make }`, one of {@link MAKERS}; `{ data }`, the data itself;
 * `{ object }`, an object of recipes. Recipes are plain, so that a failing case can be shrunk and
 * printed.
 */
export const build = (recipe, context) => {
  if ('make' in recipe) return MAKERS[recipe.make](context);
  if ('data' in recipe) return recipe.data;
  const object = {};
  for (const [key, value] of recipe.object) {
    const built = build(value, context);
    Object.defineProperty(
      object,
      key,
      bare({ value: built, enumerable: true, writable: true, configurable: true }),
    );
  }
  return object;
};
