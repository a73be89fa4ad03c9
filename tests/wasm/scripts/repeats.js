// Responses that make a call retry, and a clock that runs fast.
({
  /** @param {string} seconds */
  unavailable: (seconds) => new Response('', { status: 503, headers: { 'retry-after': seconds } }),

  /** @type {Answer} */
  fineAfterTwo(url, init, count) {
    return count < 3 ? this.unavailable('0') : new Response('[]');
  },

  tooMany: () => new Response('', { status: 429, headers: { 'retry-after': '0' } }),

  tooLate() {
    return this.unavailable('31');
  },

  offline() {
    throw new TypeError('offline');
  },

  /**
   * What hooks were called with.
   * @type {number[]}
   */
  told: [],

  withHook() {
    return {
      projectId: 'p',
      retry: { limit: 1 },
      /** @param {{ attempt: number, status: number }} response */
      onResponse: ({ attempt, status }) => this.told.push(attempt, status),
    };
  },

  withStatusHook() {
    return {
      projectId: 'p',
      /** @param {{ status: number }} response */
      onResponse: ({ status }) => this.told.push(status),
    };
  },

  confirmed: () => new Response('{"code":"42"}'),

  /** @type {Answer} */
  confirmedLater(url, init, count) {
    if (count === 1) return new Response('{"error":{"code":"010-050"}}', { status: 408 });
    return count === 2 ? new Response('', { status: 503 }) : this.confirmed();
  },

  /** @type {Answer} */
  confirmedInTheSecondRound(url, init, count) {
    return count < 2 ? new Promise(() => {}) : this.confirmed();
  },

  /** @type {Answer} */
  confirmedAfterSix: (url, init, count) =>
    count < 7
      ? { status: 503, text: async () => '' }
      : { status: 200, text: async () => '{"code":"42"}' },

  /** Resolves the body of the first round. */
  late: () => {},

  /**
   * The first round is given up before its body arrives, which happens while the second one waits
   * for its own.
   * @type {Answer}
   */
  firstTextLate(url, init, count) {
    /** @type {(resolve: (text: string) => void) => void} */
    const first = (resolve) => {
      this.late = () => resolve('{"error":{"code":"003-061"}}');
    };
    /** @type {(resolve: (text: string) => void) => void} */
    const second = (resolve) => {
      this.late();
      Promise.resolve().then(() => resolve('{"error":{}}'));
    };
    return count < 2
      ? { status: 200, text: () => new Promise(first) }
      : { status: 422, text: () => new Promise(second) };
  },

  /**
   * The delays of all timers, in milliseconds.
   * @type {number[]}
   */
  waits: [],

  clock: setTimeout,

  /** From now on, a pause takes no time, a round 20 ms, and the whole wait never ends. */
  hurry() {
    const { clock } = this;
    /** @type {(f: () => void, ms: number, ...more: unknown[]) => number} */
    const fast = (f, ms, ...more) => {
      this.waits.push(ms);
      return ms > 25000 ? 0 : clock(f, ms < 25000 ? 0 : 20, ...more);
    };
    globalThis.setTimeout = /** @type {typeof setTimeout} */ (/** @type {unknown} */ (fast));
  },

  hurryNoMore() {
    globalThis.setTimeout = this.clock;
  },

  /** Returns the pauses, in whole seconds. */
  pauses() {
    return this.waits.filter((ms) => ms < 25000).map((ms) => Math.round(ms / 1000));
  },

  random: Math.random,

  throwNoDice() {
    Math.random = () => 0.5;
  },

  throwDice() {
    Math.random = this.random;
  },

  untilTheSignal: () => [{ login: 'a', operation_id: 'o', signal: AbortSignal.timeout(50) }],
});
