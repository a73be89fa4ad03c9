// Responses that a call cannot use, and errors of the service.
({
  tooManyRequests: () =>
    new Response('{"error":{"code":3,"description":"why","details":{"operation_id":"o"}}}', {
      status: 429,
      headers: { 'retry-after': '7', 'x-request-id': 'r-1' },
    }),

  // Successful responses that cannot be used.

  html: () => new Response('<html>secret'),

  halfAnObject: () => new Response('{"a":'),

  brokenStream: () =>
    new Response(
      new ReadableStream({
        pull(controller) {
          controller.error(new Error('secret'));
        },
      }),
    ),

  tooLong: () => new Response(`"${'x'.repeat(5_000_001)}"`),

  announcedTooLong: () => new Response('{}', { headers: { 'content-length': '5000001' } }),

  withoutStatus: () => ({ status: 0, text: async () => '{}' }),

  number: () => 5,

  // No response.

  typeError() {
    throw new TypeError('secret');
  },

  failedToFetch() {
    throw new TypeError('Failed to fetch https://x?secret');
  },

  text() {
    throw 'secret';
  },

  nothing() {
    throw undefined;
  },

  nameThrows() {
    throw {
      get name() {
        throw 'secret';
      },
    };
  },

  undefined: () => undefined,

  proxy: () =>
    new Proxy(
      {},
      {
        get() {
          throw 'secret';
        },
      },
    ),

  stopped() {
    throw new DOMException('x', 'AbortError');
  },

  /**
   * Rejects the captcha, and says whether captchas are enabled at all.
   * @param {string} enabled
   */
  captchaEnabled: (enabled) => () =>
    new Response('{"error":{"code":"003-038"}}', {
      status: 422,
      headers: { 'x-captcha-enabled': enabled },
    }),

  /** @param {string} time */
  retryAfter: (time) => () => new Response('', { status: 503, headers: { 'retry-after': time } }),

  soon: () => new Date(Date.now() + 90500).toUTCString(),
});
