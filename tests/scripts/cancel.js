// What cancels a call, and what listens to it.

/**
 * What a hook is told of an attempt.
 * @typedef {{ attempt: number, status: number }} Told
 */

({
  // Answers.

  /**
   * Answers when its signal is aborted, with an error as browsers have it.
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

  /** The axios that the original bundles: a promise and no way to unsubscribe. */
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

  /** The same, with a count of who waits for it. */
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
   * Who a token of a newer axios would tell.
   * @type {Set<(reason: string) => void>}
   */
  listening: new Set(),

  /** The shape of a token of a newer axios. */
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
  tell(reason) {
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

  /** How many listen to the signal. */
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
   * What hooks were told.
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
