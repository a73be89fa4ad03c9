// Options that JSON cannot express, hooks, and a console that is recorded.

/**
 * What a hook is called with.
 * @typedef {{ method: string, path: string, attempt: number, status: number, code?: string, ms: number }} Attempt
 */

({
  // Not objects.

  undefined: () => undefined,

  aFunction: () => () => {},

  // Wrong options.

  clientIdThatIsNoNumber: () => ({ projectId: 'p', clientId: NaN }),

  bigInt: () => ({ projectId: 'p', clientId: 5n }),

  symbol: () => ({ projectId: 'p', scope: Symbol('s') }),

  inherited: () => Object.create({ projectId: 'p' }),

  // Options that cannot be read.

  projectIdThrows: () => ({
    get projectId() {
      throw new Error('secret');
    },
  }),

  proxyThrows: () =>
    new Proxy(
      {},
      {
        ownKeys() {
          throw 1;
        },
      },
    ),

  circle() {
    /** @type {{ projectId: string, o?: object }} */
    const o = { projectId: 'p' };
    o.o = o;
    return o;
  },

  circleOfLists() {
    /** @type {unknown[]} */
    const a = [];
    a.push(a);
    return { projectId: 'p', a };
  },

  lastThrows: () => ({
    fullLocale: 'en',
    get x() {
      throw 1;
    },
  }),

  // Options whose reads are counted.

  reads: 0,

  counted() {
    const count = () => this.reads++;
    return {
      get projectId() {
        count();
        return 'p';
      },
    };
  },

  partCounted() {
    const get = () => {
      this.reads++;
      return 'memory';
    };
    const session = Object.defineProperty(new (class {})(), 'storage', { enumerable: true, get });
    return { projectId: 'p', session };
  },

  // Others.

  mine: new Date(),

  withMine() {
    return { projectId: 'p', mine: [this.mine] };
  },

  changes: () => ({ payload: 'b', scope: undefined, list: [3], audience: null }),

  // Responses.

  /**
   * Responds with these auth settings, and with a client in Germany to all other requests.
   * @param {object} auth
   * @returns {Answer}
   */
  settings: (auth) => (url) => {
    const isAuth = new URL(url).pathname.endsWith('/auth');
    return new Response(JSON.stringify(isAuth ? auth : { geo_ip_country: 'de' }));
  },

  unavailable: () => ({
    status: 503,
    headers: new Headers({ 'retry-after': '0' }),
    text: async () => '',
  }),

  typeError() {
    throw new TypeError('secret');
  },

  // Hooks.

  /**
   * What hooks were called with.
   * @type {Attempt[]}
   */
  told: [],

  withHooks() {
    return {
      projectId: 'secret',
      /** @param {Attempt} request */
      onRequest: (request) => this.told.push(request),
      /** @param {Attempt} response */
      onResponse: (response) => this.told.push(response),
    };
  },

  withResponseHook() {
    return {
      projectId: 'p',
      /** @param {Attempt} response */
      onResponse: (response) => this.told.push(response),
    };
  },

  withoutTimes() {
    return this.told.map(({ ms, ...rest }) => rest);
  },

  codes() {
    return this.told.map(({ code }) => code ?? null);
  },

  hooksThrow: () => ({
    projectId: 'p',
    onRequest() {
      throw 1;
    },
    onResponse() {
      throw 2;
    },
  }),

  stop: new AbortController(),

  stopsInHook() {
    return { projectId: 'p', onResponse: () => this.stop.abort() };
  },

  /** @param {unknown} first */
  stoppedBy(first) {
    this.stop = new AbortController();
    return [first, { signal: this.stop.signal }];
  },

  // The console.

  console: { ...console },

  /**
   * What was written to the console.
   * @type {string[]}
   */
  lines: [],

  keepConsole() {
    for (const name of /** @type {const} */ (['log', 'warn'])) {
      console[name] = (line) => this.lines.push(`${name} ${line}`);
    }
  },

  breakConsole() {
    console.log = console.warn = () => {
      throw 1;
    };
  },

  forgetTimes() {
    this.lines = this.lines.map((line) => line.replace(/\d+ ms/, 'N ms'));
  },

  consoleAgain() {
    Object.assign(console, this.console);
  },
});
