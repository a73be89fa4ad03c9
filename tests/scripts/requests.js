// Answers to requests that are looked at, and arguments that JSON cannot say.
({
  /** @type {Answer} */
  lastFileFound: (url, init, count) => new Response('', { status: count < 5 ? 404 : 200 }),

  /**
   * What was asked for, and how.
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
   * Arguments in which the hardest of texts was typed, and the body that is sent.
   * @param {string} name
   */
  typed(name) {
    // What stands for a value in a body on its way, what `replace` reads, and half a character.
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
