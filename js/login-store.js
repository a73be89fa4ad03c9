// What the entry `./react` shows of one `Api`, as a store for `useSyncExternalStore`. It knows nothing of React, and
// holds no rule of a session: it passes on what `api.session` says.

// @ts-ignore The build makes it. Imported and not bundled, so that an app has one instance of the package.
import { Api, init, isCancel, readLoginUrl } from './xsolla-login.mjs';

/** @typedef {any} AnyApi an `Api`, or an object that looks like one */

/** An `Api` of these options, also where WebAssembly must be loaded first. @param {unknown} options */
const made = async (options) => {
  try {
    return new Api(options);
  } catch (error) {
    if (/** @type {any} */ (error)?.kind !== 'environment') throw error;
    await init();
    return new Api(options);
  }
};

/** Whether an address has something for `handleRedirectCallback`. @param {string} url */
const isCallback = (url) => {
  try {
    const { code, token, challengeId, error } = readLoginUrl(url);
    return Boolean(code || token || challengeId || error);
  } catch {
    // It says something twice. The callback refuses it, with the reason.
    return true;
  }
};

/**
 * Whose tokens these are: the `sub` of a JWT, which nothing else in the package needs. `undefined` where the token does
 * not say; then each new token may be another user's.
 * @param {any} tokens
 * @returns {unknown}
 */
const subjectOf = (tokens) => {
  try {
    const claims = tokens.accessToken.split('.')[1].replace(/-/g, '+').replace(/_/g, '/');
    return JSON.parse(atob(claims)).sub;
  } catch {
    return undefined;
  }
};

/** Whether both are tokens of one user. @param {any} one @param {any} other */
const areOfOneUser = (one, other) => {
  if (one?.accessToken === other?.accessToken) return true;
  const subject = subjectOf(one);
  return subject !== undefined && subject === subjectOf(other);
};

export class LoginStore {
  /** What was given to make it. */
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
  /** What `session.current` was last. @type {any} */
  #current;
  /** Set if the session cannot be read: then nothing is to be waited for. */
  #isUnreadable = false;
  /** The sign-in that came back in the page's address. @type {Promise<any> | undefined} */
  #callback;
  /** That address: the address bar is cleaned. @type {string | undefined} */
  #callbackUrl;
  #isHandling = false;
  /** @type {any} */
  #user = null;
  /** The tokens that the user was last asked for with. @type {any} */
  #userOf = null;
  /** How often the user has changed. Tells an answer about somebody who has left meanwhile. */
  #userChanges = 0;
  #isAsking = false;
  /** @type {any} */
  #error = null;
  /** @type {any} */
  #snapshot;
  /** What the server renders, and the browser at first, so that they agree. */
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
    // Nobody is told during a render, and nothing begins: this page may never come to be shown.
    if (this.#api && !this.#unsubscribe) this.#take(this.#api.session.current);
    return this.#snapshot;
  };

  serverSnapshot = () => this.#serverSnapshot;

  // ---- What useLogin() gives ----

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

  reloadUser = () =>
    this.#run(async (api) => {
      const before = this.#userChanges;
      const user = await api.getUser();
      if (before === this.#userChanges) {
        this.#user = user;
        this.#changed();
      }
      return user;
    });

  // ---- The callback ----

  /**
   * What the sign-in in the page's address came to; `null` if there is none there. Until a component was told how it
   * ended, each gets the same promise: the one that began it may be gone before the end.
   * @param {boolean} again whether to try the last address once more
   * @returns {Promise<any>}
   */
  callback(again) {
    if (this.#callback) return this.#callback;
    const url = again && this.#callbackUrl ? this.#callbackUrl : location.href;
    if (!isCallback(url)) return Promise.resolve(null);
    this.#callbackUrl = url;
    this.#isHandling = true;
    const promise = this.#run((api) =>
      // Without an address, the package takes that of the page, and its parameters out of the address bar. The page
      // may have gone on since.
      again || location.href !== url
        ? api.handleRedirectCallback(url)
        : api.handleRedirectCallback(),
    ).finally(() => {
      this.#isHandling = false;
      this.#changed();
    });
    this.#callback = promise;
    this.#changed();
    return promise;
  }

  /** The app knows how it ended. */
  callbackTold() {
    this.#callback = undefined;
  }

  // ---- Inside ----

  /** @returns {Promise<AnyApi>} */
  #ready() {
    if (this.#api) return Promise.resolve(this.#api);
    this.#making ??= made(this.#options).then(
      (api) => {
        this.#api = api;
        this.#watch();
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

  /**
   * Runs what the app asked for. It rejects as the package does, and `error` says why, too.
   * @param {(api: AnyApi) => Promise<any>} run
   * @param {AbortSignal} [signal] what the app may cancel it by
   */
  async #run(run, signal) {
    // While there is no instance, `error` says why.
    if (this.#api) this.#fail(null);
    try {
      const api = await this.#ready();
      this.#fail(null);
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
    // It calls at once.
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
    this.#fail(error);
    this.#changed();
  }

  /** @param {any} current */
  #take(current) {
    if (current === this.#current) return;
    const isSame = areOfOneUser(this.#current, current);
    this.#current = current;
    if (!isSame) {
      this.#user = null;
      this.#userOf = null;
      this.#userChanges += 1;
    }
    this.#snapshot = this.#made();
  }

  /** Asks who is signed in, once for all tokens of the session. */
  async #loadUser() {
    const tokens = this.#current;
    if (!this.#loadsUser || !tokens || tokens === this.#userOf || this.#isAsking) return;
    this.#isAsking = true;
    this.#userOf = tokens;
    const before = this.#userChanges;
    /** @type {any} */
    let user = null;
    /** @type {unknown} */
    let failure;
    try {
      user = await this.#api.getUser();
    } catch (error) {
      failure = error;
    }
    this.#isAsking = false;
    if (before !== this.#userChanges) {
      this.#loadUser();
    } else if (failure) {
      // Not asked again for the tokens that a refresh has brought meanwhile: it would go on for ever where the
      // service refuses each.
      this.#userOf = this.#current;
      this.#user = null;
      this.#fail(failure);
    } else {
      this.#user = user;
      this.#changed();
      this.#loadUser();
    }
  }

  /** @param {any} error */
  #fail(error) {
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
      isLoading: !tokens && (isUnknown || this.#isHandling),
      isSignedIn: tokens !== null,
      tokens,
      user: this.#user,
      error: this.#error,
      api: this.#api ?? null,
      signIn: this.signIn,
      signInWithRedirect: this.signInWithRedirect,
      signOut: this.signOut,
      reloadUser: this.reloadUser,
    });
  }
}
