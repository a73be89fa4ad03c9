// The store of the entry `./react` for `useSyncExternalStore`: the state of one `Api`. It does not use React, and has
// no rules about sessions: it passes on what `api.session` says.

// @ts-ignore The build makes it. Imported and not bundled, so that an app has one instance of the package.
import { Api, init, isCancel, readLoginUrl } from './xsolla-login.mjs';

/** @typedef {any} AnyApi an `Api`, or an object that looks like one */

/** @typedef {'call' | 'session' | 'user'} About what failed: a call of the app, or a reading of the session or of the user */

/** Creates an `Api` with these options. If that needs `init()` first, calls it. @param {unknown} options */
const made = async (options) => {
  try {
    return new Api(options);
  } catch (error) {
    if (/** @type {any} */ (error)?.kind !== 'environment') throw error;
    await init();
    return new Api(options);
  }
};

/** Returns what a URL contains for `handleRedirectCallback`, as text; an empty string if nothing. @param {string} url */
const signInOf = (url) => {
  try {
    const found = readLoginUrl(url);
    const { code, token, challengeId, error } = found;
    return code || token || challengeId || error ? JSON.stringify(found) : '';
  } catch {
    // A parameter is repeated. `handleRedirectCallback` rejects with the reason.
    return url;
  }
};

/**
 * Returns the user that the tokens belong to: the `sub` of the JWT, which nothing else in the package reads. Returns
 * `undefined` if the token does not say; then each new token may be another user's.
 * @param {any} tokens
 * @returns {unknown}
 */
const subjectOf = (tokens) => {
  try {
    const [, claims] = tokens.accessToken.split('.');
    return JSON.parse(atob(claims.replace(/-/g, '+').replace(/_/g, '/'))).sub;
  } catch {
    return undefined;
  }
};

/**
 * Whether both tokens belong to the same user.
 * @param {any} one
 * @param {any} other
 * @param {boolean} isAsking whether a request for the user is running. It may refresh the tokens, so if neither token
 *   says whose it is, they count as the same user's. Otherwise each refresh would start another request, without end.
 */
const areOfOneUser = (one, other, isAsking) => {
  if (one?.accessToken === other?.accessToken) return true;
  if (!one || !other) return false;
  const subject = subjectOf(one);
  return subject === subjectOf(other) && (subject !== undefined || isAsking);
};

/**
 * Returns what is known about somebody who has just signed in or out. `asked`: the last tokens that need no request any
 * more. `requests`: how many have started, of which `running` have not ended. `shown`: the number of the one whose
 * response is shown; an older response is not shown any more.
 */
const unknownPerson = () =>
  /** @type {any} */ ({ user: null, asked: null, requests: 0, running: 0, shown: 0 });

export class LoginStore {
  /** The `api` that the store was created with, if any. */
  given;
  #options;
  #loadsUser;
  /** @type {AnyApi} */
  #api;
  /** @type {Promise<AnyApi> | undefined} */
  #making;
  /** @type {Set<() => void>} */
  #listeners = new Set();
  /** @type {(() => void) | undefined} */
  #unsubscribe;
  /** The last value of `session.current`. @type {any} */
  #current;
  /** Whether the session cannot be read: then there is nothing to wait for. */
  #isUnreadable = false;
  /** The sign-in that came back in the URL of the page, until the app has been told. @type {Promise<any> | undefined} */
  #callback;
  /** The sign-in whose result the app has received. @type {Promise<any> | undefined} */
  #reported;
  /** The URL of `#callback`, since it is removed from the address bar. */
  #callbackUrl = '';
  /** The same sign-in, until it has ended. @type {Promise<any> | undefined} */
  #handling;
  /** Whoever is signed in, or nobody. Each request is about one person, and shows nothing about the next one. */
  #person = unknownPerson();
  /** How many calls of the app have started. */
  #calls = 0;
  /** @type {any} */
  #error = null;
  /** What `#error` is about. @type {About} */
  #errorAbout = 'call';
  /** @type {any} */
  #snapshot;
  /** What the server renders, and the browser at first, so that they match. */
  #serverSnapshot;

  /** @param {AnyApi} api @param {unknown} options @param {boolean} loadsUser */
  constructor(api, options, loadsUser) {
    this.given = api;
    this.#api = api;
    this.#options = options;
    this.#loadsUser = loadsUser;
    this.#serverSnapshot = this.#made();
    this.#snapshot = this.#serverSnapshot;
  }

  // ---- For useSyncExternalStore ----

  /** @param {() => void} listener */
  subscribe = (listener) => {
    this.#listeners.add(listener);
    this.#watch();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size) return;
      this.#unsubscribe?.();
      this.#unsubscribe = undefined;
    };
  };

  snapshot = () => {
    // A render must not notify listeners or start anything: React may discard it.
    this.#look();
    return this.#snapshot;
  };

  serverSnapshot = () => this.#serverSnapshot;

  /** Whether to request the user. @param {boolean} value */
  setLoadsUser(value) {
    this.#loadsUser = value;
    if (this.#unsubscribe) this.#loadUser();
  }

  // ---- What useLogin() returns ----

  /** @param {unknown} args @param {any} [options] */
  signIn = (args, options) =>
    this.#run(
      async (api) => api.completeLogin(await api.login(args, options), options),
      options?.signal,
    );

  /** @param {unknown} [args] @param {any} [options] */
  signInWithRedirect = (args, options) =>
    this.#run((api) => api.authorize(args, options), options?.signal);

  /** @param {unknown} [which] @param {any} [options] */
  signOut = (which, options) =>
    this.#run((api) => api.session.logout(which, options), options?.signal);

  reloadUser = async () => {
    const ready = this.#begin();
    const call = this.#calls;
    return this.#askUser(await ready, call);
  };

  // ---- The callback ----

  /** Whether there is a sign-in for {@link callback}. */
  hasCallback() {
    this.#look();
    return Boolean(this.#callback || signInOf(location.href));
  }

  /**
   * Completes the sign-in in the URL of the page. Resolves to its result. Until a component has been told how it ended,
   * every component gets the same promise, because the one that started it may be unmounted before the end; but not if
   * another user or nobody is signed in since then.
   * @param {boolean} again whether to try the last URL once more
   * @returns {Promise<any> | null} `null` if there is none
   */
  callback(again) {
    this.#look();
    const url = (again && this.#callbackUrl) || location.href;
    const found = signInOf(url);
    if (this.#callback && (!found || found === signInOf(this.#callbackUrl))) return this.#callback;
    if (!found) return null;
    this.#callbackUrl = url;
    const promise = this.#run((api) =>
      // Without a URL, the package reads that of the page, and removes its parameters from the address bar. The page
      // may have another URL by now.
      again || location.href !== url
        ? api.handleRedirectCallback(url)
        : api.handleRedirectCallback(),
    ).finally(() => {
      // What it changed does not make its result outdated.
      this.#look();
      if (this.#handling === promise) this.#handling = undefined;
      this.#changed();
    });
    this.#callback = promise;
    this.#handling = promise;
    this.#changed();
    return promise;
  }

  /** To be called once a component has shown how the callback ended. @param {Promise<any>} promise */
  callbackTold(promise) {
    // The URL may have another sign-in by now.
    if (this.#callback === promise) this.#callback = undefined;
  }

  /** Whether this call is the first to report the result. @param {Promise<any>} promise */
  isFirstReport(promise) {
    const isFirst = this.#reported !== promise;
    this.#reported = promise;
    return isFirst;
  }

  // ---- Inside ----

  /** @returns {Promise<AnyApi>} */
  #ready() {
    if (this.#api) return Promise.resolve(this.#api);
    this.#making ??= made(this.#options).then(
      (api) => {
        this.#api = api;
        this.#isUnreadable = false;
        this.#watch();
        this.#changed();
        return api;
      },
      (error) => {
        // The next call tries again.
        this.#making = undefined;
        throw error;
      },
    );
    return this.#making;
  }

  /** Returns the instance for what the app asks for, which clears `error`. @returns {Promise<AnyApi>} */
  async #begin() {
    this.#calls += 1;
    // Without an instance, `error` may say why there is none, so it is kept.
    if (this.#api) this.#fail(null);
    try {
      const api = await this.#ready();
      this.#fail(null);
      return api;
    } catch (error) {
      this.#fail(error);
      throw error;
    }
  }

  /**
   * Runs what the app asked for. Rejects as the package does, and also sets `error`, unless the app cancelled.
   * @param {(api: AnyApi) => Promise<any>} run
   * @param {AbortSignal} [signal] with which the app may cancel it
   */
  async #run(run, signal) {
    const api = await this.#begin();
    try {
      return await run(api);
    } catch (error) {
      const isReason = signal?.aborted && signal.reason === error;
      if (!isReason && !isCancel(error)) this.#fail(error);
      throw error;
    }
  }

  #watch() {
    if (this.#unsubscribe || !this.#listeners.size) return;
    if (!this.#api) {
      this.#ready().catch((error) => this.#cannotRead(error));
      return;
    }
    const { session } = this.#api;
    // `subscribe` calls the listener immediately.
    this.#unsubscribe = session.subscribe((/** @type {any} */ current) => {
      this.#take(current);
      this.#loadUser();
      this.#notify();
    });
    if (session.current === undefined) {
      session.get().catch((/** @type {unknown} */ error) => this.#cannotRead(error));
    }
  }

  /** @param {unknown} error */
  #cannotRead(error) {
    this.#isUnreadable = true;
    this.#fail(error, 'session');
    this.#changed();
  }

  /** Takes the session as it is, unless a listener does so. */
  #look() {
    if (this.#api && !this.#unsubscribe) this.#take(this.#api.session.current);
  }

  /** @param {any} current */
  #take(current) {
    if (current === this.#current) return;
    const isFirst = this.#current === undefined;
    const isSame = areOfOneUser(this.#current, current, this.#person.running > 0);
    this.#current = current;
    if (isFirst) {
      if (this.#errorAbout === 'session') this.#error = null;
    } else if (!isSame) {
      this.#error = null;
      // How it ended is no longer true.
      if (this.#callback !== this.#handling) this.#callback = undefined;
      this.#person = unknownPerson();
    }
    this.#snapshot = this.#made();
  }

  /**
   * Requests the user, once for each new set of tokens. Tokens that arrive during a request for the same user need none:
   * if the service refuses them all, or each request refreshes them, that would never end.
   */
  #loadUser() {
    const tokens = this.#current;
    if (!this.#loadsUser || !tokens || tokens === this.#person.asked) return;
    this.#person.asked = tokens;
    // A failure is shown as `error`.
    if (!this.#person.running) this.#askUser(this.#api).catch(() => {});
  }

  /**
   * Requests the user, and shows the response unless a newer one is shown, and the failure unless a newer request has
   * started; but neither if another user is signed in by then.
   * @param {AnyApi} api
   * @param {number} [call] the number of the app's call, if it is one. If the session has ended, perhaps by this request,
   *   the failure is shown until the next call.
   */
  async #askUser(api, call) {
    const person = this.#person;
    person.requests += 1;
    person.running += 1;
    const request = person.requests;
    if (this.#errorAbout === 'user') this.#fail(null);
    try {
      const user = await api.getUser();
      if (request > person.shown) {
        person.shown = request;
        person.user = user;
        if (person === this.#person) this.#changed();
      }
      return user;
    } catch (error) {
      const isAbout = person === this.#person || (!this.#current && call === this.#calls);
      if (isAbout && request === person.requests && !isCancel(error)) this.#fail(error, 'user');
      throw error;
    } finally {
      person.running -= 1;
    }
  }

  /** @param {any} error @param {About} [about] */
  #fail(error, about = 'call') {
    this.#errorAbout = about;
    if (error === this.#error) return;
    this.#error = error;
    this.#changed();
  }

  #changed() {
    this.#snapshot = this.#made();
    this.#notify();
  }

  #notify() {
    for (const listener of [...this.#listeners]) listener();
  }

  #made() {
    const tokens = this.#current ?? null;
    const isUnknown = this.#current === undefined && !this.#isUnreadable;
    return Object.freeze({
      isLoading: !tokens && (isUnknown || Boolean(this.#handling)),
      isSignedIn: tokens !== null,
      tokens,
      user: this.#person.user,
      error: this.#error,
      api: this.#api ?? null,
      signIn: this.signIn,
      signInWithRedirect: this.signInWithRedirect,
      signOut: this.signOut,
      reloadUser: this.reloadUser,
    });
  }
}
