// Sign-in to the end: what leads to the service and what comes back from it.
import { addressOf, cleanAddress, read } from './callback.js';
import { unlessAborted } from './unless-aborted.js';
import { APIError, nameOf, SDKError } from './errors.js';
import { remember, same, storageNamed, take } from './flows.js';
import { bare, entries, field } from './host.js';
import { tokensOf, tokensWith } from './session.js';
import { loginMessage } from '../src/values.json';

/** What `extra` may not name: the service would have to choose between two values. */
const OURS =
  'projectId login_url locale payload with_logout client_id scope state redirect_uri response_type ' +
  'audience trackId code_challenge code_challenge_method';

/** Codes that this page has sent: each is good for one sign-in. @type {Set<unknown>} */
const seen = new Set();

/** @param {string} message */
const unmatched = (message) => new SDKError(message, { kind: 'state' });

/** @param {string} message */
const argument = (message) => new SDKError(message, { kind: 'argument' });

/** @param {string} message */
const environment = (message) => new SDKError(message, { kind: 'environment' });

/** @param {ArrayBuffer | Uint8Array} bytes as base64url without padding (RFC 4648, 5) */
const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=/g, '');

/** @returns {Promise<{ verifier: string, challenge: string }>} of RFC 7636, S256 */
const pkce = async () => {
  const { crypto } = globalThis;
  if (!crypto?.subtle)
    throw environment('there is no crypto.subtle here: it needs https or localhost');
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  // ASCII, so that each character is its byte.
  const bytes = Uint8Array.from(verifier, (c) => c.charCodeAt(0));
  return { verifier, challenge: base64url(await crypto.subtle.digest('SHA-256', bytes)) };
};

/**
 * The names and values of `extra`.
 * @param {unknown} extra
 * @returns {string[][]}
 */
const more = (extra) => {
  let list;
  try {
    list = entries(extra);
  } catch {
    // Judged below.
  }
  if (!list) throw argument('extra: must be an object that can be read');
  const pairs = [];
  for (const [name, value] of list) {
    if (OURS.split(' ').includes(name)) throw argument(`extra: ${name} is set by the options`);
    if (!['string', 'number', 'boolean'].includes(typeof value)) {
      throw argument('extra: its values must be texts, numbers or booleans');
    }
    pairs.push([name, String(value)]);
  }
  return pairs;
};

/** The sign-ins of one `Api`. */
export class SignIn {
  #core;
  #session;
  /** The `state` that the instance made up, and when it was last written down. */
  #noted = { state: '', at: 0 };
  /**
   * The flow whose callback asked for a second factor: the answer to it leads to a code of the same
   * flow, which is used up by then.
   * @type {{ state: string, verifier: string } | undefined}
   */
  #challenged;

  /** @param {import('./core.js').Core} core @param {import('./session.js').Session} session */
  constructor(core, session) {
    this.#core = core;
    this.#session = session;
  }

  get #flows() {
    const name = field(this.#core.option('session'), 'flowStorage');
    return storageNamed(name === 'localStorage' ? name : 'sessionStorage');
  }

  /** @param {string} state */
  #name(state) {
    return `${this.#core.project}/${state}`;
  }

  /** Writes down the `state` that the instance has made up for a call, as long as it makes calls. */
  note() {
    const { state } = this.#core.kept;
    const noted = this.#noted;
    if (!state || (noted.state === state && Date.now() - noted.at < 30_000)) return;
    this.#noted = { state, at: Date.now() };
    remember(this.#flows, this.#name(state), '', '1');
  }

  oauth2Auth() {
    try {
      this.#core.now((raw) => raw.oauth2Auth());
    } finally {
      this.note();
    }
  }

  /**
   * @param {unknown} [args]
   * @param {unknown} [options]
   * @returns {Promise<{ url: string, state: string, codeVerifier?: string }>}
   */
  async createAuthorizationUrl(args, options) {
    const [provider, extra] = [field(args, 'provider'), field(args, 'extra')];
    const state = this.#core.now((raw) => raw.newState());
    if (provider !== undefined) {
      if (extra !== undefined) throw argument('extra: not with provider');
      const link = await this.#core.call((raw) =>
        raw.authorizationLink(provider, { state }, options),
      );
      const url = field(link, 'url');
      if (typeof url !== 'string' || !/^https?:/.test(url)) {
        throw new SDKError("the service's answer has no address", { kind: 'response' });
      }
      remember(this.#flows, this.#name(state));
      return { url, state };
    }
    const query = new URLSearchParams(extra === undefined ? [] : more(extra)).toString();
    const { verifier, challenge } = await pkce();
    const url = this.#core.now((raw) => raw.authorizationUrl(state, challenge));
    remember(this.#flows, this.#name(state), verifier);
    return { url: query ? `${url}&${query}` : url, state, codeVerifier: verifier };
  }

  /** @param {unknown} [args] @param {unknown} [options] */
  async authorize(args, options) {
    if (typeof globalThis.location?.assign !== 'function') {
      throw environment('there is no page to navigate here');
    }
    const flow = await this.createAuthorizationUrl(args, options);
    globalThis.location.assign(flow.url);
    return flow;
  }

  /**
   * The order is fixed: first the state, then whatever else the address says. It is cleaned between
   * them, so that no request of the exchange tells where it came from.
   * @param {unknown} [url]
   * @param {unknown} [options]
   */
  async handleRedirectCallback(url, options) {
    const page = globalThis.location?.href;
    if ((url ?? page) === undefined) throw environment('there is no page here; pass the address');
    const address = addressOf(url ?? page);
    let found;
    let flow;
    try {
      found = read(address);
      const { state, code } = found;
      const mode = this.#core.kept.isOauth2;
      if (state !== undefined || code !== undefined || mode) {
        if (state === undefined) throw unmatched('the address has no state');
        flow = take(this.#flows, this.#name(state));
        if (!flow) throw unmatched('the state is unknown, too old, or was used');
      }
    } finally {
      if (address.href === page) cleanAddress();
    }
    this.#challenged =
      flow && found.error === undefined && found.challengeId !== undefined
        ? { state: found.state, verifier: flow.verifier }
        : undefined;
    return this.#finish(found, flow?.verifier || undefined, options);
  }

  /**
   * @param {unknown} result of a call that signs in
   * @param {unknown} [options]
   */
  async completeLogin(result, options) {
    const askFields = field(result, 'ask_fields');
    if (field(askFields, 'length')) return { askFields, token: field(result, 'token') };
    const error = field(result, 'error');
    if (error) {
      const [code, description] = [field(error, 'code'), field(error, 'description')];
      throw new APIError(typeof code === 'string' ? code : '', {
        description,
        details: field(error, 'details'),
      });
    }
    const address = ['login_url', 'redirect_url', 'url']
      .map((name) => field(result, name))
      .find((address) => typeof address === 'string');
    if (address === undefined) {
      throw argument('result: what a call that signs in resolved to is required');
    }
    const challenge = field(result, 'challenge_id');
    const found = bare({
      challengeId: typeof challenge === 'string' ? challenge : undefined,
      ...read(addressOf(address)),
    });
    const challenged = this.#challenged;
    if (challenged && found.state !== undefined && same(found.state, challenged.state)) {
      this.#challenged = undefined;
      return this.#finish(found, challenged.verifier || undefined, options);
    }
    if (found.state !== undefined || found.code !== undefined) {
      const sent = this.#core.option('state') ?? this.#core.kept.state;
      if (found.state === undefined || !sent || !same(found.state, String(sent))) {
        throw unmatched('the state is not the one that was sent');
      }
    }
    return this.#finish(found, undefined, options);
  }

  /**
   * @param {Record<string, string>} found
   * @param {string | undefined} codeVerifier
   * @param {unknown} options
   */
  async #finish({ error, errorDescription, challengeId, code, token }, codeVerifier, options) {
    if (error !== undefined) throw new APIError(error, { description: errorDescription });
    if (challengeId !== undefined) return { challengeId };
    if (code !== undefined) return this.exchangeCode({ code, codeVerifier }, options);
    if (token === undefined) {
      throw new SDKError('the address has nothing of a sign-in', { kind: 'response' });
    }
    await this.#session.adopt(tokensWith(token));
    return { token };
  }

  /**
   * @param {unknown} [args]
   * @param {unknown} [options]
   */
  async exchangeCode(args, options) {
    const [code, codeVerifier] = [field(args, 'code'), field(args, 'codeVerifier')];
    // A replay: the service may end the session that the code once began (RFC 6749, 4.1.2).
    if (typeof code === 'string' && seen.has(code)) throw unmatched('the code was used');
    seen.add(code);
    try {
      const tokens = tokensOf(
        await this.#core.call((raw) => raw.exchangeCode({ code, codeVerifier }, options)),
      );
      await this.#session.adopt(tokens);
      return tokens;
    } catch (error) {
      // Nothing was sent.
      if (field(error, 'kind') === 'argument') seen.delete(code);
      throw error;
    }
  }

  /** @param {unknown} [token] @param {unknown} [options] */
  async getUser(token, options) {
    const bearer = token ?? (await this.#session.getAccessToken()) ?? undefined;
    return this.#core.call((raw) => raw.getUser(bearer, options));
  }

  /** @param {unknown} [options] */
  async silentSignIn(options) {
    let answer;
    try {
      answer = await this.#core.call((raw) => raw.checkUserAuthSSO(options));
    } catch (error) {
      if (error instanceof APIError && field(error, 'status') === 401) {
        return { signedIn: false, reason: 'no-session-visible' };
      }
      throw error;
    }
    const leads = field(answer, 'login_url') !== undefined;
    return { signedIn: true, ...(leads ? await this.completeLogin(answer, options) : answer) };
  }
}

/**
 * Waits for the one message of a popup or new tab that says where the sign-in goes on.
 *
 * @param {unknown} [args] `origin`, whose messages count; `source`, the window if it is known;
 *   `signal`, an AbortSignal that ends the waiting
 * @returns {Promise<{ loginUri: string }>}
 */
export const listenForLogin = async (args) => {
  const [origin, source, signal] = ['origin', 'source', 'signal'].map((name) => field(args, name));
  if (typeof globalThis.addEventListener !== 'function') {
    throw environment('there is no page that messages come to');
  }
  if (!isOrigin(origin)) throw argument('origin: must be an origin, as https://login.example');
  if (source != null && Object(source) !== source) throw argument('source: must be a window');
  /** @type {(event: MessageEvent) => void} */
  let onMessage;
  const message = new Promise((resolve) => {
    onMessage = (event) => {
      if (event.origin !== origin || (source && event.source !== source)) return;
      if (field(event.data, 'type') !== loginMessage) return;
      const loginUri = field(event.data, 'loginUri');
      if (typeof loginUri === 'string') resolve({ loginUri });
    };
  });
  try {
    return await unlessAborted(signal, () => {
      addEventListener('message', onMessage);
      return message;
    });
  } finally {
    // @ts-expect-error It has its value by now.
    removeEventListener('message', onMessage);
  }
};

/** @param {unknown} value `null` is none: many opaque origins are called so */
const isOrigin = (value) => {
  try {
    return typeof value === 'string' && value !== 'null' && new URL(value).origin === value;
  } catch {
    return false;
  }
};
