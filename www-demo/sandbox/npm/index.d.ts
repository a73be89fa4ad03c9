/**
 * A stand-in for the Xsolla Login service, for testing your own pages.
 *
 * @packageDocumentation
 */

import type { Request, RequestInit, Response, URL } from './platform.js';
import type { Message, NewUser, Received, RefreshTokenUse, User } from './records.js';

export type { Message, NewUser, Received, RefreshTokenUse, User };

/** The id of the sandbox's Login project if `projectId` is omitted. */
export const PROJECT_ID: string;

/** The id of the sandbox's OAuth client if `clientId` is omitted. */
export const CLIENT_ID: number;

/** The settings, which can be changed while the sandbox runs. */
export interface Settings {
  /** Whether a new account must be confirmed through a link in an email. @defaultValue `true` */
  confirmMail?: boolean | undefined;
  /** How long `getConfirmCode` waits for the link to be opened, in milliseconds. @defaultValue `20000` */
  longPollMs?: number | undefined;
  /** HTTP status of 003-011 (confirm the email address) and 003-014 (confirm the phone number). @defaultValue `422` */
  askStatus?: 200 | 422 | undefined;
  /** The fields that a user must fill in at sign-in if they are missing. @defaultValue `[]` */
  askFields?: readonly string[] | undefined;
  /** Whether the response to a correct password is a challenge for a second factor. @defaultValue `false` */
  secondFactor?: boolean | undefined;
  /** Whether users who sign in with a social network must accept the terms. @defaultValue `false` */
  socialConsent?: boolean | undefined;
  /** Whether the project has a custom social network. @defaultValue `false` */
  customNetwork?: boolean | undefined;
  /** Whether sign-in, sign-up and reset require a captcha from the first attempt. @defaultValue `false` */
  captcha?: boolean | undefined;
  /** The country that the service detects for the caller; an empty string for none. @defaultValue `'US'` */
  country?: string | undefined;
  /** Whether sending a code or refresh token twice ends the sign-in. @defaultValue `false` */
  reuseDetection?: boolean | undefined;
  /** The lifetime of new access tokens in milliseconds, 1000 or more. @defaultValue `3600000` */
  accessLifetimeMs?: number | undefined;
  /** The form of access tokens. @defaultValue `'jwt'` */
  accessToken?:
    | 'jwt'
    | 'jwtWithoutIat'
    | 'jwtWithoutExp'
    | 'jwtWithoutTimes'
    | 'jwtTextTimes'
    | 'jwtFarExp'
    | 'opaque'
    | undefined;
  /** The form of `expires_in`. @defaultValue `'number'` */
  expiresIn?: 'number' | 'text' | 'missing' | 'null' | 'zero' | undefined;
  /** The form of the token endpoint's errors. @defaultValue `'service'` */
  tokenErrors?: 'service' | 'rfc6749' | undefined;
}

/** All settings, with their current values. */
export type CurrentSettings = {
  [Name in keyof Settings]-?: Exclude<Settings[Name], undefined>;
};

/** The options of a sandbox: its initial settings, and who may use it. */
export interface SandboxOptions extends Settings {
  /** The URL of the service, without a path. @defaultValue `'https://login.xsolla.com'` */
  url?: string | undefined;
  /** The id of the Login project. @defaultValue `PROJECT_ID` */
  projectId?: string | undefined;
  /** The id of the project's OAuth client. @defaultValue `CLIENT_ID` */
  clientId?: number | undefined;
  /**
   * The origins whose pages may call the service, in addition to the origin of the first callback. A URL with a path is
   * refused.
   * @defaultValue `[]`
   */
  origins?: readonly (string | URL)[] | undefined;
  /**
   * The registered callback URLs. The email that confirms an account links to the callback that the call specified.
   * The email that resets a password links to `callbackUrl`, or to the first callback if `callbackUrl` is omitted.
   * @defaultValue the path `/` of the first origin, or `http://localhost:8080/` if there is no origin
   */
  callbacks?: readonly (string | URL)[] | undefined;
}

/** What goes wrong, and for which requests. */
export interface Fault {
  /**
   * What goes wrong. These kinds handle the request as usual; all others leave it without effect.
   *
   * - `delay`: waits `ms`, then handles the request.
   * - `lateAnswer`: handles the request at once, and responds after `ms`.
   * - `slowBody`: sends the body in pieces, over `ms`.
   * - `lostAnswer`: closes the connection without a response; after `ms`, or at once if `ms` is omitted.
   * - `wrongType`: sends the JSON as `text/plain`.
   * - `bom`: puts a byte order mark before the body.
   * - `rfcShape`: an error of the token endpoint has the form of RFC 6749, `{ error, error_description }`.
   *
   * The connection breaks:
   *
   * - `hang`: never responds, and keeps the connection open.
   * - `cut`: closes the connection without a response.
   * - `cutBody`: closes the connection in the middle of the body.
   * - `resetHeaders`: resets the connection in the middle of the headers.
   * - `garbage`: sends bytes that are not HTTP.
   * - `wrongLength`: the `Content-Length` is half the length of the body.
   *
   * The response is an error:
   *
   * - `status`: an error of the server, with `status`, 500 by default.
   * - `oauthError`: an error in the form of RFC 6749, with the name in `error`.
   * - `numericCode`: an error whose `code` is the number 0 instead of a string; 422 by default.
   * - `unknownStatus`: a status that HTTP does not define, 799 by default.
   *
   * The response claims success, but its body is not what the call expects; with `status` 200 by default:
   *
   * - `html`: an HTML page.
   * - `emptyOk`: nothing.
   * - `truncated`: JSON that ends too early.
   * - `jsonString`, `jsonNull`, `jsonArray`: JSON that is a string, `null` or an array instead of an object.
   * - `deepJson`: JSON that is nested 100 000 levels deep.
   * - `protoJson`: JSON with the keys `__proto__` and `constructor`, which pollute prototypes if copied carelessly.
   * - `nulBytes`: a NUL byte in a JSON string, where JSON does not allow one.
   * - `latin1`: JSON in ISO 8859-1 instead of UTF-8.
   * - `huge`: a body of 10 MB.
   * - `hugeHeaders`: half a megabyte of headers.
   */
  kind:
    | 'delay'
    | 'lateAnswer'
    | 'lostAnswer'
    | 'hang'
    | 'cut'
    | 'cutBody'
    | 'status'
    | 'html'
    | 'truncated'
    | 'huge'
    | 'wrongType'
    | 'numericCode'
    | 'slowBody'
    | 'resetHeaders'
    | 'garbage'
    | 'hugeHeaders'
    | 'wrongLength'
    | 'unknownStatus'
    | 'emptyOk'
    | 'jsonString'
    | 'jsonNull'
    | 'jsonArray'
    | 'deepJson'
    | 'protoJson'
    | 'nulBytes'
    | 'bom'
    | 'latin1'
    | 'oauthError'
    | 'rfcShape';
  /**
   * A path below `/api`, such as `/login` or `/api/login`, including all paths below it. Also stands for the same path of
   * OAuth mode, `/oauth2/login`. `/cdn`, or a path below it, covers the files that `fetchConfig` reads. It must not
   * have a query. @defaultValue every path below `/api`
   */
  path?: string | undefined;
  /** How many requests it affects, up to 4294967295; `Infinity` for all. @defaultValue `1` */
  times?: number | undefined;
  /** How long a slow response takes, in milliseconds. @defaultValue `1000` */
  ms?: number | undefined;
  /** The HTTP status of the response, for the kinds that have one. */
  status?: number | undefined;
  /** The `Retry-After` header, for `status` and `oauthError`. */
  retryAfter?: string | number | undefined;
  /** The error name, for `oauthError`. @defaultValue `'invalid_grant'` */
  error?: string | undefined;
}

/** The part of Playwright's `Route` that `sandbox.route` uses. */
export interface PlaywrightRoute {
  /** Returns the request. */
  request(): {
    url(): string;
    method(): string;
    allHeaders(): Promise<Record<string, string>>;
    postDataBuffer(): Uint8Array | null;
    isNavigationRequest(): boolean;
  };
  /** Responds to it. */
  fulfill(response: {
    status: number;
    headers: Record<string, string>;
    // A Buffer, whose type only exists with @types/node.
    body: any;
  }): Promise<void>;
  /** Makes it fail. */
  abort(errorCode?: string): Promise<void>;
}

/** What {@link ApiOptions} and {@link OAuthOptions} have in common. */
interface CommonOptions {
  /** The base URL of the sandbox's API. */
  readonly apiUrl: string;
  /** The id of its Login project. */
  readonly projectId: string;
  /** The URL of its project settings, for `fetchConfig`. */
  readonly settingsJSON: string;
  /** The URL of its social networks, for `fetchConfig`. */
  readonly socialsJSON: string;
  /** The URL of its theme, for `fetchConfig`. */
  readonly themeJSON: string;
}

/** Options for `new XsollaLogin.Api()` without OAuth 2.0. */
export interface ApiOptions extends CommonOptions {
  /** The first callback. */
  readonly callbackUrl: string;
}

/** Options for `new XsollaLogin.Api()` with OAuth 2.0. */
export interface OAuthOptions extends CommonOptions {
  /** Uses OAuth 2.0. */
  readonly is_oauth2: true;
  /** The id of the sandbox's OAuth client. */
  readonly clientId: number;
  /** The first callback. */
  readonly redirectUri: string;
  /** `offline`: a sign-in returns a refresh token. */
  readonly scope: string;
}

/** A Login service with its own users, messages and faults. */
export interface Sandbox {
  /** The URL of the service, without a trailing slash. */
  readonly url: string;

  /**
   * Options that make `new XsollaLogin.Api()` use this sandbox without OAuth 2.0. `callbackUrl` is the first callback.
   */
  readonly apiOptions: ApiOptions;

  /**
   * Options that make `new XsollaLogin.Api()` use this sandbox with OAuth 2.0. `redirectUri` is the first callback, and
   * a sign-in returns a refresh token.
   */
  readonly oauthOptions: OAuthOptions;

  /**
   * Responds to a request as the service would. Rejects with a `TypeError` if the request is not for
   * {@link Sandbox.url}. Redirects are returned, not followed. Cookies are neither kept nor sent; see
   * {@link Sandbox.browser}.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;

  /** Returns a `fetch` that keeps its own cookies, like a browser, for single sign-on in Node. */
  browser(): { fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> };

  /**
   * A resolver for MSW: `` http.all(`${sandbox.url}/*`, sandbox.resolver) ``. If a fault breaks the connection, the request
   * fails as without a network. Rejects with a `TypeError` if the request is not for {@link Sandbox.url}.
   */
  resolver(info: { request: Request }): Promise<Response>;

  /**
   * A handler for Playwright: `` page.route(`${sandbox.url}/**`, sandbox.route) ``. The response to a navigation is never a
   * redirect, but a page that leads to its target, because Playwright does not route the target of a redirect. Rejects
   * with a `TypeError` if the request is not for {@link Sandbox.url}.
   */
  route(route: PlaywrightRoute): Promise<void>;

  /**
   * Changes the given settings and resolves to all current settings. Rejects with a `TypeError` if a setting is
   * unknown or has a wrong value; then none is changed.
   */
  setOptions(change: Settings): Promise<CurrentSettings>;

  /** What goes wrong with the next requests. */
  readonly faults: {
    /**
     * Makes the next requests fail. Faults take effect in the order in which they were added. Rejects with a
     * `TypeError` if the fault is not valid.
     */
    add(fault: Fault): Promise<void>;
    /** Removes all faults that have not occurred yet. */
    clear(): Promise<void>;
  };

  /** The emails and text messages, the last 200. */
  readonly outbox: {
    /** The messages to this email address or phone number, or all messages if omitted; newest first. */
    list(to?: string): Promise<Message[]>;
    /** The newest message to this email address or phone number. Rejects with an `Error` if there is none. */
    last(to: string): Promise<Message>;
  };

  /** The clock that decides when codes, links, tokens and sessions expire. */
  readonly clock: {
    /** The current time of the sandbox. */
    now(): Promise<Date>;
    /**
     * Sets the time; the clock continues from there. Rejects with a `TypeError` if the argument is not a time from 1970
     * to 9999.
     */
    set(to: Date | string | number): Promise<void>;
    /**
     * Moves the time forward by this many milliseconds. Rejects with a `TypeError` if it is not an integer of 0 or more,
     * or leads beyond the year 9999.
     */
    advance(ms: number): Promise<void>;
  };

  /** The users of the project. */
  readonly users: {
    /**
     * Adds a user without sending an email. Rejects with a `TypeError` if a field is not valid, or if another user has
     * the same name, email address or phone number.
     */
    add(user: NewUser): Promise<User>;
    /** All users, oldest first. */
    list(): Promise<User[]>;
  };

  /** The last 500 requests, oldest first. */
  requests(): Promise<Received[]>;

  /** How often each refresh token was sent. */
  refreshTokens(): Promise<RefreshTokenUse[]>;

  /** Removes all data, and resets the settings and the clock to their initial state. */
  reset(): Promise<void>;
}

/**
 * Creates a sandbox. If an option is invalid, rejects with a `TypeError` that says what is wrong.
 *
 * @example
 * ```js
 * const sandbox = await createSandbox({ origins: ['http://localhost:5173'] });
 * ```
 */
export function createSandbox(options?: SandboxOptions): Promise<Sandbox>;
