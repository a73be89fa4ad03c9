// The session: the tokens and their changes.
import type { LogoutSessions } from './arguments.js';
import type { CallOptions } from './call-options.js';
import type { Tokens } from './sign-in.js';

/**
 * The signed-in user's session: the tokens from the last sign-in or refresh, in the storage that
 * the option `session` sets. You can call its functions without the object, for example after
 * destructuring.
 *
 * The tokens are decoded, never verified. They are meant for requests to servers, which verify
 * them; do not base decisions in the page on what a token says.
 */
export interface Session {
  /**
   * The tokens that this page knows: `undefined` until the storage has been read, and permanently if it cannot be read;
   * `null` if nobody is signed in.
   *
   * @returns The same object until something changes, so that React's `useSyncExternalStore` can use it directly.
   */
  get current(): Readonly<Tokens> | null | undefined;

  /**
   * Calls `run` with {@link Session.current} immediately and after each change, following the store contract of Svelte.
   * Exceptions that it throws are ignored.
   *
   * @param run - Receives the value of `current`.
   * @returns A function that ends the subscription.
   * @throws An {@link SDKError} of kind `argument`, synchronously, if the value is not a function.
   */
  subscribe(run: (current: Readonly<Tokens> | null | undefined) => void): () => void;

  /**
   * The stored tokens, even if they have expired; `null` if nobody is signed in. After a sign-in
   * that returned a `token`, that token is the `accessToken`.
   *
   * @param options - Signal and time limit for the storage.
   * @returns A copy, which you may change.
   * @throws An {@link SDKError} of kind `environment` if the storage cannot be read.
   */
  get(options?: CallOptions): Promise<Tokens | null>;

  /**
   * Returns an access token for a request, immediately if it is valid. During the last 60 s of its lifetime, or the
   * last quarter if that is shorter, this also starts a refresh in the background if there is a refresh token. An
   * expired token is refreshed first. After a failed refresh, the next one waits: 1 s at first, up to 60 s after repeated
   * failures, or longer if the service asks for that in `Retry-After`.
   *
   * @param options - Signal and time limit. They end the wait, not the refresh.
   * @returns `null` if nobody is signed in, or the session has ended.
   * @throws What {@link Api.refresh} rejects with, if the current token has expired: after an {@link SDKError} of kind
   * `network` or `timeout`, try again. `environment` if the storage cannot be read.
   */
  getAccessToken(options?: CallOptions): Promise<string | null>;

  /**
   * Calls `listener` after each change: with the tokens, or with `null` when nobody is signed in
   * any more. It reports the changes that this instance makes and, with `localStorage`, those of
   * other tabs. Exceptions that it throws are ignored.
   *
   * @param listener - Not called immediately; see {@link Session.get}.
   * @returns A function that ends the subscription.
   * @throws An {@link SDKError} of kind `argument`, synchronously, if the value is not a function.
   */
  onChange(listener: (tokens: Readonly<Tokens> | null) => void): () => void;

  /**
   * Signs the user out: deletes the tokens and notifies the service. If nobody is signed in, nothing is sent. If the
   * service does not respond, the promise rejects, but the tokens are still deleted; a refresh in progress does not
   * restore them. An expired access token is refreshed first; if that is not possible, {@link Api.clearSSO} is called
   * instead, so that the session at the service ends.
   *
   * @param session - `sso`, the default, ends only the single sign-on session; `all` ends every token as well.
   * @param options - Signal and time limit.
   * @throws An {@link SDKError} of kind `argument` if `session` has any other value; the user then stays signed in.
   * `environment` if the tokens cannot be deleted from the storage. Otherwise the same as {@link Api.logout}.
   */
  logout(session?: LogoutSessions, options?: CallOptions): Promise<void>;
}
