// What the browser tests share.

/**
 * A request that was sent.
 * @typedef {{ url: string, init: RequestInit & { headers: Record<string, string> } }} Sent
 */

/**
 * Returns the response to a request; `count` is how many were sent, including this one.
 * @typedef {(url: string, init: Sent['init'], count: number) => unknown} Answer
 */

({
  /** The contents of `src/values.json`. */
  values: { defaults: {}, defaultTheme: {} },

  /** Returns the default options. A spread calls no setter of a polluted prototype. */
  defaults() {
    return { ...this.values.defaults, theme: this.values.defaultTheme };
  },

  /**
   * The requests since `fetch` was last replaced.
   * @type {Sent[]}
   */
  sent: [],

  /**
   * Replaces `fetch` with `answer`.
   * @param {Answer} answer
   */
  fetch(answer) {
    this.sent = [];
    /** @type {(url: string, init: Sent['init']) => Promise<unknown>} */
    const stub = async (url, init) => {
      this.sent.push({ url, init });
      return answer(url, init, this.sent.length);
    };
    globalThis.fetch = /** @type {typeof fetch} */ (stub);
  },

  /**
   * Responds to every request with this status and body.
   * @param {number} status
   * @param {string} text
   */
  answers(status, text) {
    this.fetch(() => new Response(text || null, { status }));
  },

  /** Returns the URL of the last request. */
  address() {
    return new URL(this.sent[this.sent.length - 1].url);
  },

  /**
   * Returns a query parameter of the last request.
   * @param {string} name
   */
  parameter(name) {
    return this.address().searchParams.get(name);
  },

  path() {
    return this.address().pathname;
  },

  /**
   * Returns arguments with which the call of that name sends a request.
   * @param {string} name
   */
  argumentsOf(name) {
    /** @type {Record<string, unknown[]>} */
    const all = {
      signup: [{ userInfo: { username: 'John' } }],
      login: [{ credentials: { username: 'John', password: 'secret' } }],
      phoneGetCode: [{ phone_number: '+15551234567' }],
      emailGetCode: [{ email: 'John@Mail.Example' }],
      getConfirmCode: [{ login: 'John@Mail.Example', operation_id: 'o' }],
      loginWithPhoneCode: [{ phone_number: '+1', code: '1', operation_id: 'o' }],
      loginWithEmailCode: [{ email: 'a@b', code: '1', operation_id: 'o' }],
      getAskFields: [{ token: 'secret' }],
      ask: [{ fields: { email: 'John@Mail.Example' }, token: 'secret' }],
      set: [{ new_password: 'secret', reset_code: '1', user_id: 'u' }],
      logout: [{ token: 'secret', session: 'all' }],
      resendEmail: [{ username: 'John' }],
      reset: [{ username: 'John' }],
      userAuthSSOWithRedirect: [undefined, { navigate: false }],
      waitForConfirmCode: [{ login: 'a', operation_id: 'o' }],
      agreement: [{ token: 'secret', isAccepted: null }],
      pushConfirmCode: [{ state: 's', action: 'login', link_url: 'https://g/' }],
      getSocialLink: ['google'],
      authorizationLink: ['google'],
      // A page sends each code only once.
      exchangeCode: [{ code: `secret-${Math.random()}`, codeVerifier: 'secret' }],
      refresh: [{ refreshToken: 'secret' }],
      getUser: ['secret'],
      otpLogin: [{ code: '1' }],
      oneTapLogin: ['secret', 'google'],
      oauth2ConsentValidate: ['secret'],
      oauth2PostConsent: ['secret', true],
      authorizationUrl: [{ challenge: 'c' }],
    };
    return all[name] ?? [];
  },
});
