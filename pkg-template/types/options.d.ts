// The options of an instance.
import type { Open } from './helpers.js';
import type { RequestReport, ResponseReport } from './hooks.js';
import type { SocialLinks, Theme } from './theme.js';

/**
 * The options of an instance, as `getConfig()` returns them. `new Api()` and `updateConfig()` take
 * {@link ConfigOptions} and {@link ConfigChanges}: the same options, and `null` to reset an option
 * to its default.
 *
 * An option of the wrong type is an {@link SDKError} of kind `config`. So is a `state` that is too short, or an
 * `apiUrl`, a `postMessageOrigin`, a number or a `session` that cannot be used. Whether another string is valid, such as
 * a locale, a URL or an id, is for the service to decide.
 *
 * An option with the default `none` is absent until you set it, and nothing is sent for it.
 */
export interface Config {
  /** Id of the Login project. Required, not empty. */
  projectId: string;
  /**
   * Base URL of every call. Absolute, or relative to the page; `https:`, or `http:` on this machine
   * (`localhost`, `127.0.0.0/8`, `[::1]`) and on the page's own origin; without user info, query
   * and fragment. Trailing slashes make no difference.
   *
   * @defaultValue `'https://login.xsolla.com/api'`
   */
  apiUrl?: string | undefined;
  /**
   * Language of the emails and messages to the user, as `ll_CC` (`'en_XX'`, `'pt_BR'`); every `-`
   * is sent as `_`. {@link SUPPORTED_LOCALES} lists the documented values; others are passed on as
   * well. If omitted, the service chooses.
   *
   * @defaultValue none
   */
  fullLocale?: Open<SupportedLocale> | undefined;
  /**
   * Where the user returns to after sign-in, sign-up or password reset. Must be registered in the
   * project; if several are registered, the service requires this option (error 010-011).
   *
   * @defaultValue none
   */
  callbackUrl?: string | undefined;
  /**
   * Template of the emails that the service sends for `signup`, `resendEmail`, `ask` and `reset`.
   *
   * @defaultValue none
   */
  emailTemplate?: string | undefined;
  /**
   * String that becomes a claim of the user's token.
   *
   * @defaultValue none
   */
  payload?: string | undefined;
  /**
   * Whether a new sign-in ends the tokens of earlier sign-ins.
   *
   * @defaultValue none
   */
  with_logout?: boolean | 0 | 1 | '0' | '1' | undefined;
  /**
   * OAuth 2.0 client id (RFC 6749, 2.2).
   *
   * @defaultValue none
   */
  clientId?: number | string | undefined;
  /**
   * OAuth 2.0 scope: names separated by spaces (RFC 6749, 3.3). The service interprets `email`,
   * `offline` and `playfab`; other names come back in the token.
   *
   * @defaultValue none
   */
  scope?: string | undefined;
  /**
   * OAuth 2.0 `state` (RFC 6749, 10.12), at least 8 characters. If a call needs a `state` and none
   * is given, 128 random bits are generated and used for the lifetime of the instance;
   * `getConfig().state` shows them. {@link Api.createAuthorizationUrl} does not use this option:
   * each of its flows has its own `state`. If your app sets this option, your app must compare the
   * `state` when a sign-in returns: {@link Api.handleRedirectCallback} only accepts a `state` that
   * was generated here. A shorter value is an {@link SDKError} of kind `config`.
   *
   * @defaultValue generated when a call needs it
   */
  state?: string | undefined;
  /**
   * OAuth 2.0 redirect URI (RFC 6749, 3.1.2).
   *
   * @defaultValue none
   */
  redirectUri?: string | undefined;
  /**
   * Another name for `redirectUri`, which wins if both are given. Never in `getConfig()`.
   *
   * @defaultValue none
   */
  redirectUrl?: string | undefined;
  /**
   * OAuth 2.0 response type (RFC 6749, 3.1.1).
   *
   * @defaultValue `'code'` for calls in OAuth mode
   */
  responseType?: string | undefined;
  /**
   * OAuth 2.0 mode: calls go to the service's OAuth paths. `getConfig()` shows the mode in effect.
   *
   * @defaultValue on if `clientId`, `responseType`, `redirectUri` and `state` are all given, else
   * off
   */
  is_oauth2?: boolean | undefined;
  /**
   * `audience` parameter of the authorize page.
   *
   * @defaultValue none
   */
  audience?: string | undefined;
  /**
   * `true`: a message with a one-time code has no link that the user can open instead of typing the
   * code. Wins over `enable_magic_link`.
   *
   * @defaultValue `false`
   */
  disableConfirmByLink?: boolean | undefined;
  /**
   * Whether one-time codes come with a link. `fetchConfig` sets this to the project's setting.
   *
   * @defaultValue on for calls with a `link_url`, else the service decides
   */
  enable_magic_link?: boolean | undefined;
  /**
   * The pending second factor, for `otpLogin` and `otpResendCode`.
   *
   * @defaultValue none
   */
  challenge_id?: string | undefined;
  /**
   * Added to every `link_url` as the query parameter `customStyle`.
   *
   * @defaultValue none
   */
  customStyle?: string | undefined;
  /**
   * Added to every `link_url` as the query parameter `customLabels`.
   *
   * @defaultValue none
   */
  customLabels?: string | undefined;
  /**
   * Milliseconds that a call may take, including all its attempts, the waits between them and the
   * body of the response. No limit if 0, or above 2 147 483 647, the maximum for timers.
   * `getConfirmCode` and `waitForConfirmCode` have their own limits. Negative or NaN:
   * {@link SDKError} of kind `config`.
   *
   * @defaultValue `30000`
   */
  timeout?: number | undefined;
  /**
   * How often a read-only call is sent again after a network failure or status 408, 429, 500, 502,
   * 503, 504: `getAskFields`, `getSocialLink`, `fetchConfig`. `false` means a limit of 0. The waits
   * are random, up to 300 ms, 600 ms, …; a `Retry-After` (RFC 9110, 10.2.3) of up to 30 s is
   * respected. A call that changes something is never sent twice.
   *
   * @defaultValue `{ limit: 2 }`
   */
  retry?:
    | {
        /** Maximum number of retries, 0 or more. Negative or NaN: kind `config`. */
        limit?: number | undefined;
      }
    | false
    | undefined;
  /**
   * Called before each attempt of a call. Exceptions that it throws are ignored.
   *
   * @defaultValue none
   */
  onRequest?: ((request: RequestReport) => void) | undefined;
  /**
   * Called after each attempt of a call. Exceptions that it throws are ignored.
   *
   * @defaultValue none
   */
  onResponse?: ((response: ResponseReport) => void) | undefined;
  /**
   * URL of the auth settings that `fetchConfig` reads instead of the project's own.
   *
   * @defaultValue `https://cdn.xsolla.net/xsolla-login-widget/projects/{projectId}/settings/auth`
   */
  settingsJSON?: string | undefined;
  /**
   * URL of the social networks that `fetchConfig` reads instead of the project's own.
   *
   * @defaultValue
   * `https://cdn.xsolla.net/xsolla-login-widget/projects/{projectId}/settings/socials/by_region`
   */
  socialsJSON?: string | undefined;
  /**
   * URL of the theme that `fetchConfig` reads instead of the project's own.
   *
   * @defaultValue `https://cdn.xsolla.net/xsolla-login-widget/projects/{projectId}/settings/widget`
   */
  themeJSON?: string | undefined;
  /**
   * `true`: `fetchConfig` bypasses every cache when it reads the project's files.
   *
   * @defaultValue `false`
   */
  disableCache?: boolean | undefined;
  /**
   * `true`: in a popup, `oauth2Auth` sends the URL to the page that opened the popup, using
   * `postMessage`, and closes the popup.
   *
   * @defaultValue `false`
   */
  enablePostMessageLogin?: boolean | undefined;
  /**
   * The only origin that may receive this message.
   *
   * @defaultValue the page's own origin
   */
  postMessageOrigin?: string | undefined;
  /**
   * Kept for your app; no call uses it.
   *
   * @defaultValue `'https://cdn.xsolla.net/login-widget/'`
   */
  cdnUrl?: string | undefined;
  /**
   * Kept for your app; no call uses it.
   *
   * @defaultValue none
   */
  settingsUrl?: string | undefined;
  /**
   * Kept for your app; no call uses it. `fetchConfig` may set it.
   *
   * @defaultValue `'https://consent-api.xsolla.com/v2/consent'`
   */
  consentUrl?: string | undefined;
  /**
   * Kept for your app; no call uses it. `fetchConfig` may set it.
   *
   * @defaultValue none
   */
  mode?: 'external_oauth2' | undefined;
  /**
   * Kept for your app; no call uses it. `fetchConfig` may set it.
   *
   * @defaultValue none
   */
  game_name?: string | undefined;
  /**
   * Colours and shapes. No call uses them; `fetchConfig` sets them to the project's theme.
   *
   * @defaultValue `theme` of {@link defaultConfig}
   */
  theme?: Theme | undefined;
  /**
   * Social networks of the user's region. No call uses them; `fetchConfig` sets them.
   *
   * @defaultValue none
   */
  social_links?: SocialLinks | undefined;
  /**
   * The user's country, two capital letters (ISO 3166-1). No call uses it; `fetchConfig` sets it.
   *
   * @defaultValue none
   */
  geo_ip_country?: string | undefined;
  /**
   * Kept for your app; no call uses it. `fetchConfig` may set it.
   *
   * @defaultValue none
   */
  appleIdPriority?: boolean | undefined;
  /**
   * Where the tokens and the pending sign-ins are kept.
   *
   * @defaultValue the defaults of its members
   */
  session?: SessionOptions | undefined;
  /**
   * `true`: the console shows one line for each attempt of a call, without any of the values that were given, and
   * errors point to the line of your code that made the call. `false`: turns off the warnings about an option or
   * argument that is probably misspelt, such as `projectID`.
   *
   * @defaultValue none: the console shows only those warnings
   */
  debug?: boolean | undefined;
  /**
   * The issuer of the authorization server. If set, `iss` of a callback must be present and equal
   * to it (RFC 9207), so that a response from another server is not trusted.
   *
   * @defaultValue none: `iss` is not checked
   */
  issuer?: string | undefined;
}

/**
 * Where a session keeps its tokens: an object with the methods of the browser's Web Storage, which may return promises,
 * so that they can use IndexedDB or a server. Values are strings that contain tokens.
 *
 * The object itself is used, never a copy. If `getItem` throws, does not settle, or returns neither a string nor null,
 * calls that need the session reject with an {@link SDKError} of kind `environment`; a string that was not stored by
 * this package means that nobody is signed in. If `setItem` throws during a sign-in, the previous entry is removed and
 * the tokens stay in memory for the lifetime of the page (`persisted: false`); if that entry cannot be removed either,
 * the sign-in rejects. If `removeItem` throws, `session.logout` rejects.
 */
export interface SessionStorageAdapter {
  /** Returns the value stored under the key, or `null` if there is none. */
  getItem(key: string): string | null | PromiseLike<string | null>;
  /** Stores the value; settles once the value can be read. */
  setItem(key: string, value: string): void | PromiseLike<void>;
  /** Removes the entry. */
  removeItem(key: string): void | PromiseLike<void>;
}

/** The option `session`. */
export interface SessionOptions {
  /**
   * Where the tokens are kept.
   *
   * - `'memory'`: in this instance, for the lifetime of the page. Other scripts cannot find them in a storage.
   * - `'sessionStorage'`: until the tab is closed; they survive reloads.
   * - `'localStorage'`: until the user signs out; every tab of the origin has them, and one tab refreshes for all.
   * - An adapter: wherever the adapter stores them.
   *
   * Any script that runs on the page, including an injected one (XSS), can read `sessionStorage` and `localStorage` and
   * send the tokens elsewhere. Those in `localStorage` are also there on every later visit, and a refresh token stays
   * valid after the page is closed. If a storage is full, the tokens last as long as the page (`persisted: false`); if
   * the browser blocks it altogether, a sign-in rejects with `environment`. Instances on a page with the same
   * `projectId` and `clientId` share a session if they share a storage; memory is never shared.
   *
   * @defaultValue `'memory'`
   */
  storage?: 'memory' | 'sessionStorage' | 'localStorage' | SessionStorageAdapter | undefined;
  /**
   * Where the pending sign-ins are kept: their `state` and code verifier, for 10 minutes. Use
   * `'localStorage'` if a sign-in may return in another tab, for example through a link in an
   * email. If the browser blocks the storage, `authorize` and `createAuthorizationUrl` reject
   * before the user leaves the page.
   *
   * @defaultValue `'sessionStorage'`
   */
  flowStorage?: 'sessionStorage' | 'localStorage' | SessionStorageAdapter | undefined;
}

/**
 * Changes to the current options: `undefined` leaves an option unchanged, `null` and `''` reset it
 * to its default, arrays and objects are replaced as a whole.
 */
export type ConfigChanges = { [Option in keyof Config]?: Config[Option] | null } & {
  projectId?: string | undefined;
};

/** What `new Api()` takes: `projectId` and any other options. */
export type ConfigOptions = ConfigChanges & { projectId: string };

/** A documented value of `fullLocale`. Filled in from the project's list of values. */
type SupportedLocale = '{locales}';
