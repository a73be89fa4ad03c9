// The store of the entry `./react` for `useSyncExternalStore`: the state of one `Api`. It does not use React, and has
// no rules about sessions: it passes on what `api.session` says.

import { Api, init, isCancel } from './login-package.js';
import { pageOf, signInOf, startedCallback } from './login-callback.js';
import { areOfOneUser, unknownPerson } from './login-user.js';

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

/** @typedef {import('./login-callback.js').Callback} Callback */
/** @typedef {import('./login-callback.js').Listener} Listener */

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
  /** The last sign-in that came back in the URL of the page. @type {Callback | undefined} */
  #callback;
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

  /**
   * Completes the sign-in in the URL of the page. Resolves to its result. Until a component has been told how it ended,
   * every component gets the same promise, because the one that started it may be unmounted before the end; but not if
   * another user or nobody is signed in since then, or the page is another one.
   * @returns {Promise<any> | null} `null` if there is none
   */
  callback() {
    const found = signInOf(location.href);
    const last = this.#untold();
    if (last && (!found || found === last.found)) return last.promise;
    return found ? this.#handle(location.href, found) : null;
  }

  /** Starts the last sign-in once more if it failed. {@link callback} returns it. */
  retry() {
    const last = this.#callback;
    if (!last?.hasFailed || this.#untold()) return;
    // The component may be gone. `error` has the reason.
    this.#handle(last.url, last.found).catch(() => {});
  }

  /**
   * Like {@link callback}, for a component: tells it the result, unless another one has been told. A component that
   * shows how the sign-in in the URL ended goes on showing that, however often it appears: only {@link retry} starts the
   * sign-in again.
   * @param {Listener} listener
   * @returns {{ promise: Promise<any>, leave: () => void } | null} `leave`: to be called when it is unmounted
   */
  follow(listener) {
    if (!this.#untold() && this.#isShownBy(listener)) return null;
    const promise = this.callback();
    const callback = this.#callback;
    if (!promise || !callback) return null;
    const { listeners } = callback;
    listeners.add(listener);
    const report = (/** @type {any} */ result) => {
      if (!listeners.size) return;
      callback.isTold = true;
      for (const one of listeners) callback.shownBy.add(one);
      const onResult = [...listeners].find(({ current }) => current)?.current;
      if (!result || !onResult || callback.isReported) return;
      callback.isReported = true;
      onResult(result);
    };
    promise.then(report, () => report(null));
    const leave = () => {
      this.#look();
      // If the sign-in itself unmounts the component, its result is due.
      if (!callback.hasSession) listeners.delete(listener);
    };
    return { promise, leave };
  }

  // ---- Inside ----

  /** Returns the last callback, if it is running, or no component has been told how it ended on this page. */
  #untold() {
    this.#look();
    const last = this.#callback;
    if (!last || last.isRunning) return last;
    return !last.isTold && last.page === pageOf(location.href) ? last : undefined;
  }

  /** Whether a component shows how the sign-in in the URL ended. @param {Listener} listener */
  #isShownBy(listener) {
    const last = this.#callback;
    return last?.found === signInOf(location.href) && last.shownBy.has(listener);
  }

  /** @param {string} url @param {string} found what {@link signInOf} returns for it */
  #handle(url, found) {
    // Without a URL, the package reads that of the page, and removes its parameters from the address bar. The page may
    // have another URL by now.
    const isOnPage = () => signInOf(location.href) === found;
    // In a microtask, so that a listener that is called meanwhile finds the record.
    const promise = Promise.resolve()
      .then(() => this.#run((api) => api.handleRedirectCallback(...(isOnPage() ? [] : [url]))))
      .catch((error) => {
        callback.hasFailed = true;
        throw error;
      })
      .finally(() => {
        // What it changed does not make its result outdated.
        this.#look();
        callback.isRunning = false;
        callback.page = pageOf(location.href);
        this.#changed();
      });
    const callback = startedCallback(url, found, promise);
    this.#callback = callback;
    this.#changed();
    return promise;
  }

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
    const callback = this.#callback;
    const isFirst = this.#current === undefined;
    const isSame = areOfOneUser(this.#current, current, this.#person.running > 0);
    this.#current = current;
    if (callback?.isRunning && current && !isSame) callback.hasSession = true;
    if (isFirst) {
      if (this.#errorAbout === 'session') this.#error = null;
    } else if (!isSame) {
      this.#error = null;
      // How it ended is no longer true.
      if (callback && !callback.isRunning) callback.isTold = true;
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
      isLoading: !tokens && (isUnknown || Boolean(this.#callback?.isRunning)),
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
