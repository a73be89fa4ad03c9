// Completing a sign-in.
import type { ListenOptions } from './arguments.js';
import type { URL } from './platform.js';
import type { AskResponse, Response, UrlResponse } from './results.js';
import type { AskFields } from './settings.js';

/**
 * Tokens of OAuth 2.0 (RFC 6749, 5.1). They are decoded to find out when they expire, never
 * verified: only a server may trust a token to identify a user, after it has verified the signature
 * or asked the service.
 */
export interface Tokens {
  /** Access token; with this service, it is also a JWT (RFC 7519). */
  accessToken: string;
  /** Refresh token; the service only issues one for the scope `offline`. */
  refreshToken?: string;
  /**
   * When the access token expires, in milliseconds since 1970 by this machine's clock. Calculated from the lifetime of
   * the token (`expires_in`, else `exp` minus `iat`), so that a wrong clock does no harm. `Infinity` if the lifetime is
   * unknown: the token counts as valid until the service rejects it.
   */
  expiresAt: number;
  /** The scope that was granted, if the service included it. */
  scope?: string;
  /** Only there if the configured storage could not be written: the session ends with the page. */
  persisted?: false;
}

/** A pending sign-in. */
export interface AuthorizationFlow {
  /** URL to send the user to. */
  url: string;
  /** Its `state` (RFC 6749, 10.12): 128 random bits as 32 hexadecimal digits. */
  state: string;
  /**
   * Its code verifier (RFC 7636, 4.1), 256 random bits; not there with `provider`.
   * `handleRedirectCallback` finds it by itself: you only need it if your app exchanges the code
   * itself. Anyone who has both this and the code can get the tokens.
   */
  codeVerifier?: string;
}

/** What the query of a URL says about a sign-in; none of it has been checked. */
export interface LoginUrl {
  /** The user's token. */
  token?: string;
  /** OAuth 2.0 authorization code. */
  code?: string;
  /** OAuth 2.0 `state`. */
  state?: string;
  /** The required second factor: `challenge_id`. */
  challengeId?: string;
  /** The service's error code: `error_code`, else `error`. */
  error?: string;
  /** The service's description of the error: `error_description`. */
  errorDescription?: string;
}

/** The sign-in ended with tokens, which are now in the session. */
export interface TokensResult extends Tokens {
  /** The kind of result. */
  kind: 'tokens';
  /** Not there. */
  token?: undefined;
  /** Not there. */
  challengeId?: undefined;
  /** Not there. */
  askFields?: undefined;
}

/** The sign-in ended with a token, which is now the access token of the session. */
export interface TokenResult {
  /** The kind of result. */
  kind: 'token';
  /** Only there if the configured storage could not be written. */
  persisted?: false;
  /** The user's token, a JWT; decoded, never verified. */
  token: string;
  /** Not there. */
  accessToken?: undefined;
  /** Not there. */
  challengeId?: undefined;
  /** Not there. */
  askFields?: undefined;
}

/** The user has to enter a second factor first. */
export interface ChallengeResult {
  /** The kind of result. */
  kind: 'challenge';
  /** The required second factor: the value of the option `challenge_id`, for `otpLogin`. */
  challengeId: string;
  /** Not there. */
  accessToken?: undefined;
  /** Not there. */
  token?: undefined;
  /** Not there. */
  askFields?: undefined;
}

/** The project still requests data from the user. The session has no token yet. */
export interface AskFieldsResult {
  /** The kind of result. */
  kind: 'ask';
  /** The requested fields, for `ask`. */
  askFields: AskFields;
  /** The user's token, for `ask`. */
  token: string;
  /** Not there. */
  accessToken?: undefined;
  /** Not there. */
  challengeId?: undefined;
}

/**
 * How a sign-in ended: in OAuth mode with tokens, otherwise with a token, or, before either, with a
 * required second factor. `kind` says which.
 */
export type SignInResult = TokensResult | TokenResult | ChallengeResult;

/** How a sign-in ended, or which data is requested first. `kind` says which. */
export type CompletedSignIn = SignInResult | AskFieldsResult;

/**
 * The response to any call that signs in. `signup` may resolve to an {@link EmptyResponse} instead.
 */
export type SignInAnswer = Response | AskResponse | UrlResponse;

/** What a sign-in result of a silent sign-in also has. */
interface Silently {
  /** The service has a session of a user in this browser. `kind` says whether this page has tokens now. */
  signedIn: true;
  /** Not there. */
  code?: undefined;
}

/** Without OAuth mode: a user is signed in, and this page does not have their token yet. */
export interface SsoCodeResult {
  /** The kind of result. */
  kind: 'code';
  /** The service has a session of a user in this browser. */
  signedIn: true;
  /** The service's one-time code; call {@link Api.userAuthSSOWithRedirect} to get the token. */
  code: string;
  /** Not there. */
  accessToken?: undefined;
  /** Not there. */
  token?: undefined;
  /** Not there. */
  challengeId?: undefined;
  /** Not there. */
  askFields?: undefined;
}

/** Nobody is signed in, or the browser blocks the service's cookie: a page cannot tell which. */
export interface NoSessionResult {
  /** The kind of result. */
  kind: 'signed-out';
  /** Nobody is known to be signed in. */
  signedIn: false;
  /** The service responded with status 401. */
  reason: 'no-session-visible';
}

/** What a silent sign-in found. `kind` says which. */
export type SilentSignInResult = (CompletedSignIn & Silently) | SsoCodeResult | NoSessionResult;

/** Where to continue the sign-in of a popup. */
export interface LoginMessage {
  /** The URL, as the other page sent it. Only the sender has been checked. */
  loginUri: string;
}

/**
 * Reads a `login_url`, a `redirect_url` or the URL of a callback. Only the query is read. Nothing
 * is checked, sent or stored, so do not trust the values: {@link Api.handleRedirectCallback} and
 * {@link Api.completeLogin} check them.
 *
 * @param url - The URL, absolute or relative to the page.
 * @returns The values that it has.
 * @throws An {@link SDKError} of kind `argument` if the value is not a URL; `response` if a
 * parameter appears twice (RFC 6749, 3.1).
 */
export function readLoginUrl(url: string | URL): LoginUrl;

/**
 * Waits for the message in which a popup or a new tab says where to continue its sign-in:
 * `{ type: '@xsolla-login/sdk:babka-login', loginUri }`, as `oauth2Auth` sends it with `enablePostMessageLogin`.
 * Messages from another origin or window, or of another shape, are ignored. It stops listening after that one message.
 *
 * If `origin` is the page's own origin, it also listens to `new BroadcastChannel('xsolla-login-wasm/login')`: a popup
 * that has visited a page with a Cross-Origin-Opener-Policy no longer has an `opener`.
 *
 * It waits until a message comes or `source` is closed. It checks the latter twice a second, and only while the page
 * has the focus, because a popup that has lost its opener looks closed.
 *
 * @param args - Which messages to accept, and a signal.
 * @returns Where to continue the sign-in, once the message has come.
 * @throws An {@link SDKError} of kind `argument` if `origin` is not an origin; `environment` if there is no page;
 * `aborted` if `source` was closed; the `reason` of the signal.
 */
export function listenForLogin(args: ListenOptions): Promise<LoginMessage>;
