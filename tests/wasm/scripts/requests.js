// Responses to requests that tests inspect, and arguments that JSON cannot express.
({
  /** @type {Answer} */
  lastFileFound: (url, init, count) => new Response('', { status: count < 5 ? 404 : 200 }),

  /**
   * Formats what was requested, and how.
   * @param {Sent[]} requests
   */
  lines: (requests) =>
    requests.map(({ url, init }) =>
      [new URL(url).pathname, init.method, init.credentials, init.redirect, init.cache].join(' '),
    ),

  now: Date.now,

  stopTheClock() {
    Date.now = () => 1700000000000;
  },

  startTheClock() {
    Date.now = this.now;
  },

  /** @type {Answer} */
  file: (url) => new Response(url.includes('/client/') ? '{}' : '{"error":"is data"}'),

  /**
   * Arguments with a string that is hard to handle, and the body that is sent.
   * @param {string} name
   */
  typed(name) {
    // Control characters, patterns that `replace` interprets, and half a surrogate pair.
    const typed = '\u0001A\u0001\u0001B $& $1 "\\ \u2028 \ud800 \ud83d\ude00';
    /** @type {Record<string, { args: unknown[], body: object }>} */
    const all = {
      login: {
        args: [{ credentials: { username: typed, [typed]: 1 } }],
        body: { username: typed, [typed]: 1 },
      },
      set: {
        args: [{ new_password: typed, reset_code: 5, user_id: typed }],
        body: { new_password: typed, reset_code: 5, user_id: typed },
      },
      oneTapLogin: {
        args: [typed, 'google'],
        body: { access_token: typed },
      },
      phoneGetCode: {
        args: [{ phone_number: typed, link_url: 'https://l/?\u0001A"' }],
        body: {
          phone_number: typed,
          link_url: 'https://l/?\u0001A"&customLabels=%01B%20%24%26%20%E2%80%A8',
          send_link: true,
        },
      },
    };
    const { args, body } = all[name];
    return { args, body: JSON.stringify(body) };
  },

  aborted: () => [{ signal: AbortSignal.abort() }],

  scopeThrows: () => [
    'google',
    {
      get scope() {
        throw 1;
      },
    },
  ],
});
