// The responses of `fetch` in each phase of a call, and a pause for tests that wait for a phase.
({
  waits: () => new Promise(() => {}),

  waitsForText: () => ({ status: 200, text: () => new Promise(() => {}) }),

  halting() {
    const bytes = new TextEncoder().encode('{"a":');
    return new Response(new ReadableStream({ start: (stream) => stream.enqueue(bytes) }));
  },

  repeatsLater: () => new Response('', { status: 503, headers: { 'retry-after': '20' } }),

  repeats: () => new Response('', { status: 503, headers: { 'retry-after': '0' } }),

  nextRound: () => new Response('', { status: 408 }),

  /** @type {Answer} */
  repeatsThenWaits(url, init, count) {
    return count < 2 ? this.repeats() : this.waits();
  },

  /** @type {Answer} */
  nextRoundWaits(url, init, count) {
    return count < 2 ? this.nextRound() : this.waits();
  },

  /** @type {Answer} */
  nextRoundHalts(url, init, count) {
    return count < 2 ? this.nextRound() : this.halting();
  },

  /**
   * The attempts that the hook was called with.
   * @type {number[]}
   */
  told: [],

  forget() {
    this.told = [];
  },

  withHook() {
    return {
      projectId: 'p',
      /** @param {{ attempt: number }} response */
      onResponse: ({ attempt }) => this.told.push(attempt),
    };
  },

  /** @param {number} ms */
  pause: (ms) => new Promise((done) => setTimeout(done, ms)),
});
