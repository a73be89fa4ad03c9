// Responses with bodies of many kinds.
({
  /** The last stream: how many bytes were read from it, and whether it was cancelled. */
  seen: { bytes: 0, cancelled: false },

  /**
   * @param {() => Uint8Array<ArrayBuffer> | undefined} next
   * @param {HeadersInit} [headers]
   */
  streamed(next, headers) {
    return () => {
      const seen = { bytes: 0, cancelled: false };
      this.seen = seen;
      /** @type {UnderlyingDefaultSource<Uint8Array<ArrayBuffer>>} */
      const source = {
        pull(controller) {
          const chunk = next();
          if (!chunk) return controller.close();
          seen.bytes += chunk.length;
          controller.enqueue(chunk);
        },
        cancel() {
          seen.cancelled = true;
        },
      };
      return new Response(new ReadableStream(source, { highWaterMark: 0 }), { headers });
    };
  },

  /**
   * Never ends; sends chunks of `size` bytes.
   * @param {number} size
   */
  endless(size) {
    const chunk = new Uint8Array(size).fill(32);
    return this.streamed(() => chunk);
  },

  /** The same, as an error response. */
  endlessError() {
    const { body } = this.endless(65_536)();
    return new Response(body, { status: 502 });
  },

  /**
   * JSON of `length` bytes, in chunks of `size` bytes.
   * @param {number} length
   * @param {number} size
   */
  long(length, size) {
    return this.chunked(`"${'x'.repeat(length - 2)}"`, size);
  },

  /**
   * A string, in chunks of `size` bytes.
   * @param {string} text
   * @param {number} size
   */
  chunked(text, size) {
    const bytes = new TextEncoder().encode(text);
    let at = 0;
    return this.streamed(() => {
      const chunk = bytes.slice(at, (at += size));
      return chunk.length ? chunk : undefined;
    });
  },

  /**
   * An empty body that announces another length.
   * @param {string} length
   */
  announced(length) {
    return this.streamed(() => undefined, { 'content-length': length });
  },

  /** Whether the body was cancelled. */
  letGo: false,

  tooLong() {
    const cancel = () => {
      this.letGo = true;
    };
    const headers = { 'content-length': '5000001' };
    return new Response(new ReadableStream({ cancel }), { headers });
  },

  mockWithText: () => ({ status: 200, text: async () => '{"x":1}' }),

  mockWithJson: () => ({ status: 200, ok: true, json: async () => ({ x: 1 }) }),

  mockWithHeadersThatThrow: () => ({
    status: 200,
    text: () => '{"x":1}',
    headers: {
      get() {
        throw 1;
      },
    },
  }),

  mockWithError: () => ({ status: 422, json: async () => ({ error: { code: '1' } }) }),

  mockWithWrongJson: () => ({
    status: 200,
    json: async () => {
      throw new SyntaxError('secret');
    },
  }),

  /**
   * Returns a function that responds with a `Response` of an iframe.
   * @param {string} text
   * @param {number} status
   */
  foreign(text, status) {
    const frame = document.body.appendChild(document.createElement('iframe'));
    const { Response } = /** @type {Window & typeof globalThis} */ (frame.contentWindow);
    return () => new Response(text, { status, headers: { 'x-request-id': 'r-1' } });
  },

  // Not promises of the platform.

  response: () => new Response('{"x":1}'),

  mock: () => ({ status: 200, text: () => '{"x":1}' }),

  thenable: () => ({
    /** @param {(response: Response) => void} done */
    then(done) {
      done(new Response('{"x":1}'));
    },
  }),

  promiseWithAnotherThen: () =>
    Object.assign(Promise.resolve(new Response('{"x":1}')), {
      then() {
        throw 1;
      },
    }),

  thenThrows: () => ({
    get then() {
      throw 1;
    },
  }),

  constructorThrows: () =>
    Object.defineProperty(Promise.resolve(), 'constructor', {
      get() {
        throw 1;
      },
    }),

  /** @param {unknown[]} chunks */
  inChunks: (chunks) => ({
    status: 200,
    body: {
      getReader: () => ({
        read: async () => ({ done: !chunks.length, value: chunks.shift() }),
        cancel: async () => undefined,
      }),
    },
  }),

  inTexts() {
    return this.inChunks(['{"a":', '1}']);
  },

  inBytesAndText() {
    return this.inChunks([new Uint8Array([32]), '{}']);
  },

  inMockedBytes() {
    return this.inChunks([{ byteLength: 1, length: 9 }, new Uint8Array([32])]);
  },

  inNothing() {
    return this.inChunks([null, undefined]);
  },
});
