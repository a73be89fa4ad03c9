// The public types: the same for every entry.

/** One of the known strings, which editors then offer as completions, or any other string. */
type Open<Known extends string> = Known | (string & {});

// ---- What the platform declares ----------------------------------------------------------------

// Not every project includes lib.dom or another library that declares these types. Each is the platform's own
// type if there is one; otherwise it has only the members that are used here.

/** The instance type of a global class, if that class exists. */
type Made<Name extends string, Else> = typeof globalThis extends {
  [Class in Name]: {
    /** The type of its instances. */
    prototype: infer Instance;
  };
}
  ? Instance
  : Else;

/** Signals that a call is cancelled. */
type AbortSignal = Made<
  'AbortSignal',
  {
    /** Whether it has been aborted. */
    readonly aborted: boolean;
    /** Why it was aborted. */
    readonly reason?: any;
    /** Listens for `abort`. */
    addEventListener(type: 'abort', listener: () => void): void;
    /** Stops listening. */
    removeEventListener(type: 'abort', listener: () => void): void;
  }
>;

/** Holds a signal and aborts it. */
type AbortController = Made<
  'AbortController',
  {
    /** The signal. */
    readonly signal: AbortSignal;
    /** Aborts it. */
    abort(reason?: any): void;
  }
>;

/** What a cancelled call rejects with, unless it was given a reason. */
type DOMException = Made<'DOMException', Error>;

/** What can send messages to a page. */
type MessageEventSource =
  Made<'Window', object> | Made<'MessagePort', object> | Made<'ServiceWorker', object>;

/** A parsed URL. */
type URL = Made<
  'URL',
  {
    /** The URL. */
    readonly href: string;
    /** The URL, as `href`. */
    toString(): string;
  }
>;

/** A fetch response. */
type WebResponse = Made<
  'Response',
  {
    /** Whether its status is a success status. */
    readonly ok: boolean;
    /** Its headers. */
    readonly headers: {
      /** Returns one of them. */
      get(name: string): string | null;
    };
    /** Its body. */
    arrayBuffer(): Promise<ArrayBuffer>;
  }
>;

/** A fetch request. */
type WebRequest = Made<
  'Request',
  {
    /** Its URL. */
    readonly url: string;
    /** Its HTTP method. */
    readonly method: string;
  }
>;

/** A compiled WebAssembly module. */
type WasmModule = (typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Instance } };
}
  ? Instance
  : {
      /** The name that identifies its type. */
      readonly [Symbol.toStringTag]: 'WebAssembly.Module';
    }) &
  object;

/** Bytes that are not shared with another thread. */
type Bytes = ArrayBuffer | (ArrayBufferView & { readonly buffer: ArrayBuffer });

// ---- Options -----------------------------------------------------------------------------------

/**
 * The options of an instance, as `getConfig()` returns them. `new Api()` and `updateConfig()` take
 * {@link ConfigOptions} and {@link ConfigChanges}: the same options, and `null` to reset an option
 * to its default.
 *
 * Only the types of options are checked. The service decides whether a string is a valid locale,
 * URL or id. An option of the wrong type is an {@link SDKError} of kind `config`.
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

/** What `onRequest` receives. */
export interface RequestReport {
  /** `'GET'`, `'POST'` or `'PUT'`. */
  method: string;
  /** Path below `apiUrl`, without the query. For a project file: its path below the project. */
  path: string;
  /** 1 for the first attempt of a call. */
  attempt: number;
}

/** What `onResponse` receives. */
export interface ResponseReport extends RequestReport {
  /** HTTP status; 0 if there was no response, or only a redirect that scripts may not see. */
  status: number;
  /** Milliseconds from the request to the end of the response. */
  ms: number;
  /**
   * The service's error code if it responded with an error, including an error that is a result of the call, as for
   * `getConfirmCode`; see {@link APICodes}.
   */
  code?: APICodes;
}

/** What every call takes after its arguments. */
export interface CallOptions {
  /**
   * Cancels the call: its request is aborted and its promise rejects with the signal's `reason`. If
   * the signal is already aborted, nothing is sent.
   *
   * @defaultValue none
   */
  signal?: AbortSignal | null | undefined;
  /**
   * Milliseconds that this call may take; 0 for no limit. After that, the call rejects with an
   * {@link SDKError} of kind `timeout`. Negative or NaN: kind `argument`.
   *
   * @defaultValue the option `timeout` of the instance; `25000` for `getConfirmCode`, `180000` for
   * `waitForConfirmCode`
   */
  timeout?: number | null | undefined;
}

/**
 * Options of the calls that can send a captcha: `signup`, `login`, `resendEmail`, `phoneGetCode`, `emailGetCode`,
 * `ask`, `reset`. You can also pass it in their arguments, which win.
 */
export interface CaptchaOptions extends CallOptions {
  /**
   * The solved captcha, if the same call was rejected with code 003-338 or 010-007.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** Options of `userAuthSSOWithRedirect`. */
export interface NavigationOptions extends CallOptions {
  /**
   * `false`: the page does not navigate, and the result contains the URL.
   *
   * @defaultValue `true`
   */
  navigate?: boolean | null | undefined;
  /**
   * `false`: does not ask the service first whether a user is signed in; for browsers that block
   * third-party cookies.
   *
   * @defaultValue `true`
   */
  check?: boolean | null | undefined;
}

// ---- Arguments ---------------------------------------------------------------------------------

/** Name and password. */
export interface User {
  /** User name or email address, as the user typed it. */
  username: string;
  /** Password. Never included in an error of this package. */
  password: string;
  /**
   * Whether the user stays signed in for longer. If omitted, the service decides.
   *
   * @defaultValue none
   */
  remember_me?: boolean | undefined;
}

/**
 * A new account; sent as given. (The types of the original SDK allow `boolean` where only a string
 * makes sense, and so do these.) Limits of the service: `username` 3 to 255 characters, `email` 1
 * to 255, `password` 6 to 100. Omitted members are not sent.
 */
export interface UserInfo {
  /** User name. */
  username?: string | boolean | undefined;
  /** Email address. */
  email?: string | boolean | undefined;
  /** Password. Never included in an error of this package. */
  password?: string | boolean | undefined;
  /** Display name. */
  nickname?: string | undefined;
  /** Whether the user accepts the terms. */
  accept_consent?: string | boolean | undefined;
  /** Whether the user wants emails from the publisher. */
  promo_email_agreement?: string | number | boolean | undefined;
  /** The project's other fields, by name. */
  fields?: object | undefined;
}

/** The argument of `signup`. */
export interface SignUpProps {
  /** The new account. */
  userInfo: UserInfo;
  /**
   * The solved captcha, if the same call was rejected with code 003-338 or 010-007.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** The argument of `login`. */
export interface LoginProps {
  /** Name and password. */
  credentials: User;
  /**
   * The solved captcha, if the same call was rejected with code 003-338 or 010-007.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** The argument of `resendEmail` and `reset`. */
export interface Username {
  /** User name or email address. */
  username: string;
  /**
   * The solved captcha, if the same call was rejected with code 003-338 or 010-007.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** A solved captcha. Everything except `captcha_id` is sent, as headers. */
export interface SolvedCaptcha {
  /** Which captcha it was. */
  captcha_id?: string | undefined;
  /** `lot_number` of the captcha's result. */
  lot_number: string;
  /** `pass_token` of the captcha's result. */
  pass_token: string;
  /** `captcha_output` of the captcha's result. */
  captcha_output: string;
  /** `gen_time` of the captcha's result. */
  gen_time: string;
}

/** The complete result of the captcha. */
export interface CaptchaData extends SolvedCaptcha {
  /** Which captcha it was. */
  captcha_id: string;
}

/** What `phoneGetCode` and `emailGetCode` have in common. */
interface CodeRequest {
  /**
   * Where the link in the message leads.
   *
   * @defaultValue none
   */
  link_url?: string | undefined;
  /**
   * Whether this call uses the OAuth path. If omitted, the mode of the instance decides.
   *
   * @defaultValue the mode of the instance
   */
  isOauth2?: boolean | undefined;
  /**
   * The solved captcha, if the same call was rejected with code 003-338 or 010-007.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** The argument of `phoneGetCode`. */
export interface PhoneCodeRequest extends CodeRequest {
  /** Phone number: `+` and 5 to 25 digits. */
  phone_number: string;
}

/** The argument of `emailGetCode`. */
export interface EmailCodeRequest extends CodeRequest {
  /** Email address; sent in lower case. */
  email: string;
}

/** What `loginWithPhoneCode` and `loginWithEmailCode` have in common. */
interface CodeLogin {
  /** The one-time code. */
  code: string | number;
  /** The operation that the code belongs to, from the call that sent the code. */
  operation_id: string;
  /**
   * Whether this call uses the OAuth path. If omitted, the mode of the instance decides.
   *
   * @defaultValue the mode of the instance
   */
  isOauth2?: boolean | undefined;
}

/** The argument of `loginWithPhoneCode`. */
export interface PhoneCodeLogin extends CodeLogin {
  /** The phone number that the code was sent to. */
  phone_number: string;
}

/** The argument of `loginWithEmailCode`. */
export interface EmailCodeLogin extends CodeLogin {
  /** The email address that the code was sent to; sent in lower case. */
  email: string;
}

/**
 * The arguments of `phoneGetCode` and `loginWithPhoneCode` in one type, for code written for
 * `@xsolla/login-sdk`. If a member that the call needs is missing, the call rejects at run time
 * with an {@link SDKError} of kind `argument`; {@link PhoneCodeRequest} and {@link PhoneCodeLogin}
 * catch this at compile time. The defaults are the same as theirs.
 */
export interface PhoneGetCode {
  /** Whether this call uses the OAuth path. */
  isOauth2: boolean;
  /** Phone number: `+` and 5 to 25 digits. */
  phone_number?: string | undefined;
  /** The one-time code. */
  code?: string | undefined;
  /** Where the link in the message leads. */
  link_url?: string | undefined;
  /** The operation that the code belongs to. */
  operation_id?: string | undefined;
  /** The solved captcha, if the same call was rejected with code 003-338 or 010-007. */
  captchaData?: CaptchaData | undefined;
}

/**
 * The arguments of `emailGetCode` and `loginWithEmailCode` in one type, for code written for
 * `@xsolla/login-sdk`; see {@link PhoneGetCode}.
 */
export interface EmailGetCode {
  /** Whether this call uses the OAuth path. */
  isOauth2: boolean;
  /** Email address; sent in lower case. */
  email?: string | undefined;
  /** The one-time code. */
  code?: string | undefined;
  /** Where the link in the message leads. */
  link_url?: string | undefined;
  /** The operation that the code belongs to. */
  operation_id?: string | undefined;
  /** The solved captcha, if the same call was rejected with code 003-338 or 010-007. */
  captchaData?: CaptchaData | undefined;
}

/** The names of the required members of a type. */
type Mandatory<Type> = {
  [Name in keyof Type]-?: undefined extends Type[Name] ? never : Name;
}[keyof Type];

/**
 * What the calls for one-time codes take: a value declared with the type of the original SDK, or an object with every
 * member that the call needs. So an object literal without a phone number or email address does not compile.
 */
type Whole<Args, Loose, Exact> = keyof Loose extends keyof Args
  ? Args
  : Exact | (Loose & { [Name in Mandatory<Exact>]: Exact[Name] | undefined });

/**
 * What `cancelToken` can be: a signal, a controller, the result of {@link CancelToken}, an axios
 * token, or the source of one.
 */
export type Cancellation =
  | AbortSignal
  | AbortController
  | CancelTokenSource
  | {
      /** Settles when an axios token is cancelled. */
      promise: PromiseLike<unknown>;
    }
  | {
      /** The token of an axios source. */
      token: {
        /** Settles when the token is cancelled. */
        promise: PromiseLike<unknown>;
      };
    };

/** The argument of `getConfirmCode` and `waitForConfirmCode`. */
export interface ConfirmProps {
  /** The phone number or email address that the message was sent to; sent in lower case. */
  login: string;
  /** The operation that the code belongs to, from the call that sent the code. */
  operation_id: string;
  /**
   * Cancels the wait. The promise rejects with the token's reason; see {@link isCancel}.
   *
   * @defaultValue none
   */
  cancelToken?: Cancellation | null | undefined;
}

/** The argument of `ask`. */
export interface AskProps {
  /** The values, by field name; `email` is sent in lower case. */
  fields: {
    /** Email address. */
    email?: string | undefined;
    /** Phone number: `+` and 5 to 25 digits. */
    phone_number?: string | undefined;
    /** Any other field. */
    [name: string]: any;
  };
  /** The user's token, from the sign-in. */
  token: string;
  /**
   * Where the link in the message leads. The link confirms an email address or phone number.
   *
   * @defaultValue none
   */
  link_url?: string | undefined;
  /**
   * The solved captcha, if the same call was rejected with code 003-338 or 010-007.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** The argument of `set`. */
export interface SetPassword {
  /** The new password. Never included in an error of this package. */
  new_password: string;
  /** `reset_code` from the URL that the link in the email led to. */
  reset_code: string | number;
  /** `user_id` from the same URL. */
  user_id: string | number;
}

/** The argument of `set`, with alternative names. */
export interface SetPasswordProps {
  /** The new password. Never included in an error of this package. */
  newPassword: string;
  /** `reset_code` from the URL that the link in the email led to. */
  code: string | number;
  /** `user_id` from the same URL. */
  user_id: string | number;
}

/**
 * What `logout` ends: with `sso` only the single sign-on session, with `all` every token as well.
 */
export type LogoutSessions = 'all' | 'sso';

/** The argument of `logout`. */
export interface LogoutProps {
  /** The user's token. */
  token: string;
  /** What to end. */
  session: LogoutSessions;
}

/** The argument of `otpLogin`. */
export interface OtpProps {
  /** The code of the second factor. */
  code: string | number;
  /**
   * Whether the user stays signed in for longer.
   *
   * @defaultValue `true`
   */
  remember_me?: boolean | undefined;
}

/** The argument of `agreement`. */
export interface AgreementProps {
  /** The user's token. */
  token: string;
  /** Whether the user agrees; `null` if the user has not answered yet. */
  isAccepted: boolean | null;
  /**
   * The consent that the answer is for.
   *
   * @defaultValue none
   */
  consentId?: string | undefined;
}

/** The argument of `pushConfirmCode`. */
export interface PushCodeParams {
  /** `state` from the URL that the user opened. */
  state: string;
  /** `action` from the URL that the user opened. */
  action: string;
  /** The link that was in the message. */
  link_url: string;
}

/**
 * The argument of `createAuthorizationUrl` and `authorize`: either a social network or more
 * parameters for the authorize page, not both.
 */
export type AuthorizationOptions =
  | {
      /**
       * More query parameters for the authorize page. They must not include a parameter that the
       * options of the instance or this call already set, such as `state` or `client_id`: that is a
       * wrong argument. If omitted, none are added.
       */
      extra?: { readonly [name: string]: string | number | boolean } | undefined;
      /** Not there. */
      provider?: undefined;
    }
  | {
      /** Name of the social network to start with; see {@link Api.getSocialLink}. */
      provider: Open<Socials>;
      /** Not there. */
      extra?: undefined;
    };

/** The argument of `exchangeCode`. */
export interface CodeExchange {
  /** Authorization code (RFC 6749, 4.1.2). */
  code: string;
  /**
   * Code verifier (RFC 7636, 4.1), if the code was requested with its challenge.
   *
   * @defaultValue none
   */
  codeVerifier?: string | null | undefined;
}

/** The argument of `refresh`. */
export interface RefreshProps {
  /**
   * Refresh token (RFC 6749, 1.5). If omitted, that of the session.
   *
   * @defaultValue that of the session
   */
  refreshToken?: string | null | undefined;
}

/** The argument of {@link listenForLogin}. */
export interface ListenOptions {
  /**
   * The origin to accept messages from, such as `'https://login.game.example'`: no path, no slash.
   */
  origin: string;
  /**
   * The window to accept messages from: what `window.open` returned. If omitted, any window of that
   * origin.
   *
   * @defaultValue any window of that origin
   */
  source?: MessageEventSource | null | undefined;
  /**
   * The `state` of the sign-in to wait for: a URL with another `state` is ignored, for example one from another tab's
   * popup.
   *
   * @defaultValue any
   */
  state?: string | undefined;
  /**
   * Stops waiting; the promise rejects with its `reason`.
   *
   * @defaultValue none
   */
  signal?: AbortSignal | null | undefined;
}

/** The parameters of the service's authorize page. */
export interface Oauth2AuthParams {
  /** OAuth 2.0 response type. */
  response_type: 'code';
  /** OAuth 2.0 client id. */
  client_id: string;
  /** OAuth 2.0 redirect URI. */
  redirect_uri: string;
  /** The audience of the token. */
  audience: string;
  /** OAuth 2.0 `state`. */
  state: string;
  /** OAuth 2.0 scope. */
  scope?: string;
}

// ---- Results -----------------------------------------------------------------------------------

/** The response to a sign-in. Its members depend on the project's settings. */
export interface Response {
  /** URL to send the user to; its query has the token, or a code and the `state`. */
  login_url: string;
  /** The user's token: for `ask`, if more data is requested. */
  token?: string;
  /** The user's id. */
  id?: string;
  /** The fields that the project still requests from this user. */
  ask_fields?: AskFields;
  /** The operation that a one-time code belongs to. */
  operation_id?: string;
  /** OAuth 2.0 authorization code. */
  code?: string;
  /** OAuth 2.0 `state`. */
  state?: string;
  /** Where the user enters the second factor. */
  url?: string;
  /** The required second factor: the value of the option with the same name, for `otpLogin`. */
  challenge_id?: string;
}

/** The response to a call that returns no other data. */
export interface CodeResponse {
  /** HTTP status of the empty response: 204. */
  code: number;
}

/**
 * The response to a call that signs in. `ask_fields` never comes without `token`. To narrow the type, use
 * `if (answer.ask_fields)`. `'ask_fields' in answer` does not narrow it: every member of the union declares
 * `ask_fields`, so that it can be read without a check, as in the original SDK.
 */
export type LoginResponse =
  | (Response & {
      /** The fields that the project still requests from this user. */
      ask_fields: AskFields;
      /** The user's token, for `ask`. */
      token: string;
    })
  | (Response & {
      /** Not there. */
      ask_fields?: undefined;
      /** The required second factor: the value of the option with the same name, for `otpLogin`. */
      challenge_id: string;
    })
  | (Response & {
      /** Not there. */
      ask_fields?: undefined;
      /** Not there. */
      challenge_id?: undefined;
    });

/** An empty response instead of a {@link Response}: it has no `login_url`. */
export interface EmptyResponse {
  /** HTTP status. */
  code: 204;
  /** `login_url` is not there. Declared so that you can read it from the union of both types. */
  [name: `login_${string}`]: never;
  /** Not there. */
  token?: undefined;
  /** Not there. */
  id?: undefined;
  /** Not there. */
  ask_fields?: undefined;
  /** Not there. */
  operation_id?: undefined;
  /** Not there. */
  state?: undefined;
  /** Not there. */
  url?: undefined;
  /** Not there. */
  challenge_id?: undefined;
}

/**
 * URL to send the user to, or `{ code: 204 }` if an email to confirm the account is on its way. `answer.code === 204`
 * tells the compiler which of the two it is. `if (answer.login_url)` and `'login_url' in answer` check the same thing:
 * then you can use `login_url`, or pass the value to `completeLogin`, but the type remains a union. It has to: without
 * a check, `login_url` is a `string`, as in the original SDK, so that code written for it compiles.
 */
export type SignUpResponse = Response | EmptyResponse;

/** The operation that a one-time code belongs to. */
export interface OperationResponse {
  /** For `loginWithPhoneCode`, `loginWithEmailCode` and `getConfirmCode`. */
  operation_id: string;
}

/** An error from the service. */
export interface ApiErrorType {
  /** The error code; the service can add new ones. */
  code: APICodes;
  /** The service's description of the error, in English. */
  description: string;
}

/** Additional data that the service sends with some errors. */
export interface ErrorDetails {
  /** The operation that the user has to confirm. */
  operation_id?: string;
  /** Any other data. */
  [key: string]: unknown;
}

/** An error from the service that is a result, not a rejection. */
export interface ErrorResult extends ApiErrorType {
  /** Has `operation_id` if an email address or phone number has to be confirmed. */
  details?: ErrorDetails;
}

/**
 * The code from the opened link, or the error 010-050: nobody has opened the link yet. Check
 * `error` first.
 */
export type ConfirmResponse =
  | {
      /** For `loginWithPhoneCode` or `loginWithEmailCode`. */
      code: string;
      /** Not there. */
      error?: undefined;
    }
  | {
      /** Not there. */
      code?: undefined;
      /** The error 010-050. */
      error: ErrorResult;
    };

/** What `waitForConfirmCode` resolves to. */
export interface ConfirmCode {
  /** For `loginWithPhoneCode` or `loginWithEmailCode`. */
  code: string;
}

/**
 * URL to send the user to, or what has to be confirmed first: the email address (003-011) or the
 * phone number (003-014). Check `error` first.
 */
export type AskResponse =
  | {
      /** URL to send the user to; its query has the token. */
      redirect_url: string;
      /** Not there. */
      error?: undefined;
    }
  | {
      /** Not there. */
      redirect_url?: undefined;
      /** What has to be confirmed; `details.operation_id` is the operation. */
      error: ErrorResult;
    };

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
 * A user, as the service describes them. Unknown values are `null` or not there; the service can
 * add new members.
 */
export interface UserDetails {
  /** Id of the user in the Login project. */
  id: string;
  /** User name. */
  username?: string | null;
  /** Display name. */
  nickname?: string | null;
  /** Full name. */
  name?: string | null;
  /** Given name. */
  first_name?: string | null;
  /** Family name. */
  last_name?: string | null;
  /** Email address. */
  email?: string | null;
  /** Phone number: `+` and digits. */
  phone?: string | null;
  /** URL of a picture. */
  picture?: string | null;
  /** Date of birth, `YYYY-MM-DD`. */
  birthday?: string | null;
  /** Gender. */
  gender?: string | null;
  /** Country, two letters (ISO 3166-1). */
  country?: string | null;
  /** When the account was created (RFC 3339). */
  registered?: string | null;
  /** When the user last signed in (RFC 3339). */
  last_login?: string | null;
  /** Any other data. */
  [name: string]: unknown;
}

/** An active single sign-on session. */
export interface SsoResponse {
  /** One-time code; in OAuth mode the authorization code. */
  code?: string;
  /** OAuth 2.0 `state`. */
  state?: string;
  /** The user's token. */
  token?: string;
  /**
   * In OAuth mode: URL to send the user to. The values in its query are also in the other members.
   */
  login_url?: string;
}

/** The page is being redirected. */
export interface RedirectResponse {
  /** HTTP status of the redirect. */
  code: 302;
  /** The redirect URL; only with `navigate: false`. */
  url?: string;
}

/** URL to send the user to. */
export interface UrlResponse {
  /** The URL. */
  url: string;
}

/** Whether the user has approved a client. */
export interface Oauth2ConsentValidate {
  /** Whether the client may have everything that it requests. */
  approval: boolean;
  /** The scopes that the user refused. */
  refused_scopes?: string[];
}

/**
 * The type of value a field takes. Only these, as in `@xsolla/login-sdk`: code written for it uses them as lookup keys.
 */
export type FieldType =
  'email' | 'str' | 'pass' | 'date' | 'select' | 'bool' | 'phone' | 'multi-select';

/** Characters that a value must contain. */
export interface ShouldContainType {
  /** A set of characters. */
  characters: string;
  /** The minimum number of these characters. */
  count: number;
}

/** Which rules the project has enabled for a value. */
export interface ValidationSettingsState {
  /** Maximum length. */
  max_characters?: boolean | string;
  /** Minimum length. */
  min_characters?: boolean | string;
  /** ASCII characters only. */
  allow_ascii_characters?: boolean | string;
  /** Digits and special characters. */
  user_numerals_spec_symbol?: boolean | string;
  /** Upper-case and lower-case letters. */
  letter_case?: boolean | string;
  /** Digits. */
  numerals?: boolean | string;
  /** Special characters. */
  spec_characters?: boolean | string[];
  /** No personal data of the user. */
  exclude_personal_data?: boolean | string;
  /** No common password. */
  password_dictionary?: boolean | string;
}

/** The rules for the value of a field. */
export interface ValidationType {
  /** The only characters that it may contain. */
  allowed_characters?: string;
  /** Characters that it must not contain. */
  forbidden_characters?: string;
  /** Maximum length in characters. */
  max_length?: number;
  /** Minimum length in characters. */
  min_length?: number;
  /** Regular expressions that it must match. */
  regexps?: string[];
  /** Characters that it must contain. */
  should_contain?: ShouldContainType[];
  /** Which of these rules the project has enabled. */
  settings_state?: ValidationSettingsState;
}

/** A field that the project still requests from a user. */
export interface AskFieldInterface {
  /** Name of the field, and of its value in `ask`. */
  name: Open<
    'email' | 'phone_number' | 'country-name' | 'gdpr_consent' | 'bday' | 'promo_email_agreement'
  >;
  /** Whether the user must fill it in to complete the sign-in. */
  required: boolean;
  /** The type of value it takes. */
  type: FieldType;
  /** The initial value. */
  default_value?: any;
  /** The rules for its value. */
  validation?: ValidationType;
  /** How the value is confirmed, if it has to be. */
  confirmation_type?: ConfirmationType;
  /** Position in the order in which the fields are requested, from 0. */
  step: number;
}

/** A field that the project still requests from a user. */
export type AskField = AskFieldInterface;

/** The fields that the project still requests from a user. */
export type AskFields = AskFieldInterface[];

/** A field of the sign-up form. */
export interface RegistrationField {
  /** Name of the field. */
  name: Open<
    | 'email'
    | 'username'
    | 'password'
    | 'accept_consent'
    | 'password_confirm'
    | 'bday'
    | 'given-name'
    | 'family-name'
    | 'promo_email_agreement'
    | 'agreement'
    | 'country'
    | 'gender'
    | 'country-name'
    | 'token'
    | 'nickname'
  >;
  /** Whether the user must fill it in to complete the sign-up. */
  required: boolean;
  /** The type of value it takes. */
  type: FieldType;
  /** The rules for its value. */
  validation?: ValidationType;
  /** The initial value. */
  default_value?: any;
}

/** The fields of the sign-up form. */
export type RegistrationFields = RegistrationField[];

/** Colours and shapes of a login page. */
export interface Theme {
  /** CSS colour of buttons and links. */
  primary_color?: string;
  /** CSS colour of text. */
  text_color?: string;
  /** CSS colour of borders. */
  secondary_color?: string;
  /** CSS colour of errors. */
  error_color?: string;
  /** The background of the form. */
  background?: {
    /** CSS colour. */
    color: string;
    /** Picture on top of the colour. */
    image: {
      /** Its URL; empty for none. */
      url: string;
      /** From 0 to 1, as a string. */
      opacity: string;
    };
  };
  /** URL of the picture on buttons. */
  button_image?: string;
  /** Border radii, as CSS lengths. */
  rounding?: {
    /** For input fields. */
    inputs: string;
    /** For buttons. */
    buttons: string;
    /** For the form. */
    widget: string;
  };
  /** The area around the form. */
  scene?: {
    /** CSS colour. */
    color: string;
    /** Picture on top of the colour. */
    image?: {
      /** Its URL. */
      url: string;
      /** CSS `background-size`. */
      size: string;
    };
  };
  /** CSS height of the form. */
  height?: string;
  /** CSS width of the form. */
  width?: string;
  /** The button of the publisher's own sign-in. */
  custom_identity_provider_button?: {
    /** CSS colour. */
    background_color: string;
    /** Its text. */
    display_name: string;
    /** URL of its picture. */
    logo_url: string;
  };
}

/** The publisher's own style sheet. */
export interface VisualSettings {
  /** Its URL. */
  custom_style_url: string;
  /** Whether no other style sheet may be used. */
  disallow_external_style: boolean;
}

/** A social network and where its sign-in starts. */
export interface SocialLink {
  /** Name of the network. */
  name: Open<Socials>;
  /** URL where its sign-in starts. */
  url: string;
}

/** Social networks, ordered by how much they are used in the user's region. */
export interface SocialLinks {
  /** The publisher's own sign-in. In the result of `fetchConfig`, it is the first of `primary`. */
  custom?: SocialLink;
  /** The networks to show immediately. */
  primary: SocialLink[];
  /** The other networks. */
  secondary: SocialLink[];
  /** Both lists. */
  all: SocialLink[];
  /** Whether the others are behind a link; `fetchConfig` sets it to `false`. */
  showOtherLink: boolean;
}

/** What `fetchConfig` resolves to: the config, including the project's public settings. */
export interface SettingsResponse extends Config {
  /** Colours and shapes; the defaults if the project has none. */
  theme: Theme;
  /** The user's country, two capital letters (ISO 3166-1); `US` if unknown. */
  geo_ip_country: string;
  /** Social networks of that country's region. */
  social_links: SocialLinks;
  /** The fields of the sign-up form. */
  registration_fields: RegistrationFields;
  /** The publisher's own style sheet. */
  visual_settings: VisualSettings;
  /** URL of the terms of use, in the browser's language. */
  tos_url?: string;
  /** URL of the text that the user consents to, in the browser's language. */
  consent_url?: string;
  /** URL of the cookie policy, in the browser's language. */
  cookie_policy?: string;
  /** URL of the privacy policy, in the browser's language. */
  privacy_policy?: string;
}

// ---- The session -------------------------------------------------------------------------------

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

// ---- The calls ---------------------------------------------------------------------------------

/**
 * The calls of one Login project.
 *
 * Arguments are read before a call returns. Every promise rejects with
 * - an {@link APIError} if the service responded with an error,
 * - an {@link SDKError} if the call failed without such a response: kind `argument` for a wrong
 *   argument, which the message names (nothing is sent); `network`, `timeout`, `aborted`,
 *   `response`, `environment`, `internal`; `state` in calls that complete a sign-in,
 * - the reason of a cancelled call; see {@link isCancel}.
 *
 * Each call lists its own codes, as far as they are known. Any call can reject with
 *
 * - 0, 002-027, 002-028: a parameter is invalid or missing,
 * - 003-019: there is no such project; 003-020, 003-022, 003-033: it is not set up for the call,
 * - 003-038: a limit is reached,
 * - 004-001: the service failed,
 * - 010-011, 010-012: `callbackUrl` or `redirectUri` is missing or not registered,
 * - in OAuth mode, 010-019 for `clientId`, 010-022 for `state`.
 *
 * {@link APICodes} lists all known codes. If no code can be read, the code is the HTTP status.
 *
 * The package puts no password, token or anything else that was sent into an error. `code`, `description` and `details` are
 * what the service sent.
 *
 * Every request includes the single sign-on cookie (WHATWG fetch, `credentials: 'include'`), except
 * for those of `exchangeCode` and `refresh`, and those for the settings that `fetchConfig` reads.
 * Redirects are only allowed for the project's public files.
 *
 * @example
 * ```ts
 * import { Api, APIError } from 'xsolla-login-wasm';
 *
 * const projectId = '5b0e1f3a-7c2d-4e8f-9a1b-2c3d4e5f6a7b';
 * const api = new Api({ projectId, callbackUrl: 'https://game.example/signed-in' });
 * try {
 *   const { login_url } = await api.login({ credentials: { username, password } });
 *   location.assign(login_url);
 * } catch (error) {
 *   console.error(error); // its message says what to check, such as the project's allowed origins
 *   if (error instanceof APIError && error.code === '003-001') show('Wrong name or password.');
 *   else show('That did not work. Try again.');
 * }
 * ```
 */
export class Api {
  /**
   * @param options - The options of this instance; they do not affect other instances.
   * @throws An {@link SDKError} of kind `config` if an option is missing or wrong; `environment` if WebAssembly is
   * missing or forbidden, or cannot be compiled synchronously: the message says which. Call {@link init} in these
   * cases.
   */
  constructor(options: ConfigOptions);

  /**
   * The current options, including the defaults, the OAuth mode and a generated `state`.
   *
   * @returns A new copy, which you may change.
   */
  getConfig(): Config;

  /**
   * Changes the current options, for later calls.
   *
   * @param options - The options to change.
   * @returns The new config, a copy.
   * @throws An {@link SDKError} of kind `config` if an option is wrong or there is no `projectId`;
   * then nothing changes.
   */
  updateConfig(options: ConfigChanges): Config;

  /**
   * Fetches the project's public settings: fields, theme, social networks, URLs of policies, and
   * merges them into the config. Of the options, only `enable_magic_link`, `theme`, `social_links`,
   * `geo_ip_country`, `game_name`, `mode`, `appleIdPriority` and `consentUrl` are replaced, so no
   * setting can change where a request goes. If a file fails, the service's old settings URL is used.
   *
   * @param options - Signal and time limit.
   * @returns The config, including the settings.
   * @throws The error from the old URL, if that fails too, with the first failure as its `cause`:
   * an {@link APIError}, 003-019 if there is no such project, or an {@link SDKError}, which also
   * has kind `response` for settings that are nested too deep; see {@link Api} for the errors
   * common to all calls.
   */
  fetchConfig(options?: CallOptions): Promise<SettingsResponse>;

  /**
   * Creates an account.
   *
   * @typeParam Answer - The type that you expect: `Response` if the project does not require email confirmation.
   * @param args - The new account.
   * @param options - Signal, time limit and a solved captcha.
   * @returns The URL to send the user to, or `{ code: 204 }` if an email to confirm the account is on its way. Check
   * `answer.code === 204` to tell them apart; it narrows the type.
   * @throws An {@link APIError} 003-003 if the user name is taken, 003-004 if the email address is taken, 003-005 if
   * the email address does not exist; 0 if the service does not accept the name, email address or password; 002-060 if
   * the user is too young; 010-003 if registration is not allowed; 003-338 or 010-007 if a captcha is required; see
   * {@link Api} for the errors common to all calls.
   */
  signup<Answer extends SignUpResponse = SignUpResponse>(
    args: SignUpProps,
    options?: CaptchaOptions,
  ): Promise<Answer>;

  /**
   * Signs in with name and password.
   *
   * @param args - Name and password.
   * @param options - Signal, time limit and a solved captcha.
   * @returns The URL to send the user to; with `ask_fields` and `token` if more data is requested.
   * @throws An {@link APIError} 003-001 for a wrong name, email address or password; 003-007 if the
   * account is not confirmed yet; 002-040 if the user is banned; 002-057 after too many attempts,
   * 002-058 if the account is blocked; 003-338 or 010-007 if a captcha is required; see {@link Api}
   * for the errors common to all calls.
   */
  login(args: LoginProps, options?: CaptchaOptions): Promise<LoginResponse>;

  /**
   * Resends the email that confirms an account.
   *
   * @param username - User name or email address, as a string or in an object.
   * @param options - Signal, time limit and a solved captcha.
   * @returns `{ code: 204 }`.
   * @throws An {@link APIError} 003-002 if there is no such user; 003-338 or 010-007 if a captcha
   * is required; see {@link Api} for the errors common to all calls.
   */
  resendEmail(username: string | Username, options?: CaptchaOptions): Promise<CodeResponse>;

  /**
   * Sends a one-time code to a phone. The service decides how long it is valid.
   *
   * @typeParam Args - The type of the argument; inferred by the compiler.
   * @param args - The phone number, and where the link in the message leads.
   * @param options - Signal, time limit and a solved captcha.
   * @returns The operation that the code belongs to.
   * @throws An {@link APIError} 002-056 if the value is not a phone number, 002-043 if it cannot
   * receive messages; 002-057 after too many attempts; 003-338 or 010-007 if a captcha is required;
   * see {@link Api} for the errors common to all calls.
   */
  phoneGetCode<Args extends PhoneCodeRequest | PhoneGetCode>(
    args: Whole<Args, PhoneGetCode, PhoneCodeRequest>,
    options?: CaptchaOptions,
  ): Promise<OperationResponse>;

  /**
   * Sends a one-time code by email. The service decides how long it is valid.
   *
   * @typeParam Args - The type of the argument; inferred by the compiler.
   * @param args - The email address, and where the link in the message leads.
   * @param options - Signal, time limit and a solved captcha.
   * @returns The operation that the code belongs to.
   * @throws An {@link APIError} 003-005 if the email address does not exist; 002-057 after too many
   * attempts; 003-338 or 010-007 if a captcha is required; see {@link Api} for the errors common to
   * all calls.
   */
  emailGetCode<Args extends EmailCodeRequest | EmailGetCode>(
    args: Whole<Args, EmailGetCode, EmailCodeRequest>,
    options?: CaptchaOptions,
  ): Promise<OperationResponse>;

  /**
   * Waits for the user to open the link in a message, in a single request, which the service holds
   * for about 20 s. {@link Api.waitForConfirmCode} keeps waiting.
   *
   * @param args - The operation and recipient of the message.
   * @param options - Signal and time limit: 25 000 ms by default.
   * @returns The code, or `{ error }` with 010-050 if nobody has opened the link yet.
   * @throws An {@link SDKError} of kind `timeout` if the time limit is reached, `response` if the
   * response is empty; see {@link Api} for the errors common to all calls.
   */
  getConfirmCode(args: ConfirmProps, options?: CallOptions): Promise<ConfirmResponse>;

  /**
   * Waits for the user to open the link in a message: repeats {@link Api.getConfirmCode}, with at
   * least one second between the rounds, and continues after network failures, status 429 and 5xx.
   *
   * @param args - The operation and recipient of the message; `signal` and `timeout` can also be
   * given here.
   * @param options - Signal and time limit for all rounds: 180 000 ms by default.
   * @returns `{ code }`, once somebody has opened the link.
   * @throws An {@link SDKError} of kind `timeout` if nobody has opened the link within the time
   * limit, `response` if a response is empty; immediately, any {@link APIError} except 010-050 and
   * those after which it continues; see {@link Api} for the errors common to all calls.
   */
  waitForConfirmCode(args: ConfirmProps & CallOptions, options?: CallOptions): Promise<ConfirmCode>;

  /**
   * Signs in with the code that was sent to the phone.
   *
   * @typeParam Args - The type of the argument; inferred by the compiler.
   * @param args - The code, where it was sent, and its operation.
   * @param options - Signal and time limit.
   * @returns The URL to send the user to; with `ask_fields` and `token` if more data is requested.
   * @throws An {@link APIError} 003-039 for a wrong code, 003-049 after too many wrong codes;
   * 002-040 if the user is banned; see {@link Api} for the errors common to all calls.
   */
  loginWithPhoneCode<Args extends PhoneCodeLogin | PhoneGetCode>(
    args: Whole<Args, PhoneGetCode, PhoneCodeLogin>,
    options?: CallOptions,
  ): Promise<LoginResponse>;

  /**
   * Signs in with the code that was sent by email.
   *
   * @typeParam Args - The type of the argument; inferred by the compiler.
   * @param args - The code, where it was sent, and its operation.
   * @param options - Signal and time limit.
   * @returns The URL to send the user to; with `ask_fields` and `token` if more data is requested.
   * @throws An {@link APIError} 003-039 for a wrong code, 003-049 after too many wrong codes;
   * 002-040 if the user is banned; see {@link Api} for the errors common to all calls.
   */
  loginWithEmailCode<Args extends EmailCodeLogin | EmailGetCode>(
    args: Whole<Args, EmailGetCode, EmailCodeLogin>,
    options?: CallOptions,
  ): Promise<LoginResponse>;

  /**
   * Asks which fields the project still requests from a user.
   *
   * @param token - The user's token, as a string or in an object.
   * @param options - Signal and time limit.
   * @returns The fields; an empty array if there are none.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 if the token is
   * invalid; see {@link Api} for the errors common to all calls.
   */
  getAskFields(token: string | { token: string }, options?: CallOptions): Promise<AskFields>;

  /**
   * Submits the values of those fields.
   *
   * @param args - The values and the token.
   * @param options - Signal and time limit.
   * @returns The URL to send the user to, or `{ error }`, 003-011 or 003-014, if the email address
   * or phone number has to be confirmed first.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 if the token is
   * invalid; 002-056 if the value is not a phone number, 002-043 if it cannot receive messages;
   * 003-005 if the email address does not exist; 003-338 or 010-007 if a captcha is required; see
   * {@link Api} for the errors common to all calls.
   */
  ask(args: AskProps, options?: CaptchaOptions): Promise<AskResponse>;

  /**
   * Sends an email with a link to set a new password.
   *
   * @param username - User name or email address, as a string or in an object.
   * @param options - Signal, time limit and a solved captcha.
   * @returns `{ code: 204 }`.
   * @throws An {@link APIError} 003-002 if there is no such user, 003-024 if a reset is not
   * allowed; 003-338 or 010-007 if a captcha is required; see {@link Api} for the errors common to
   * all calls.
   */
  reset(username: string | Username, options?: CaptchaOptions): Promise<CodeResponse>;

  /**
   * Sets a new password, using the values from the link in that email.
   *
   * @param args - The password, and `reset_code` and `user_id` from the link.
   * @param options - Signal and time limit.
   * @returns `{ code: 204 }`.
   * @throws An {@link APIError} 0 if the service does not accept the code or password, 003-024 if a
   * reset is not allowed; see {@link Api} for the errors common to all calls.
   */
  set(args: SetPassword | SetPasswordProps, options?: CallOptions): Promise<CodeResponse>;

  /**
   * Asks whether a user is signed in through single sign-on.
   *
   * @param options - Signal and time limit.
   * @returns If a user is signed in: a one-time `code`; in OAuth mode also `login_url` and `state`.
   * @throws An {@link APIError} with `status` 401 if nobody is signed in, or if the browser blocks
   * the service's cookie (a page cannot tell these apart); see {@link Api} for the errors common to
   * all calls.
   */
  checkUserAuthSSO(options?: CallOptions): Promise<SsoResponse>;

  /**
   * Returns the URL that leads to `loginUrl` through the service, which adds the sign-in of an
   * active single sign-on session. The service is asked first.
   *
   * @param loginUrl - The target URL, as a string or in an object. If omitted, `callbackUrl`.
   * @param options - `navigate: false`, whether to ask first, signal and time limit.
   * @returns `{ code: 302, url }`.
   * @throws An {@link APIError} with `status` 401 if nobody is signed in, 010-012 if the URL is not
   * registered; an {@link SDKError} of kind `argument` for the schemes `javascript`, `data`,
   * `blob`, `vbscript`, `file`; `response` if a successful response has no URL to go to; see
   * {@link Api} for the errors common to all calls.
   */
  userAuthSSOWithRedirect(
    loginUrl: string | { loginUrl?: string | undefined } | null | undefined,
    options: NavigationOptions & { navigate: false },
  ): Promise<RedirectResponse & { url: string }>;
  /**
   * Navigates the page to `loginUrl` through the service, which adds the sign-in of an active
   * single sign-on session. The service is asked first; if nobody is signed in, the page stays and
   * the promise rejects.
   *
   * @param loginUrl - The target URL, as a string or in an object. If omitted, `callbackUrl`.
   * @param options - Whether to navigate and to ask first, signal and time limit.
   * @returns `{ code: 302 }`; the page may unload before you receive it.
   * @throws An {@link APIError} with `status` 401 if nobody is signed in, 010-012 if the URL is not
   * registered; an {@link SDKError} of kind `argument` for the schemes `javascript`, `data`,
   * `blob`, `vbscript`, `file`; `response` if a successful response has no URL to go to;
   * `environment` if there is no page to navigate; see {@link Api} for the errors common to all
   * calls.
   */
  userAuthSSOWithRedirect(
    loginUrl?: string | { loginUrl?: string | undefined } | null,
    options?: NavigationOptions,
  ): Promise<RedirectResponse>;

  /**
   * Signs the user out.
   *
   * @param token - The user's token.
   * @param session - `sso` ends only the single sign-on session; `all` ends every token as well.
   * @param options - Signal and time limit.
   * @returns `{ code: 204 }`.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 if the token is
   * invalid; an {@link SDKError} of kind `argument` if `session` has any other value; see
   * {@link Api} for the errors common to all calls.
   */
  logout(token: string, session: LogoutSessions, options?: CallOptions): Promise<CodeResponse>;
  /**
   * Signs the user out.
   *
   * @param args - The token, and what to end.
   * @param options - Signal and time limit.
   * @returns `{ code: 204 }`.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 if the token is
   * invalid; an {@link SDKError} of kind `argument` if `session` has any other value; see
   * {@link Api} for the errors common to all calls.
   */
  logout(args: LogoutProps, options?: CallOptions): Promise<CodeResponse>;

  /**
   * Removes the single sign-on cookie from this browser.
   *
   * @param options - Signal and time limit.
   * @returns `{ code: 204 }`.
   * @throws No codes of its own; see {@link Api} for the errors common to all calls.
   */
  clearSSO(options?: CallOptions): Promise<CodeResponse>;

  /**
   * Submits whether the user gives the consent that the project asks for.
   *
   * @param args - The token and the answer.
   * @param options - Signal and time limit.
   * @returns The URL to send the user to.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 if the token is
   * invalid; see {@link Api} for the errors common to all calls.
   */
  agreement(args: AgreementProps, options?: CallOptions): Promise<UrlResponse>;

  /**
   * Confirms the operation for another page, which is waiting in {@link Api.getConfirmCode}.
   *
   * @param args - The values from the URL that the user opened.
   * @param options - Signal and time limit.
   * @returns The service's response, or `{ code }` with its status if the response is empty.
   * @throws No codes of its own; see {@link Api} for the errors common to all calls.
   */
  pushConfirmCode(args: PushCodeParams, options?: CallOptions): Promise<Response | EmptyResponse>;

  /**
   * Asks where the sign-in with a social network starts.
   *
   * @param provider - Name of the social network; sent as one segment of the path.
   * @param customOptions - Options for this call only. The project, the `apiUrl` and the mode are
   * always those of the instance.
   * @param options - Signal and time limit.
   * @returns `{ url }`, the URL to send the user to.
   * @throws An {@link SDKError} of kind `argument` if the social network is `.` or `..`, or an
   * option is wrong; see {@link Api} for the errors common to all calls.
   */
  getSocialLink(
    provider: Open<Socials>,
    customOptions?: ConfigChanges | null,
    options?: CallOptions,
  ): Promise<UrlResponse>;

  /**
   * Signs in with the access token that a social network gave to this page.
   *
   * @param accessToken - The access token of the social network.
   * @param provider - Name of the social network; see {@link Api.getSocialLink}.
   * @param options - Signal and time limit.
   * @returns The URL to send the user to; with `ask_fields` and `token` if more data is requested.
   * @throws An {@link APIError} 010-015 if the sign-in with the social network failed, 010-016 if
   * the account there belongs to another user; 002-040 if the user is banned; see {@link Api} for
   * the errors common to all calls.
   */
  oneTapLogin(
    accessToken: string,
    provider: Open<Socials>,
    options?: CallOptions,
  ): Promise<LoginResponse>;

  /**
   * Submits the second factor for the option `challenge_id`.
   *
   * @param args - The code.
   * @param options - Signal and time limit.
   * @returns The URL to send the user to.
   * @throws An {@link APIError} 003-039 for a wrong code, 003-049 after too many wrong codes; an
   * {@link SDKError} of kind `argument` if that option is not set; see {@link Api} for the errors
   * common to all calls.
   */
  otpLogin(args: OtpProps, options?: CallOptions): Promise<UrlResponse>;

  /**
   * Resends the code of the second factor for the option `challenge_id`.
   *
   * @param options - Signal and time limit.
   * @returns The service's response, or `{ code }` with its status if the response is empty.
   * @throws An {@link APIError} 002-057 after too many attempts; an {@link SDKError} of kind
   * `argument` if that option is not set; see {@link Api} for the errors common to all calls.
   */
  otpResendCode(options?: CallOptions): Promise<Response | EmptyResponse>;

  /**
   * Navigates to the service's authorize page (RFC 6749, 4.1.1). If this page is in a frame, the
   * whole tab navigates. In a popup, with `enablePostMessageLogin`, the URL is sent to the page
   * that opened the popup instead.
   *
   * @throws An {@link SDKError} of kind `environment` if there is no window, or no `crypto` to
   * generate a `state`. An error from the service comes back in the URL: see
   * {@link Api.handleRedirectCallback}.
   */
  oauth2Auth(): void;

  /**
   * Asks whether the user has approved the client and its scope.
   *
   * @param token - The user's token.
   * @param options - Signal and time limit.
   * @returns Whether they approved, and which scopes they refused.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 if the token is
   * invalid; 010-019 if the client is unknown; see {@link Api} for the errors common to all calls.
   */
  oauth2ConsentValidate(token: string, options?: CallOptions): Promise<Oauth2ConsentValidate>;

  /**
   * Submits whether the user approves the client and its scope.
   *
   * @param token - The user's token.
   * @param approval - Whether the user approves.
   * @param options - Signal and time limit.
   * @returns The service's response, or `{ code }` with its status if the response is empty.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 if the token is
   * invalid; 010-019 if the client is unknown, 010-026 if the request is denied; see {@link Api}
   * for the errors common to all calls.
   */
  oauth2PostConsent(token: string, approval: boolean, options?: CallOptions): Promise<CodeResponse>;

  /**
   * The tokens of the signed-in user.
   *
   * @returns The same object every time.
   */
  get session(): Session;

  /**
   * Starts a sign-in at the service's authorize page (RFC 6749, 4.1.1), with its own `state` and PKCE S256 (RFC 7636).
   * The `state` and the code verifier are kept for 10 minutes, or until {@link Api.handleRedirectCallback} uses them.
   * Needs the options `clientId` and `redirectUri`.
   *
   * With `provider`, the URL is that of the social network, which is requested from the service; there is no PKCE then.
   * `signal` and `timeout` apply to that request.
   *
   * @param args - A social network, or more query parameters. If omitted, neither.
   * @param options - Signal and time limit.
   * @returns The URL, its `state`, and its code verifier, if there is one.
   * @throws An {@link SDKError} of kind `environment` if `crypto.subtle` is missing (browsers only provide it on https
   * and on localhost), or if there is no storage to keep the sign-in while the user is away; `argument` if the option
   * `clientId` is not set, or `extra` names a parameter that this package sets. With `provider`, the same as
   * {@link Api.getSocialLink}.
   */
  createAuthorizationUrl(
    args?: AuthorizationOptions,
    options?: CallOptions,
  ): Promise<AuthorizationFlow>;

  /**
   * Calls {@link Api.createAuthorizationUrl}, then navigates the page to the URL.
   *
   * @param args - A social network, or more query parameters. If omitted, neither.
   * @param options - Signal and time limit.
   * @returns The same; the page may unload before you receive it.
   * @throws The same errors; an {@link SDKError} of kind `environment` also if there is no page to
   * navigate.
   */
  authorize(args?: AuthorizationOptions, options?: CallOptions): Promise<AuthorizationFlow>;

  /**
   * Completes a sign-in on the page that it returns to. The `state` is checked first; nothing else in the URL is
   * trusted before that (RFC 6749, 10.12). Then a code is exchanged for tokens; the result is stored in the session.
   *
   * If called again for the same URL, it returns the same promise. The `state` and the code are used up once the
   * request for tokens has been sent, unless the network failed: then you may call it again. If the page is reloaded
   * after the URL was handled in this tab, it resolves to the tokens that the session still has; if it has none, it
   * rejects with kind `state`.
   *
   * A `state` that a call of this instance generated (see the option) is valid as well, for any callback within 10
   * minutes, so the URL that `login` or `getSocialLink` returned in OAuth mode can also be completed here.
   *
   * A URL with `token` or `challenge_id` and without `state` is accepted if the instance is not in OAuth mode, because
   * the service's JWT sign-in has no `state`. Anyone who sends a user such a URL can sign them in to an account of the
   * sender's choice (login CSRF). If your page never completes JWT sign-ins this way, set `is_oauth2: true`; then no
   * URL without `state` is accepted.
   *
   * @param url - The URL. If omitted, the URL of the page; the parameters of the sign-in are then removed from it, even
   * if the sign-in fails, and from `history.state`, so that scripts, referrers and routers do not see them.
   * @param options - Signal and time limit for the exchange.
   * @returns Tokens, a token, or the required second factor.
   * @throws An {@link SDKError} of kind `state` if the `state` is missing, does not belong to a sign-in that started
   * here in the last 10 minutes, appears twice, or was already used, if the code was already used, or if `iss` does not
   * equal the option `issuer`; `response` if the URL has no sign-in parameters (in OAuth mode the kind is `state`,
   * because the `state` is missing), or has another parameter twice; `argument` if the value is not a URL;
   * `environment` if `url` is omitted and there is no page. An {@link APIError} with the service's code and description
   * and `status` 0 if the URL has an error; 010-023 if the service does not accept the code.
   *
   * @example
   * ```ts
   * const result = await api.handleRedirectCallback();
   * if (result.kind === 'challenge') askForCode(result.challengeId);
   * else show(await api.getUser());
   * ```
   */
  handleRedirectCallback(url?: string | URL, options?: CallOptions): Promise<SignInResult>;

  /**
   * Completes a sign-in with the result of a call of this instance, instead of navigating to
   * `login_url`: `login`, `loginWithPhoneCode`, `loginWithEmailCode`, `oneTapLogin`, `otpLogin`,
   * `ask`, `agreement`, and `signup` if it signs in. A code is exchanged for tokens; the result is
   * stored in the session.
   *
   * If the URL has a code or a `state`, the `state` must be the one that the call sent.
   *
   * @param result - What that call resolved to. The empty response of `signup` is rejected: check
   * for its `login_url` first.
   * @param options - Signal and time limit for the exchange.
   * @returns Tokens, a token, or the required second factor; `{ askFields, token }` if more data is
   * requested: submit it with {@link Api.ask}, and pass its result to this call again.
   * @throws An {@link SDKError} of kind `state` if the `state` is a different one, or the code was
   * already used; `argument` if the value is not such a result, or is empty; `response` if the URL
   * has no sign-in parameters. An {@link APIError} if the URL or the result of `ask` has an error:
   * 003-011 and 003-014 say what has to be confirmed, with `details.operation_id`; 010-023 if the
   * service does not accept the code.
   *
   * @example
   * ```ts
   * const credentials = { username, password };
   * const done = await api.completeLogin(await api.login({ credentials }));
   * if (done.kind === 'ask') askFor(done.askFields, done.token);
   * ```
   */
  completeLogin(
    result: SignInAnswer | EmptyResponse,
    options?: CallOptions,
  ): Promise<CompletedSignIn>;

  /**
   * Exchanges an authorization code for tokens (RFC 6749, 4.1.3), which are then stored in the
   * session. For an app that checks the `state` itself: `handleRedirectCallback` and
   * `completeLogin` also do this exchange. Needs the option `clientId`; no client secret is sent,
   * because a page cannot keep one. Sent once; without cookies.
   *
   * @param args - The code, and its code verifier, if there is one.
   * @param options - Signal and time limit.
   * @returns The tokens.
   * @throws An {@link SDKError} of kind `state` if this page was given the code before; `argument`
   * if the option `clientId` is not set; `response` if the response has no token. An
   * {@link APIError} 010-023 if the service does not accept the code, 010-019 if the client is
   * unknown.
   */
  exchangeCode(args: CodeExchange, options?: CallOptions): Promise<Tokens>;

  /**
   * Gets new tokens (RFC 6749, 6), which are then stored in the session. Sent once; without cookies. If the service
   * returns no new refresh token, the old one is kept. `session.getAccessToken()` calls this in time.
   *
   * A refresh token is only sent by one call in one tab at a time; other calls wait for its response and use those
   * tokens. `signal` and `timeout` end the wait of their own call, not the request: the old refresh token may be used
   * up. If a tab is closed during its request, or a response is lost, the token is sent one more time, after the
   * service has responded to another request, and never a third time: if the service did handle the first request and detects
   * reuse, it ends the session. No page can tell in advance.
   *
   * @param args - Without `refreshToken`, that of the session is used.
   * @param options - Signal and time limit.
   * @returns The tokens, a copy.
   * @throws An {@link APIError} 010-023 if the service no longer accepts the refresh token: if it is that of the
   * session, nobody is signed in any more; 010-019 if the client is unknown; an {@link SDKError} of kind `argument` if
   * the option `clientId` is not set; `state` if nobody is signed in, there is no refresh token, or the user signed out
   * or in again during the refresh; `response` if the response has no token. During the pause after a failure, it
   * rejects with that failure again.
   */
  refresh(args?: RefreshProps, options?: CallOptions): Promise<Tokens>;

  /**
   * Asks the service who is signed in. Use this to show user data, not a token, which has not been verified.
   *
   * @param token - The user's token. If omitted, that of the session, refreshed in time, and once more if the service
   * rejects it.
   * @param options - Signal and time limit for the whole call.
   * @returns The user.
   * @throws An {@link SDKError} of kind `state` if no token is given and nobody is signed in; an {@link APIError} with
   * `status` 401 if the token is invalid.
   */
  getUser(token?: string | null, options?: CallOptions): Promise<UserDetails>;

  /**
   * Signs in with an active single sign-on session of this browser, without leaving the page: like
   * {@link Api.checkUserAuthSSO}, but a missing session is a result, not an error. In OAuth mode, the tokens are then
   * stored in the session; otherwise there is a one-time code of the service, and {@link Api.userAuthSSOWithRedirect}
   * gets the token.
   *
   * If the browser blocks third-party cookies, the service's cookie is not sent; as far as the page can tell, nobody is
   * signed in then. {@link Api.authorize} asks with a navigation of the whole page, which sends the cookie; if `apiUrl`
   * is on the page's own site, the cookie is not a third-party cookie.
   *
   * @param options - Signal and time limit, for each request.
   * @returns `signedIn`, and how the sign-in ended or why there was none.
   * @throws The same as {@link Api.completeLogin}; status 401 is a result.
   */
  silentSignIn(options?: CallOptions): Promise<SilentSignInResult>;
}

/** The calls that `@xsolla/login-sdk` does not have. */
type NewCalls =
  | 'waitForConfirmCode'
  | 'session'
  | 'createAuthorizationUrl'
  | 'authorize'
  | 'handleRedirectCallback'
  | 'completeLogin'
  | 'exchangeCode'
  | 'refresh'
  | 'getUser'
  | 'silentSignIn';

/** The calls that {@link ApiInterface} redeclares, without type parameters and overloads. */
type PlainCalls =
  | 'updateConfig'
  | 'userAuthSSOWithRedirect'
  | 'logout'
  | 'signup'
  | 'login'
  | 'oneTapLogin'
  | 'phoneGetCode'
  | 'emailGetCode'
  | 'loginWithPhoneCode'
  | 'loginWithEmailCode'
  | 'resendEmail'
  | 'reset'
  | 'set'
  | 'checkUserAuthSSO'
  | 'clearSSO'
  | 'oauth2PostConsent';

/**
 * Everything that {@link Api} has, for example for a stub in tests. The 28 calls of the original SDK are required, so
 * that a class that implements them still compiles, if its `phoneGetCode` and `emailGetCode` return an `operation_id`;
 * the others are optional.
 */
export interface ApiInterface
  extends Omit<Api, NewCalls | PlainCalls>, Partial<Pick<Api, NewCalls>> {
  /**
   * Like {@link Api.signup}, without its type parameter: a stub cannot return every `Answer`. If you need the type of
   * the original SDK, write `as Response`.
   */
  signup(args: SignUpProps, options?: CaptchaOptions): Promise<SignUpResponse>;
  /** Like {@link Api.phoneGetCode}. */
  phoneGetCode(
    args: PhoneCodeRequest | PhoneGetCode,
    options?: CaptchaOptions,
  ): Promise<OperationResponse>;
  /** Like {@link Api.emailGetCode}. */
  emailGetCode(
    args: EmailCodeRequest | EmailGetCode,
    options?: CaptchaOptions,
  ): Promise<OperationResponse>;
  /** Like {@link Api.resendEmail}; an implementation may return any `Response`. */
  resendEmail(
    username: string | Username,
    options?: CaptchaOptions,
  ): Promise<CodeResponse | Response>;
  /** Like {@link Api.reset}; an implementation may return any `Response`. */
  reset(username: string | Username, options?: CaptchaOptions): Promise<CodeResponse | Response>;
  /** Like {@link Api.set}; an implementation may return any `Response`. */
  set(
    args: SetPassword | SetPasswordProps,
    options?: CallOptions,
  ): Promise<CodeResponse | Response>;
  /** Like {@link Api.checkUserAuthSSO}; an implementation may return any `Response`. */
  checkUserAuthSSO(options?: CallOptions): Promise<SsoResponse | Response>;
  /** Like {@link Api.clearSSO}; an implementation may return nothing. */
  clearSSO(options?: CallOptions): Promise<CodeResponse | void>;
  /** Like {@link Api.oauth2PostConsent}; an implementation may return nothing. */
  oauth2PostConsent(
    token: string,
    approval: boolean,
    options?: CallOptions,
  ): Promise<CodeResponse | void>;
  /** Like {@link Api.login}; an implementation may return any `Response`. */
  login(args: LoginProps, options?: CaptchaOptions): Promise<Response>;
  /** Like {@link Api.oneTapLogin}; an implementation may return any `Response`. */
  oneTapLogin(
    accessToken: string,
    provider: Open<Socials>,
    options?: CallOptions,
  ): Promise<Response>;
  /** Like {@link Api.loginWithPhoneCode}. */
  loginWithPhoneCode(args: PhoneCodeLogin | PhoneGetCode, options?: CallOptions): Promise<Response>;
  /** Like {@link Api.loginWithEmailCode}. */
  loginWithEmailCode(args: EmailCodeLogin | EmailGetCode, options?: CallOptions): Promise<Response>;
  /** Like {@link Api.updateConfig}; the return value is ignored. */
  updateConfig(options: ConfigChanges): void;
  /**
   * Like {@link Api.userAuthSSOWithRedirect}. An implementation may ignore `navigate: false`, so `url` is optional with
   * every argument. It may return any `Response`.
   */
  userAuthSSOWithRedirect(
    loginUrl?: string | { loginUrl?: string | undefined } | null,
    options?: NavigationOptions,
  ): Promise<RedirectResponse | Response>;
  /** Like {@link Api.logout}; an implementation may take only one of both forms, and return any `Response`. */
  logout(
    ...args:
      | [token: string, session: LogoutSessions, options?: CallOptions | undefined]
      | [args: LogoutProps, options?: CallOptions | undefined]
  ): Promise<CodeResponse | Response>;
}

// ---- Errors ------------------------------------------------------------------------------------

/**
 * The error codes with a known meaning, by name; frozen. `error.code === APICodes.WrongCredentials` means
 * `error.code === '003-001'`. A name that does not exist does not compile; other codes remain possible, see the type
 * with the same name.
 */
export const APICodes: {
  /** A value breaks a rule: one that the user typed, or one of the call. Show `description`. */
  readonly InvalidParameters: '0';
  /** The token is invalid. Sign in again. */
  readonly InvalidToken: '002-016';
  /** A value is invalid: one that the user typed, or one of the call. Show `description`. */
  readonly InvalidParameter: '002-027';
  /** A value is missing: one that the user must type, or one of the call. Show `description`. */
  readonly MissingParameter: '002-028';
  /** The user is banned. */
  readonly UserBanned: '002-040';
  /** The phone number cannot receive messages. Ask for another one. */
  readonly PhoneWithoutMessages: '002-043';
  /** The second factor is unchanged. */
  readonly SecondFactorUnchanged: '002-050';
  /** This is not a phone number. Ask again. */
  readonly InvalidPhoneNumber: '002-056';
  /** Too many attempts. Wait. */
  readonly TooManyAttempts: '002-057';
  /** The account is blocked until its password is reset. */
  readonly AccountBlocked: '002-058';
  /** The user is under the required age. */
  readonly UserTooYoung: '002-060';
  /** Wrong user name, email address or password. Ask again. */
  readonly WrongCredentials: '003-001';
  /** There is no such user. Offer sign-up. */
  readonly UserNotFound: '003-002';
  /** The user name is taken. Ask for another one. */
  readonly UsernameTaken: '003-003';
  /** The email address is taken. Ask for another one. */
  readonly EmailTaken: '003-004';
  /** The email address does not exist. Ask again. */
  readonly EmailNotFound: '003-005';
  /** The account is not confirmed yet. Offer `resendEmail`. */
  readonly AccountNotConfirmed: '003-007';
  /** The email address has to be confirmed. Ask for the code of `details.operation_id`. */
  readonly EmailConfirmationRequired: '003-011';
  /** The phone number has to be confirmed. Ask for the code of `details.operation_id`. */
  readonly PhoneConfirmationRequired: '003-014';
  /** There is no such Login project. Fix `projectId`. */
  readonly ProjectNotFound: '003-019';
  /** The call is not available for this project. */
  readonly CallNotAvailable: '003-020';
  /** The project is misconfigured. */
  readonly ProjectMisconfigured: '003-022';
  /** A password reset is not allowed. */
  readonly ResetNotAllowed: '003-024';
  /** An error with the OAuth 2.0 token. Sign in again. */
  readonly OAuthTokenError: '003-025';
  /** The project is of the wrong type. */
  readonly WrongProjectType: '003-033';
  /** A limit is reached. Wait. */
  readonly LimitReached: '003-038';
  /** The one-time code is wrong. Ask again. */
  readonly WrongCode: '003-039';
  /** Not authorized. Sign in again. */
  readonly NotAuthorized: '003-040';
  /** Too many wrong one-time codes. Send a new one. */
  readonly TooManyWrongCodes: '003-049';
  /** There is no such object. Fix the call. */
  readonly ObjectNotFound: '003-061';
  /**
   * A limit is reached, and a captcha is required: derived from 003-038 and the header that says
   * so.
   */
  readonly LimitReachedCaptchaRequired: '003-338';
  /** The service failed. Try again later. */
  readonly ServiceFailed: '004-001';
  /** Only server clients may request this. */
  readonly ServerClientsOnly: '006-003';
  /** Registration is not allowed. */
  readonly RegistrationNotAllowed: '010-003';
  /** A captcha is required. Solve it, and call again. */
  readonly CaptchaRequired: '010-007';
  /** Several callback URLs are registered, and none was sent. Set `callbackUrl`. */
  readonly CallbackUrlMissing: '010-011';
  /** The callback URL is not registered in the project. */
  readonly CallbackUrlNotRegistered: '010-012';
  /** The sign-in with the social network failed. */
  readonly SocialSignInFailed: '010-015';
  /** The social account belongs to another user. */
  readonly SocialAccountTaken: '010-016';
  /** The access token is invalid. Refresh it, or sign in again. */
  readonly InvalidAccessToken: '010-017';
  /** The client could not be authenticated. Fix `clientId`. */
  readonly UnknownClient: '010-019';
  /** `state` is missing, or shorter than 8 characters. */
  readonly InvalidState: '010-022';
  /** The code or refresh token is invalid, expired or used. Sign in again. */
  readonly InvalidGrant: '010-023';
  /** The request is denied. */
  readonly RequestDenied: '010-026';
  /** Nobody has opened the link yet. Ask again. */
  readonly LinkNotOpened: '010-050';
  /** The token is not valid here. Sign in again. */
  readonly ForbiddenToken: '1901-0001';
};

/**
 * The known error codes of the service. The service can add new ones, so any other string is
 * allowed; if no code can be read, it is the HTTP status as a string.
 */
export type APICodes = Open<
  | '0' // A parameter is invalid.
  | '001-001'
  | '002-016' // The token is invalid.
  | '002-027' // A parameter is invalid.
  | '002-028' // A parameter is missing.
  | '002-040' // The user is banned.
  | '002-043' // The phone number cannot receive messages.
  | '002-050' // The second factor is unchanged.
  | '002-056' // This is not a phone number.
  | '002-057' // Too many attempts.
  | '002-058' // The account is blocked.
  | '002-060' // The user is too young.
  | '003-001' // Wrong name, email address or password.
  | '003-002' // There is no such user.
  | '003-003' // The user name is taken.
  | '003-004' // The email address is taken.
  | '003-005' // The email address does not exist.
  | '003-007' // The account is not confirmed yet.
  | '003-008'
  | '003-009'
  | '003-010'
  | '003-011' // The email address has to be confirmed.
  | '003-012'
  | '003-014' // The phone number has to be confirmed.
  | '003-019' // There is no such Login project.
  | '003-020' // The call is not available for this project.
  | '003-021'
  | '003-022' // The project is misconfigured.
  | '003-023'
  | '003-024' // A password reset is not allowed.
  | '003-025' // An error with the OAuth 2.0 token.
  | '003-030'
  | '003-033' // The project is of the wrong type.
  | '003-038' // A limit is reached.
  | '003-039' // Wrong one-time code.
  | '003-040' // Not authorized.
  | '003-049' // Too many wrong one-time codes.
  | '003-061' // There is no such object.
  | '003-338' // A limit is reached, and a captcha is required: 003-038 with the header that says so.
  | '004-001' // The service failed.
  | '006-003' // Only for server clients.
  | '010-003' // Registration is not allowed.
  | '010-004'
  | '010-005'
  | '010-006'
  | '010-007' // A captcha is required.
  | '010-009'
  | '010-010'
  | '010-011' // Several callback URLs are registered, and none was sent.
  | '010-012' // The callback URL is not registered.
  | '010-013'
  | '010-014'
  | '010-015' // Sign-in with the social network failed.
  | '010-016' // The social account belongs to another user.
  | '010-017' // The token is invalid.
  | '010-019' // The client is unknown.
  | '010-020'
  | '010-021'
  | '010-022' // `state` is missing or shorter than 8 characters.
  | '010-023' // The code or refresh token is invalid, expired or used.
  | '010-026' // The request is denied.
  | '010-033'
  | '010-045'
  | '010-050' // Nobody has opened the link yet.
  | '030-024'
  | '1901-0001' // The token is invalid.
  | '300-001'
  | '300-003'
  | '300-005'
  | '300-006'
  | '300-008'
  | '404'
  | '500'
>;

/** What an {@link APIError} can contain besides its code. */
export interface APIErrorFields {
  /** The service's description of the error. */
  description?: string | undefined;
  /** Additional data from the service. */
  details?: ErrorDetails | undefined;
  /** HTTP status. */
  status?: number | undefined;
  /** Seconds to wait before asking the service again. */
  retryAfter?: number | undefined;
  /** The service's id of the request. */
  requestId?: string | undefined;
}

/**
 * The service responded with an error, or with any status of 400 or above. Its `name` is
 * `'APIError'`, its `message` the code.
 */
export class APIError extends Error {
  /**
   * @param code - The service's code.
   * @param fields - What else is known.
   */
  constructor(code: APICodes, fields?: APIErrorFields);
  /** The service's code, or the HTTP status as a string if there is none. */
  code: APICodes;
  /** The service's description of the error, in English. */
  description?: string;
  /** Additional data from the service; `operation_id` if something has to be confirmed. */
  details?: ErrorDetails;
  /** HTTP status (RFC 9110, 15); 0 for an error that was read from a URL or a result. */
  status: number;
  /** Seconds to wait before asking the service again (`Retry-After`, RFC 9110, 10.2.3). */
  retryAfter?: number;
  /** The service's id of the request (`x-request-id`), for its support. */
  requestId?: string;
  /** The earlier failure: in `fetchConfig`, why the project's files could not be read. */
  cause?: unknown;
}

/**
 * Why a call did not get a usable response from the service.
 *
 * - `config`: an option is missing or of the wrong type; thrown by `new Api()` and `updateConfig`.
 * - `argument`: an argument, or an option that the call needs, is missing or wrong; nothing was
 *   sent.
 * - `network`: no response: offline, DNS, refused, redirected, or blocked for this origin (CORS).
 * - `timeout`: the call reached its time limit.
 * - `aborted`: the browser, not the caller, stopped the request, for example because the user left
 *   the page; or the user closed the popup that {@link listenForLogin} waits for.
 * - `response`: a successful response whose body is not JSON, is cut off, missing, or over 5 MB; a
 *   URL without sign-in parameters, or with a parameter twice.
 * - `environment`: something is missing or not allowed here: `fetch`, WebAssembly, a page,
 *   `crypto.subtle`.
 * - `state`: a callback or a result does not belong to a sign-in that started here, came too late,
 *   or was already used (RFC 6749, 10.12); its `iss` is not the option `issuer`; nobody is signed in,
 *   or was signed out in the meantime; or the session has no refresh token. Start the sign-in again.
 * - `internal`: the wasm failed; the next call restarts it.
 */
export type SDKErrorKind =
  | 'config'
  | 'argument'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'response'
  | 'environment'
  | 'state'
  | 'internal';

/** What an {@link SDKError} can contain besides its message. */
export interface SDKErrorFields {
  /** Why the call failed. */
  kind?: SDKErrorKind | undefined;
  /** The underlying error. */
  cause?: unknown;
}

/** The call did not get a usable response from the service. */
export class SDKError extends Error {
  /**
   * @param message - A sentence for developers.
   * @param fields - What else is known.
   */
  constructor(message: string, fields?: SDKErrorFields);
  /** Distinguishes it from other errors. */
  name: 'SDKError';
  /** Why. Always there, except in an error that your app created itself. */
  kind?: SDKErrorKind;
  /**
   * The underlying error, or only the name of an exception if its text could reveal what was sent.
   */
  cause?: unknown;
}

// ---- Cancelling --------------------------------------------------------------------------------

/** An AbortController in the shape of an axios cancel token source. */
export interface CancelTokenSource {
  /** For `cancelToken`, or for `signal` of any call. */
  token: AbortSignal;
  /**
   * Cancels every call that was given the token.
   *
   * @param reason - A string, used for the `DOMException` named AbortError that they reject with;
   * or an object, which they reject with unchanged.
   */
  cancel(reason?: unknown): void;
}

/** Creates tokens for `cancelToken`, so that you do not need axios for them. */
export const CancelToken: {
  /** Returns a new token and the function that cancels it. */
  source(): CancelTokenSource;
};

/**
 * Whether a call rejected with this error because it was cancelled: a `DOMException` named
 * AbortError, axios' cancel object, or any object that was the reason of a cancelled call. A reason
 * that is not an object cannot be recognized.
 *
 * @typeParam Reason - The type of reason that your app cancels with, if that is not the browser's
 * own exception.
 * @param error - What a call rejected with.
 * @returns `true` if the call was cancelled.
 */
export function isCancel<Reason extends object = DOMException>(error: unknown): error is Reason;

// ---- Completing a sign-in ----------------------------------------------------------------------

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

// ---- Loading -----------------------------------------------------------------------------------

/** What {@link init} can load. A string or URL is fetched. */
export type WasmSource = Bytes | WasmModule | string | URL | WebRequest | WebResponse;

/**
 * Loads the WebAssembly, once; later calls return the same promise. Needed for the entry `slim`, and if a browser
 * refuses to compile synchronously; `new Api()` says so in that case.
 *
 * If WebAssembly is missing, or a Content-Security-Policy without `'wasm-unsafe-eval'` forbids it, this loads the same
 * code as JavaScript and ignores `source`. The entry `js` already contains that code.
 *
 * @param source - What to load, or a promise of it. If omitted, the wasm of this package; in Node 20.16 or later, the
 * entry `slim` reads it from the file.
 * @throws An {@link SDKError} of kind `environment` if `source` cannot be compiled, or the script-tag file cannot
 * determine its own URL; `network` if a file that is needed cannot be fetched.
 */
export function init(source?: WasmSource | PromiseLike<WasmSource>): Promise<void>;

// ---- Values ------------------------------------------------------------------------------------

/** The default options; frozen. */
export const defaultConfig: Readonly<Config> & {
  readonly apiUrl: string;
  readonly cdnUrl: string;
  readonly consentUrl: string;
  readonly theme: Readonly<Theme>;
};

/** The documented values of `fullLocale`; frozen. */
export const SUPPORTED_LOCALES: readonly string[];

/** The languages of {@link SUPPORTED_LOCALES} that `@xsolla/login-sdk` lists, two letters each; frozen. */
export const SUPPORTED_LANGUAGES: readonly string[];

/** Filled in from the project's list of values. */
type SocialName = '{socials}';

/** The social networks, each name mapped to itself; frozen. */
export const Socials: { readonly [Name in SocialName]: Name };

/** Name of a social network. */
export type Socials = SocialName;

/** Each name as a type. */
export namespace Socials {
  type amazon = 'amazon';
  type apple = 'apple';
  type babka = 'babka';
  type baidu = 'baidu';
  type battlenet = 'battlenet';
  type china_telecom = 'china_telecom';
  type discord = 'discord';
  type email = 'email';
  type epicgames = 'epicgames';
  type facebook = 'facebook';
  type github = 'github';
  type google = 'google';
  type instagram = 'instagram';
  type kabam = 'kabam';
  type kakao = 'kakao';
  type kefir = 'kefir';
  type linkedin = 'linkedin';
  type mailru = 'mailru';
  type microsoft = 'microsoft';
  type msn = 'msn';
  type naver = 'naver';
  type ok = 'ok';
  type okta = 'okta';
  type paradox = 'paradox';
  type paypal = 'paypal';
  type paxdei = 'paxdei';
  type paxdeidev = 'paxdeidev';
  type pinterest = 'pinterest';
  type qq = 'qq';
  type reddit = 'reddit';
  type steam = 'steam';
  type slack = 'slack';
  type twitch = 'twitch';
  type twitter = 'twitter';
  type vimeo = 'vimeo';
  type vk = 'vk';
  type wbgames = 'wbgames';
  type wechat = 'wechat';
  type weibo = 'weibo';
  type xbox = 'xbox';
  type yahoo = 'yahoo';
  type yandex = 'yandex';
  type youtube = 'youtube';
}

/** How a requested field is confirmed; frozen. */
export const ConfirmationType: {
  /** By typing a code. */
  readonly CODE: 'code';
  /** By opening a link. */
  readonly LINK: 'link';
};

/** How a requested field is confirmed. */
export type ConfirmationType = 'code' | 'link';

/** Each way as a type. */
export namespace ConfirmationType {
  /** By typing a code. */
  type CODE = 'code';
  /** By opening a link. */
  type LINK = 'link';
}

/** The version of this package. */
export const version: string;

/** Everything in this package, as in the global of the script tag. */
declare namespace XsollaLogin {
  export {
    Config,
    SessionStorageAdapter,
    SessionOptions,
    ConfigChanges,
    ConfigOptions,
    RequestReport,
    ResponseReport,
    CallOptions,
    CaptchaOptions,
    NavigationOptions,
    User,
    UserInfo,
    SignUpProps,
    LoginProps,
    Username,
    SolvedCaptcha,
    CaptchaData,
    PhoneCodeRequest,
    EmailCodeRequest,
    PhoneCodeLogin,
    EmailCodeLogin,
    PhoneGetCode,
    EmailGetCode,
    Cancellation,
    ConfirmProps,
    AskProps,
    SetPassword,
    SetPasswordProps,
    LogoutSessions,
    LogoutProps,
    OtpProps,
    AgreementProps,
    PushCodeParams,
    AuthorizationOptions,
    CodeExchange,
    RefreshProps,
    ListenOptions,
    Oauth2AuthParams,
    Response,
    CodeResponse,
    EmptyResponse,
    LoginResponse,
    SignUpResponse,
    OperationResponse,
    ApiErrorType,
    ErrorDetails,
    ErrorResult,
    ConfirmResponse,
    ConfirmCode,
    AskResponse,
    Tokens,
    AuthorizationFlow,
    LoginUrl,
    TokensResult,
    TokenResult,
    ChallengeResult,
    AskFieldsResult,
    SignInResult,
    CompletedSignIn,
    SignInAnswer,
    SsoCodeResult,
    NoSessionResult,
    SilentSignInResult,
    LoginMessage,
    UserDetails,
    SsoResponse,
    RedirectResponse,
    UrlResponse,
    Oauth2ConsentValidate,
    FieldType,
    ShouldContainType,
    ValidationSettingsState,
    ValidationType,
    AskFieldInterface,
    AskField,
    AskFields,
    RegistrationField,
    RegistrationFields,
    Theme,
    VisualSettings,
    SocialLink,
    SocialLinks,
    SettingsResponse,
    Session,
    Api,
    ApiInterface,
    APICodes,
    APIErrorFields,
    APIError,
    SDKErrorKind,
    SDKErrorFields,
    SDKError,
    CancelTokenSource,
    CancelToken,
    isCancel,
    readLoginUrl,
    listenForLogin,
    WasmSource,
    init,
    defaultConfig,
    SUPPORTED_LOCALES,
    SUPPORTED_LANGUAGES,
    Socials,
    ConfirmationType,
    version,
  };
}
export default XsollaLogin;
