// What cancels a call, and what listens for it.

/**
 * What a hook is called with.
 * @typedef {{ attempt: number, status: number }} Told
 */

({
  // Responses.

  /**
   * Waits until its signal is aborted, then rejects with the reason, as browsers do.
   * @type {Answer}
   */
  waits: (url, { signal }) =>
    new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),

  doesNotListen: () => new Promise(() => {}),

  repeatsLater: () => ({
    status: 503,
    headers: new Headers({ 'retry-after': '20' }),
    text: async () => '',
  }),

  bodyWithoutEnd: () => new Response(new ReadableStream({})),

  slow: () => new Promise((resolve) => setTimeout(() => resolve(new Response('{}')), 30)),

  // Tokens.

  /** A source of the original SDK's axios: its token has a promise, and no way to unsubscribe. */
  oldAxios() {
    /** @type {(message?: string) => void} */
    let cancel = () => {};
    /** @type {{ promise?: Promise<object>, reason?: object }} */
    const token = {};
    token.promise = new Promise((resolve) => {
      cancel = (message) => {
        token.reason = { message, __CANCEL__: true };
        resolve(token.reason);
      };
    });
    return { token, cancel };
  },

  /** How often `then` was called. */
  thens: 0,

  /** The same, with a count of the calls to `then`. */
  oldAxiosCounted() {
    const source = this.oldAxios();
    const promise = /** @type {Promise<object>} */ (source.token.promise);
    promise.then = new Proxy(promise.then, {
      apply: (then, self, args) => {
        this.thens++;
        return Reflect.apply(then, self, args);
      },
    });
    return source;
  },

  /**
   * @param {{ cancel: (message: string) => void }} source
   * @param {string} message
   */
  cancel(source, message) {
    source.cancel(message);
  },

  /**
   * @param {{ cancel: (message: string) => void }} source
   * @param {string} message
   */
  cancelSoon(source, message) {
    setTimeout(() => source.cancel(message));
  },

  /**
   * @param {AbortController} controller
   * @param {unknown} [reason]
   */
  abortSoon(controller, reason) {
    setTimeout(() => controller.abort(reason));
  },

  /**
   * The listeners of a token of a newer axios.
   * @type {Set<(reason: string) => void>}
   */
  listening: new Set(),

  /** A token with the shape that newer versions of axios use. */
  newAxios() {
    return {
      promise: new Promise(() => {}),
      /** @param {(reason: string) => void} f */
      subscribe: (f) => this.listening.add(f),
      /** @param {(reason: string) => void} f */
      unsubscribe: (f) => this.listening.delete(f),
    };
  },

  newAxiosThatKeeps() {
    return { ...this.newAxios(), unsubscribe: () => {} };
  },

  /** @param {string} reason */
  cancelAxios(reason) {
    this.listening.forEach((f) => f(reason));
  },

  cannotBeLetGo: () => ({
    signal: {
      aborted: false,
      addEventListener() {},
      removeEventListener() {
        throw 1;
      },
    },
  }),

  cannotBeListenedTo: () => ({
    promise: {
      then() {
        throw 1;
      },
    },
  }),

  withoutReason: () => [{ signal: { aborted: true, addEventListener() {} } }],

  toldBefore: () => ({ promise: Promise.resolve('told') }),

  // Signals.

  /** @param {string} reason */
  aborted: (reason) => AbortSignal.abort(reason),

  abortedEarly: () => [{ signal: AbortSignal.abort('early') }],

  redirectAbortedEarly: () => [
    null,
    { navigate: false, check: false, signal: AbortSignal.abort('early') },
  ],

  timeout: () => [{ signal: AbortSignal.timeout(5) }],

  /** How many listeners the signal has. */
  listeners: 0,

  /** An AbortController whose listeners are counted. */
  counted() {
    const controller = new AbortController();
    const { signal } = controller;
    const { addEventListener, removeEventListener } = signal;
    /** @param {Parameters<typeof addEventListener>} args */
    signal.addEventListener = (...args) => {
      this.listeners++;
      addEventListener.apply(signal, args);
    };
    /** @param {Parameters<typeof removeEventListener>} args */
    signal.removeEventListener = (...args) => {
      this.listeners--;
      removeEventListener.apply(signal, args);
    };
    return controller;
  },

  countedMock() {
    return {
      aborted: false,
      addEventListener: () => {
        this.listeners++;
      },
      removeEventListener: () => {
        this.listeners--;
      },
    };
  },

  controller: new AbortController(),

  // Hooks.

  /**
   * What hooks were called with.
   * @type {unknown[]}
   */
  told: [],

  forget() {
    this.told = [];
  },

  tellsRequests() {
    return {
      projectId: 'p',
      /** @param {Told} request */
      onRequest: (request) => this.told.push(request),
    };
  },

  tellsStatuses() {
    return {
      projectId: 'p',
      /** @param {Told} response */
      onResponse: ({ attempt, status }) => this.told.push([attempt, status]),
    };
  },

  abortsInHook() {
    return { projectId: 'p', onRequest: () => this.controller.abort('by a hook') };
  },

  abortsAfterHook() {
    return {
      projectId: 'p',
      /** @param {Told} request */
      onRequest: ({ attempt }) => {
        this.told.push(attempt);
        setTimeout(() => this.controller.abort('between'));
      },
    };
  },
});
