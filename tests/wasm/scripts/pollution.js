// A page that has polluted `Object.prototype`.
({
  /** Array indexes, and names of properties that calls, requests and errors have. */
  names: [
    ...['0', '1', '2', '3', '1028', '1029', 'length', 'next', 'done', 'value', 'then', 'toJSON'],
    ...['redirect', 'method', 'signal', 'headers', 'body', 'credentials', 'cache', 'mode'],
    ...['referrer', 'integrity', 'keepalive', 'duplex', 'priority', 'window'],
    ...['Authorization', 'Content-Type', 'X-GEN-TIME', 'username', 'code', 'link_url', 'send_link'],
    ...['settings', 'email', 'path', 'status', 'kind', 'navigate', 'check', 'attempt', 'ms'],
    ...['json', 'error', 'details', 'description', 'retryAfter', 'requestId', 'cause', 'timeout'],
    ...['limit', 'captchaData', 'cancelToken', 'token', 'promise', 'reason', 'aborted'],
    ...['login_url', 'projectId', 'clientId', 'state', 'scope', 'payload', 'options', 'isOauth2'],
    ...['theme', 'get', 'set', 'enumerable', 'writable', 'configurable'],
  ],

  /**
   * Functions and getters of these names keep every promise from settling and everything from being
   * serialized as JSON, in any code.
   */
  holdEverythingUp: ['then', 'toJSON'],

  /**
   * The kinds of pollution.
   * @type {Record<string, PropertyDescriptor>}
   */
  things: {
    texts: { value: 'polluted', writable: true },
    constants: { value: 'polluted', writable: false },
    numbers: { value: 7, writable: true },
    objects: { value: Object.freeze({ polluted: 'polluted' }), writable: true },
    functions: { value: () => 'polluted', writable: true },
    setters: {
      get: () => undefined,
      set() {
        throw new Error('called');
      },
    },
    getters: {
      get() {
        throw new Error('called');
      },
      set() {
        throw new Error('called');
      },
    },
  },

  kinds() {
    return Object.keys(this.things);
  },

  /**
   * Defines a property of this kind under all names.
   * @param {string} kind
   */
  pollute(kind) {
    const holdsUp = kind === 'functions' || kind === 'getters';
    this.put(
      this.names.filter((name) => !(holdsUp && this.holdEverythingUp.includes(name))),
      { enumerable: true, ...this.things[kind] },
    );
  },

  /** Defines setters that throw under the names that calls write. */
  polluteWithSetters() {
    this.put(
      [
        ...['username', 'code', 'link_url', 'send_link', 'settings', 'email', 'path'],
        ...['Authorization', 'Content-Type', 'X-GEN-TIME', 'method', 'status', 'kind', 'given'],
        ...['judge', 'navigate', 'redirect', 'attempt', 'ms', 'outcome', 'json', 'first'],
        ...['values', 'error'],
      ],
      {
        set() {
          throw new Error('called');
        },
      },
    );
  },

  /**
   * The names that are polluted.
   * @type {string[]}
   */
  polluted: [],

  /**
   * @param {string[]} names
   * @param {PropertyDescriptor} descriptor
   */
  put(names, descriptor) {
    this.polluted = names;
    const all = { __proto__: null, configurable: true, ...descriptor };
    for (const name of names) Object.defineProperty(Object.prototype, name, all);
  },

  /** Removes the pollution. */
  clean() {
    const { prototype } = /** @type {{ prototype: Record<string, unknown> }} */ (
      /** @type {unknown} */ (Object)
    );
    for (const name of this.polluted) delete prototype[name];
  },

  /** What the hook was called with. */
  told: '',

  options() {
    return {
      projectId: 'p',
      clientId: 5,
      theme: { a: [1, { b: 2 }] },
      /** @param {{ attempt: number, path: string }} request */
      onRequest: ({ attempt, path }) => {
        this.told += attempt + path;
      },
    };
  },

  optionsWithHook: () => ({ projectId: 'p', onRequest() {} }),

  withController: () => [{ login: 'a', operation_id: 'o', cancelToken: new AbortController() }],

  withSignal: () => [{ userInfo: {} }, { signal: new AbortController().signal }],

  withAbortedSignal: () => [{ signal: AbortSignal.abort('mine') }],

  /** A line for each request that was sent. */
  requests: '',

  /**
   * A `fetch` that records what the browser's own would send.
   * @type {Answer}
   */
  answer(url, init) {
    const { method, redirect, credentials, cache, mode, integrity, keepalive } = new Request(
      url,
      init,
    );
    this.requests += `${url} ${method} ${redirect} ${credentials} ${cache} ${mode} ${integrity} ${keepalive}`;
    this.requests += ` ${JSON.stringify(init.headers)} ${init.body}\n`;
    if (url.includes('/jwt/sso')) return new Response('{"login_url":"https://g/?code=c&token=t"}');
    if (url.includes('/otc/code')) return new Response(null, this.status(408));
    if (url.includes('/user?')) {
      return new Response('{"error":{"code":"003-001","description":"why"}}', this.status(422));
    }
    return new Response('{"fields":[{"a":1},{"b":2}]}');
  },

  /**
   * Inherits no polluted properties.
   * @param {number} status
   */
  status: (status) => /** @type {ResponseInit} */ ({ __proto__: null, status }),
});
