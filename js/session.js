// The tokens of whoever is signed in: kept, refreshed in time, by one page or tab at once. They are
// decoded and never verified: only the service and a studio's own server can do that.
import { APIError, SDKError } from './errors.js';
import { sessions } from './generated/sessions.js';
import { unlessAborted } from './unless-aborted.js';
import { storageNamed } from './flows.js';
import { bare, field, own } from './host.js';

/** Milliseconds before its end at which an access token counts as used up. */
const EARLY = 60_000;

/** Milliseconds to wait for another tab: a lock whose holder hangs must not keep this one. */
const PATIENCE = 10_000;

/** What the token endpoint says of a code or refresh token that is wrong or used. */
const INVALID_GRANT = '010-023';

/**
 * @typedef {{ accessToken: string, refreshToken?: string, expiresAt: number, scope?: string }} Tokens
 * @typedef {{ getItem: (key: string) => any, setItem: (key: string, value: string) => any,
 *   removeItem: (key: string) => any }} Storage
 */

/** @param {string} message @param {string} kind */
const failure = (message, kind) => new SDKError(message, { kind });

/** @param {unknown} value */
const text = (value) => (typeof value === 'string' && value ? value : undefined);

/** @param {string} token @returns {any} its claims; undefined where it is no JWT (RFC 7519) */
const claims = (token) => {
  try {
    // Times are ASCII: what else there is in UTF-8 is not looked at.
    return JSON.parse(atob(token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')));
  } catch {
    return undefined;
  }
};

/**
 * When a token that came just now ends, by this machine's clock: how long it lasts is the difference
 * of two times of the service's own clock, so that neither clock has to be right.
 * @param {string} token
 * @param {unknown} [seconds] what the service said with it
 */
const endOf = (token, seconds) => {
  const said = claims(token);
  const from = field(said, 'iat') ?? Date.now() / 1000;
  const lasts = typeof seconds === 'number' ? seconds : field(said, 'exp') - from;
  return Date.now() + (lasts > 0 ? lasts * 1000 : 0);
};

/**
 * @param {{ accessToken: string, expiresAt: number }} tokens
 * @param {unknown} refreshToken
 * @param {unknown} scope
 * @returns {Tokens} with what there is of them
 */
const withMore = (tokens, refreshToken, scope) => ({
  ...tokens,
  ...(text(refreshToken) ? { refreshToken: String(refreshToken) } : {}),
  ...(text(scope) ? { scope: String(scope) } : {}),
});

/**
 * @param {any} answer of the token endpoint
 * @param {unknown} [refreshToken] kept if none came
 */
export const tokensOf = (answer, refreshToken) => {
  const accessToken = text(field(answer, 'access_token'));
  if (!accessToken) {
    throw failure("the service's answer has no access_token", 'response');
  }
  const tokens = { accessToken, expiresAt: endOf(accessToken, own(answer, 'expires_in')) };
  return withMore(tokens, text(own(answer, 'refresh_token')) ?? refreshToken, own(answer, 'scope'));
};

/** @param {string} token of an address */
export const tokensWith = (token) => ({ accessToken: token, expiresAt: endOf(token) });

/** @param {number} ms */
const pause = (ms) => new Promise((end) => setTimeout(end, ms));

/**
 * Runs while no other tab does. Without locks, or where one hangs, all the same: what the tokens are
 * compared with then keeps the tabs from undoing each other's work.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
const alone = (name, run) =>
  new Promise((resolve) => {
    /** @type {Promise<T> | undefined} */
    let running;
    const start = () => {
      clearTimeout(timer);
      if (!running) resolve((running = run()));
      return running;
    };
    const timer = setTimeout(start, PATIENCE);
    Promise.resolve()
      .then(() =>
        navigator.locks.request(name, async () => {
          await start();
          // Other tabs hear of a lock that is free before they hear of what was written.
          await pause(200);
        }),
      )
      .catch(() => void start());
  });

/** What `api.session` is. */
export class Session {
  #core;
  /** @type {Set<(tokens: Tokens | null) => void>} */
  #listeners = new Set();
  /** What is under way, by the token that it uses up. @type {Map<unknown, Promise<Tokens>>} */
  #refreshing = new Map();
  /**
   * The tokens, without a prototype, where no storage is asked for or it did not take them.
   * @type {Tokens | null}
   */
  #kept = null;
  /** How often other tokens came, or they went. */
  #changes = 0;

  /** @param {import('./core.js').Core} core */
  constructor(core) {
    this.#core = core;
    /** What an app sees of it. */
    this.shown = Object.freeze({
      get: () => this.get(),
      getAccessToken: () => this.getAccessToken(),
      onChange: (/** @type {any} */ listener) => this.onChange(listener),
      logout: (/** @type {unknown} */ session, /** @type {unknown} */ options) =>
        this.logout(session, options),
    });
  }

  /** The storage that the options name; undefined for memory. @returns {Storage | undefined} */
  get #storage() {
    const storage = field(this.#core.option('session'), 'storage');
    if (Object(storage) === storage) return storage;
    return storage === 'sessionStorage' || storage === 'localStorage'
      ? storageNamed(storage)
      : undefined;
  }

  get #key() {
    return `xsolla-login-wasm/session/${this.#core.project}`;
  }

  /** @returns {Promise<Tokens | null>} without a prototype */
  async #read() {
    const storage = this.#storage;
    if (!storage || this.#kept) return this.#kept;
    try {
      const kept = JSON.parse(await storage.getItem(this.#key));
      const [accessToken, expiresAt] = [text(own(kept, 'accessToken')), own(kept, 'expiresAt')];
      if (!accessToken || typeof expiresAt !== 'number') return null;
      const tokens = { accessToken, expiresAt };
      return bare(withMore(tokens, own(kept, 'refreshToken'), own(kept, 'scope')));
    } catch {
      // Nothing, or something else, stands there.
      return null;
    }
  }

  /**
   * The tokens as they are kept, even if they have expired.
   * @returns {Promise<Tokens | null>}
   */
  async get() {
    const tokens = await this.#read();
    return tokens && { ...tokens };
  }

  /** @param {Tokens | null} tokens */
  async adopt(tokens) {
    const [storage, key, change] = [this.#storage, this.#key, ++this.#changes];
    const kept = (this.#kept = tokens && bare(tokens));
    if (storage) {
      try {
        await (kept ? storage.setItem(key, JSON.stringify(kept)) : storage.removeItem(key));
        if (change === this.#changes) this.#kept = null;
      } catch {
        // It is full, say: a sign-in then lasts as long as the page. Signing out has failed.
        if (!kept) throw failure('session: the storage does not forget', 'environment');
      }
    }
    this.#tell(tokens);
  }

  /** @param {Tokens | null} tokens */
  #tell(tokens) {
    for (const listener of [...this.#listeners]) {
      try {
        listener(tokens && { ...tokens });
      } catch {
        // A listener never fails a sign-in.
      }
    }
  }

  /** @param {StorageEvent} event */
  #onStorage = async ({ key }) => {
    if (key === this.#key || key === null) this.#tell(await this.get());
  };

  /**
   * Calls `listener` with the tokens, or null, after each change, in another tab too where the
   * storage is `localStorage`.
   * @param {(tokens: Tokens | null) => void} listener
   * @returns {() => void} what ends it
   */
  onChange(listener) {
    if (typeof listener !== 'function') {
      throw failure('listener: must be a function', 'argument');
    }
    const told = (/** @type {Tokens | null} */ tokens) => listener(tokens);
    if (!this.#listeners.size) globalThis.addEventListener?.('storage', this.#onStorage);
    this.#listeners.add(told);
    return () => {
      this.#listeners.delete(told);
      if (!this.#listeners.size) globalThis.removeEventListener?.('storage', this.#onStorage);
    };
  }

  /**
   * An access token that is good for 60 s at least where it can be refreshed; null if nobody is
   * signed in or the session has ended.
   * @returns {Promise<string | null>}
   */
  async getAccessToken() {
    const tokens = await this.#read();
    if (!tokens) return null;
    const left = () => tokens.expiresAt - Date.now();
    if (left() <= EARLY && tokens.refreshToken) {
      try {
        return (await this.refresh()).accessToken;
      } catch (error) {
        if (!(await this.#read())) return null;
        if (left() <= 0) throw error;
      }
    }
    return left() > 0 ? tokens.accessToken : null;
  }

  /**
   * Who stops waiting does not stop the request: others may wait for it, and the service may have put
   * a new refresh token in the place of the old one.
   * @param {unknown} [args]
   * @param {unknown} [options]
   * @returns {Promise<Tokens>}
   */
  refresh(args, options) {
    const [given, signal] = [field(args, 'refreshToken'), field(options, 'signal')];
    const more = Object(options) === options ? { timeout: field(options, 'timeout') } : options;
    return unlessAborted(signal, async () => {
      const kept = (await this.#read())?.refreshToken;
      const used = given ?? kept;
      let flight = this.#refreshing.get(used);
      if (!flight) {
        flight = this.#refresh(used, used === kept, more);
        this.#refreshing.set(used, flight);
        const over = () => void this.#refreshing.delete(used);
        flight.then(over, over);
      }
      return { ...(await flight) };
    });
  }

  /**
   * @param {any} used the refresh token
   * @param {boolean} ofSession whether it is that of the session
   * @param {unknown} options
   * @returns {Promise<Tokens>}
   */
  #refresh(used, ofSession, options) {
    const run = async () => {
      const before = this.#changes;
      /** The tokens that have taken the place of those with this refresh token. */
      const others = async () => {
        const now = ofSession && used !== undefined ? await this.#read() : undefined;
        if (now && now.refreshToken !== used) return now;
        if (now === null || before !== this.#changes) {
          throw failure('signed out, or in anew, meanwhile', 'state');
        }
      };
      /** @type {any} */
      let answer;
      /** @type {Tokens | undefined} */
      let tokens = await others();
      if (tokens) return tokens;
      try {
        answer = await this.#core.call((raw) => raw.refresh({ refreshToken: used }, options));
      } catch (error) {
        const over = error instanceof APIError && field(error, 'code') === INVALID_GRANT;
        // Another tab may have used it first, and wait for its answer still.
        if (over && ofSession && this.#storage) await pause(1000);
        tokens = await others();
        if (tokens) return tokens;
        if (over && ofSession) await this.adopt(null);
        throw error;
      }
      tokens = await others();
      if (tokens) return tokens;
      tokens = tokensOf(answer, used);
      await this.adopt(tokens);
      return tokens;
    };
    return this.#storage ? alone(this.#key, run) : run();
  }

  /**
   * Forgets the tokens, then tells the service.
   * @param {unknown} [session] `'sso'`, or `'all'` for every device
   * @param {unknown} [options]
   */
  async logout(session = 'sso', options) {
    if (!sessions.includes(/** @type {string} */ (session))) {
      throw failure('session: not one of the words of logout', 'argument');
    }
    const tokens = await this.#read();
    if (!tokens) return;
    const told = this.#core.call((raw) => raw.logout(tokens.accessToken, session, options));
    // At once: what is refreshed meanwhile finds nobody signed in.
    await Promise.all([this.adopt(null), told]);
  }
}
