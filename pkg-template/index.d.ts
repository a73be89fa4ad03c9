// The public types: one set for every entry.

/** One of the known texts, which editors then complete, or any other. */
type Open<Known extends string> = Known | (string & {});

// ---- What the platform declares ----------------------------------------------------------------

// Neither lib.dom nor any other declares these for everybody: each is the platform's own where there is one,
// and what is used of it where there is none.

/** What a global class makes, if there is such a class. */
type Made<Name extends string, Else> = typeof globalThis extends {
  [Class in Name]: {
    /** What it makes has this type. */
    prototype: infer Instance;
  };
}
  ? Instance
  : Else;

/** Says that a call is cancelled. */
type AbortSignal = Made<
  'AbortSignal',
  {
    /** Whether it has been. */
    readonly aborted: boolean;
    /** Why. */
    readonly reason?: any;
    /** Listens for `abort`. */
    addEventListener(type: 'abort', listener: () => void): void;
    /** Stops listening. */
    removeEventListener(type: 'abort', listener: () => void): void;
  }
>;

/** What has a signal, and aborts it. */
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

/** Who sends messages to a page. */
type MessageEventSource =
  Made<'Window', object> | Made<'MessagePort', object> | Made<'ServiceWorker', object>;

/** An address, read. */
type URL = Made<
  'URL',
  {
    /** The address. */
    readonly href: string;
    /** The same. */
    toString(): string;
  }
>;

/** An answer of the web. */
type WebResponse = Made<
  'Response',
  {
    /** Whether its status is one of success. */
    readonly ok: boolean;
    /** Its headers. */
    readonly headers: {
      /** One of them. */
      get(name: string): string | null;
    };
    /** Its body. */
    arrayBuffer(): Promise<ArrayBuffer>;
  }
>;

/** A request to the web. */
type WebRequest = Made<
  'Request',
  {
    /** Where it goes. */
    readonly url: string;
    /** How it goes. */
    readonly method: string;
  }
>;

/** A compiled WebAssembly. */
type WasmModule = (typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Instance } };
}
  ? Instance
  : {
      /** Its name among objects. */
      readonly [Symbol.toStringTag]: 'WebAssembly.Module';
    }) &
  object;

/** Bytes that no other thread shares. */
type Bytes = ArrayBuffer | (ArrayBufferView & { readonly buffer: ArrayBuffer });

// ---- Options -----------------------------------------------------------------------------------

/**
 * The options of an instance, as `getConfig()` shows them. What `new Api()` and `updateConfig()`
 * take is {@link ConfigOptions} and {@link ConfigChanges}: the same, and `null` to put an option
 * back to its default.
 *
 * Options are checked for their type alone. Whether a text is a good locale, address or id, the
 * service decides. An option of the wrong type is an {@link SDKError} of kind `config`.
 *
 * Where the default is none, the option is not there, and nothing of it goes out.
 */
export interface Config {
  /** Id of the Login project. Required, not empty. */
  projectId: string;
  /**
   * Base of every call. Absolute, or relative to the page; `https:`, or `http:` on this machine
   * (`localhost`, `127.0.0.0/8`, `[::1]`) and on the page's own origin; without user info, query
   * and fragment. Slashes at its end make no difference.
   *
   * @defaultValue `'https://login.xsolla.com/api'`
   */
  apiUrl?: string | undefined;
  /**
   * Language of the mails and messages to the user, as `ll_CC` (`'en_XX'`, `'pt_BR'`); every `-`
   * goes out as `_`. {@link SUPPORTED_LOCALES} has the documented ones, others are passed on as
   * well. Left out: the service chooses.
   *
   * @defaultValue none
   */
  fullLocale?: Open<SupportedLocale> | undefined;
  /**
   * Where the user comes back to after sign-in, sign-up or password reset. Must be registered in
   * the project; the service asks for it (error 010-011) where several are.
   *
   * @defaultValue none
   */
  callbackUrl?: string | undefined;
  /**
   * Template of the mails that `signup`, `resendEmail`, `ask` and `reset` make the service send.
   *
   * @defaultValue none
   */
  emailTemplate?: string | undefined;
  /**
   * Text that becomes a claim of the user's token.
   *
   * @defaultValue none
   */
  payload?: string | undefined;
  /**
   * Whether a new sign-in ends the tokens of earlier ones.
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
   * OAuth 2.0 scope: names separated by spaces (RFC 6749, 3.3). To the service `email`, `offline`
   * and `playfab` mean something; others come back in the token.
   *
   * @defaultValue none
   */
  scope?: string | undefined;
  /**
   * OAuth 2.0 `state` (RFC 6749, 10.12), at least 8 characters. Where a call needs one and none
   * is given, 128 random bits are used as long as the instance lives; `getConfig().state` shows
   * them. {@link Api.createAuthorizationUrl} does not use this option: each of its flows has its
   * own. One that the app has given is the app's to compare where a sign-in comes back:
   * {@link Api.handleRedirectCallback} knows those alone that were made up here. A shorter one is
   * an {@link SDKError} of kind `config`.
   *
   * @defaultValue one made up, where a call needs it
   */
  state?: string | undefined;
  /**
   * OAuth 2.0 redirect URI (RFC 6749, 3.1.2).
   *
   * @defaultValue none
   */
  redirectUri?: string | undefined;
  /**
   * Another name of `redirectUri`, which wins where both are given. Never in `getConfig()`.
   *
   * @defaultValue none
   */
  redirectUrl?: string | undefined;
  /**
   * OAuth 2.0 response type (RFC 6749, 3.1.1).
   *
   * @defaultValue `'code'` in calls of OAuth mode
   */
  responseType?: string | undefined;
  /**
   * OAuth 2.0 mode: calls go to the service's OAuth paths. `getConfig()` shows the mode in force.
   *
   * @defaultValue on if `clientId`, `responseType`, `redirectUri` and `state` are all given, else
   * off
   */
  is_oauth2?: boolean | undefined;
  /**
   * `audience` of the authorize page.
   *
   * @defaultValue none
   */
  audience?: string | undefined;
  /**
   * `true`: one-time codes come without a link to open instead of typing the code. Wins over
   * `enable_magic_link`.
   *
   * @defaultValue `false`
   */
  disableConfirmByLink?: boolean | undefined;
  /**
   * Whether one-time codes come with a link. `fetchConfig` sets it as the project has it.
   *
   * @defaultValue on in calls with a `link_url`, else left to the service
   */
  enable_magic_link?: boolean | undefined;
  /**
   * The second factor under way, for `otpLogin` and `otpResendCode`.
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
   * Milliseconds that a call may take, with all its attempts, the waits between them and the body
   * of the answer. 0, and anything above 2 147 483 647, the longest that timers keep: no limit.
   * `getConfirmCode` and `waitForConfirmCode` have limits of their own. Negative or NaN:
   * {@link SDKError} of kind `config`.
   *
   * @defaultValue `30000`
   */
  timeout?: number | undefined;
  /**
   * How often a call that only reads is sent again, after a network failure or status 408, 429,
   * 500, 502, 503, 504: `getAskFields`, `getSocialLink`, `fetchConfig`. `false` is a
   * limit of 0.
   * The waits are random, up to 300 ms, 600 ms, …; a `Retry-After` (RFC 9110, 10.2.3) of up to 30 s
   * is obeyed. A call that changes something is never sent twice.
   *
   * @defaultValue `{ limit: 2 }`
   */
  retry?:
    | {
        /** How often at most, from 0. Negative or NaN: kind `config`. */
        limit?: number | undefined;
      }
    | false
    | undefined;
  /**
   * Told before each attempt of a call. What it throws is dropped.
   *
   * @defaultValue none
   */
  onRequest?: ((request: RequestReport) => void) | undefined;
  /**
   * Told after each attempt of a call. What it throws is dropped.
   *
   * @defaultValue none
   */
  onResponse?: ((response: ResponseReport) => void) | undefined;
  /**
   * Address of the auth settings that `fetchConfig` reads, in place of the project's own.
   *
   * @defaultValue
   * `https://cdn.xsolla.net/xsolla-login-widget/projects/{projectId}/settings/auth`
   */
  settingsJSON?: string | undefined;
  /**
   * Address of the social networks that `fetchConfig` reads, in place of the project's own.
   *
   * @defaultValue
   * `https://cdn.xsolla.net/xsolla-login-widget/projects/{projectId}/settings/socials/by_region`
   */
  socialsJSON?: string | undefined;
  /**
   * Address of the theme that `fetchConfig` reads, in place of the project's own.
   *
   * @defaultValue
   * `https://cdn.xsolla.net/xsolla-login-widget/projects/{projectId}/settings/widget`
   */
  themeJSON?: string | undefined;
  /**
   * `true`: `fetchConfig` reads the project's files past every cache.
   *
   * @defaultValue `false`
   */
  disableCache?: boolean | undefined;
  /**
   * `true`: in a popup, `oauth2Auth` gives the address to the page that opened it, by
   * `postMessage`, and closes the popup.
   *
   * @defaultValue `false`
   */
  enablePostMessageLogin?: boolean | undefined;
  /**
   * The only origin that such a message is for.
   *
   * @defaultValue the page's own origin
   */
  postMessageOrigin?: string | undefined;
  /**
   * Kept for the app; no call uses it.
   *
   * @defaultValue `'https://cdn.xsolla.net/login-widget/'`
   */
  cdnUrl?: string | undefined;
  /**
   * Kept for the app; no call uses it.
   *
   * @defaultValue none
   */
  settingsUrl?: string | undefined;
  /**
   * Kept for the app; no call uses it. `fetchConfig` may set it.
   *
   * @defaultValue `'https://consent-api.xsolla.com/v2/consent'`
   */
  consentUrl?: string | undefined;
  /**
   * Kept for the app; no call uses it. `fetchConfig` may set it.
   *
   * @defaultValue none
   */
  mode?: 'external_oauth2' | undefined;
  /**
   * Kept for the app; no call uses it. `fetchConfig` may set it.
   *
   * @defaultValue none
   */
  game_name?: string | undefined;
  /**
   * Colours and shapes. No call uses them; `fetchConfig` sets them as the project has them.
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
   * Kept for the app; no call uses it. `fetchConfig` may set it.
   *
   * @defaultValue none
   */
  appleIdPriority?: boolean | undefined;
  /**
   * Where the tokens and the sign-ins under way are kept.
   *
   * @defaultValue that of each of its parts
   */
  session?: SessionOptions | undefined;
  /**
   * `true`: the console shows each attempt of a call in one line, without anything that was given, and errors lead to
   * the line of your code that made the call. `false`: it does not warn of an option or argument that is
   * probably mistyped, as `projectID`.
   *
   * @defaultValue none: the console shows those warnings and nothing else
   */
  debug?: boolean | undefined;
  /**
   * The issuer of the authorization server. If it is set, `iss` of a callback must be there and equal
   * (RFC 9207), so that an answer of another server is not believed.
   *
   * @defaultValue none: `iss` is not looked at
   */
  issuer?: string | undefined;
}

/**
 * Where a session keeps its tokens: an object shaped like the Web Storage of browsers, whose methods
 * may return promises, so that they can lead to IndexedDB or to a server. Values are texts that hold
 * tokens.
 *
 * It is used as the object it is, never copied. Where `getItem` throws, does not settle, or gives
 * neither text nor null, calls that need the session reject with an {@link SDKError} of kind
 * `environment`; text that was not stored there means that nobody is signed in. Where `setItem` throws at
 * a sign-in, the entry before is removed and the tokens stay in memory for as long as the page lives
 * (`persisted: false`); where that cannot be removed either, the sign-in rejects. Where `removeItem`
 * throws, `session.logout` rejects.
 */
export interface SessionStorageAdapter {
  /** The value under that key; `null` for none. */
  getItem(key: string): string | null | PromiseLike<string | null>;
  /** Puts a value there; settles when it can be read. */
  setItem(key: string, value: string): void | PromiseLike<void>;
  /** Takes it away. */
  removeItem(key: string): void | PromiseLike<void>;
}

/** The option `session`. */
export interface SessionOptions {
  /**
   * Where the tokens are.
   *
   * - `'memory'`: in this instance; gone with the page. Other scripts do not find them in a storage.
   * - `'sessionStorage'`: until the tab is closed; reloads keep them.
   * - `'localStorage'`: until somebody signs out; every tab of the origin has them, and one tab
   *   refreshes for all.
   * - An adapter: wherever it says.
   *
   * Whatever script runs on the page, injected ones included (XSS), reads `sessionStorage` and
   * `localStorage`, and may send the tokens away; those of `localStorage` are there at every later
   * visit, too, and a refresh token stays good after the page is closed. Where a
   * storage is full, the tokens live as long as the page (`persisted: false`); where the browser blocks
   * it altogether, a sign-in rejects with `environment`. Instances of a
   * page with the same `projectId` and `clientId` share a session where they share a storage; memory
   * is never shared.
   *
   * @defaultValue `'memory'`
   */
  storage?: 'memory' | 'sessionStorage' | 'localStorage' | SessionStorageAdapter | undefined;
  /**
   * Where the sign-ins under way are: their `state` and code verifier, for 10 minutes.
   * `'localStorage'` where a sign-in may come back in another tab, as by the link of a mail. Where
   * the browser blocks it, `authorize` and `createAuthorizationUrl` reject before the page is left.
   *
   * @defaultValue `'sessionStorage'`
   */
  flowStorage?: 'sessionStorage' | 'localStorage' | SessionStorageAdapter | undefined;
}

/**
 * Options over those in force: `undefined` leaves an option as it is, `null` and `''` put it back
 * to its default, arrays and objects are replaced whole.
 */
export type ConfigChanges = { [Option in keyof Config]?: Config[Option] | null } & {
  projectId?: string | undefined;
};

/** What `new Api()` takes: `projectId`, and any other option. */
export type ConfigOptions = ConfigChanges & { projectId: string };

/** A documented value of `fullLocale`. Filled in from the project's list of values. */
type SupportedLocale = '{locales}';

/** What `onRequest` is told. */
export interface RequestReport {
  /** `'GET'`, `'POST'` or `'PUT'`. */
  method: string;
  /** Path below `apiUrl`, without query. For a file of the project: its path below the project. */
  path: string;
  /** 1 for the first attempt of a call. */
  attempt: number;
}

/** What `onResponse` is told. */
export interface ResponseReport extends RequestReport {
  /** HTTP status; 0 where no answer came, or only a redirect that scripts may not see. */
  status: number;
  /** Milliseconds from the request to the end of the answer. */
  ms: number;
  /**
   * The service's error code, where it answered with an error, also with one that is a result of the call, as of
   * `getConfirmCode`; see {@link APICodes}.
   */
  code?: APICodes;
}

/** What every call takes after its arguments. */
export interface CallOptions {
  /**
   * Cancels the call: its request is aborted and its promise rejects with the signal's `reason`.
   * A signal that has aborted already sends nothing.
   *
   * @defaultValue none
   */
  signal?: AbortSignal | null | undefined;
  /**
   * Milliseconds that this call may take; 0 for no limit. When they are over: {@link SDKError} of
   * kind `timeout`. Negative or NaN: kind `argument`.
   *
   * @defaultValue the option `timeout` of the instance; in `getConfirmCode` `25000`, in
   * `waitForConfirmCode` `180000`
   */
  timeout?: number | null | undefined;
}

/**
 * Options of the calls that can send a captcha: `signup`, `login`, `resendEmail`, `phoneGetCode`, `emailGetCode`, `ask`,
 * `reset`. Their arguments can have it, too; those win.
 */
export interface CaptchaOptions extends CallOptions {
  /**
   * The solved captcha, where the same call was refused with code 003-338.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** Options of `userAuthSSOWithRedirect`. */
export interface NavigationOptions extends CallOptions {
  /**
   * `false`: the page stays where it is, and the result has the address.
   *
   * @defaultValue `true`
   */
  navigate?: boolean | null | undefined;
  /**
   * `false`: the service is not asked beforehand whether anybody is signed in; for browsers that
   * keep third-party cookies back.
   *
   * @defaultValue `true`
   */
  check?: boolean | null | undefined;
}

// ---- Arguments ---------------------------------------------------------------------------------

/** Name and password. */
export interface User {
  /** User name or mail address, as the user typed it. */
  username: string;
  /** Password. Never in an error of this package. */
  password: string;
  /**
   * Whether the user stays signed in for longer. Left out: the service decides.
   *
   * @defaultValue none
   */
  remember_me?: boolean | undefined;
}

/**
 * A new account; sent as it is given. (The original's types allow `boolean` where only text makes
 * sense, and so do these.) Limits of the service: `username` 3 to 255 characters,
 * `email` 1 to 255, `password` 6 to 100. What is left out is not sent.
 */
export interface UserInfo {
  /** User name. */
  username?: string | boolean | undefined;
  /** Mail address. */
  email?: string | boolean | undefined;
  /** Password. Never in an error of this package. */
  password?: string | boolean | undefined;
  /** Name to be shown. */
  nickname?: string | undefined;
  /** Whether the user accepts the terms. */
  accept_consent?: string | boolean | undefined;
  /** Whether the user wants mails from the publisher. */
  promo_email_agreement?: string | number | boolean | undefined;
  /** The project's other fields, by name. */
  fields?: object | undefined;
}

/** The argument of `signup`. */
export interface SignUpProps {
  /** The new account. */
  userInfo: UserInfo;
  /**
   * The solved captcha, where the same call was refused with code 003-338.
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
   * The solved captcha, where the same call was refused with code 003-338.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** The argument of `resendEmail` and `reset`. */
export interface Username {
  /** User name or mail address. */
  username: string;
  /**
   * The solved captcha, where the same call was refused with code 003-338.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** A solved captcha. All but `captcha_id` goes out, as headers. */
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

/** The result of the captcha, whole. */
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
   * Whether this call goes to the OAuth path. Left out: the mode of the instance.
   *
   * @defaultValue the mode of the instance
   */
  isOauth2?: boolean | undefined;
  /**
   * The solved captcha, where the same call was refused with code 003-338.
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
  /** Mail address; goes out in lower case. */
  email: string;
}

/** What `loginWithPhoneCode` and `loginWithEmailCode` have in common. */
interface CodeLogin {
  /** The one-time code. */
  code: string | number;
  /** The operation that the code belongs to: from the call that had it sent. */
  operation_id: string;
  /**
   * Whether this call goes to the OAuth path. Left out: the mode of the instance.
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
  /** The mail address that the code was sent to; goes out in lower case. */
  email: string;
}

/**
 * The argument of `phoneGetCode` and of `loginWithPhoneCode` in one type, for code written for
 * `@xsolla/login-sdk`. What the call at hand needs and does not find is an {@link SDKError} of kind
 * `argument` at run time; {@link PhoneCodeRequest} and {@link PhoneCodeLogin} find it before. The
 * defaults are theirs.
 */
export interface PhoneGetCode {
  /** Whether this call goes to the OAuth path. */
  isOauth2: boolean;
  /** Phone number: `+` and 5 to 25 digits. */
  phone_number?: string | undefined;
  /** The one-time code. */
  code?: string | undefined;
  /** Where the link in the message leads. */
  link_url?: string | undefined;
  /** The operation that the code belongs to. */
  operation_id?: string | undefined;
  /** The solved captcha, where the same call was refused with code 003-338. */
  captchaData?: CaptchaData | undefined;
}

/**
 * The argument of `emailGetCode` and of `loginWithEmailCode` in one type, for code written for
 * `@xsolla/login-sdk`; as {@link PhoneGetCode}.
 */
export interface EmailGetCode {
  /** Whether this call goes to the OAuth path. */
  isOauth2: boolean;
  /** Mail address; goes out in lower case. */
  email?: string | undefined;
  /** The one-time code. */
  code?: string | undefined;
  /** Where the link in the message leads. */
  link_url?: string | undefined;
  /** The operation that the code belongs to. */
  operation_id?: string | undefined;
  /** The solved captcha, where the same call was refused with code 003-338. */
  captchaData?: CaptchaData | undefined;
}

/** The names in a type that must be given. */
type Mandatory<Type> = {
  [Name in keyof Type]-?: undefined extends Type[Name] ? never : Name;
}[keyof Type];

/**
 * What the calls for one-time codes take: a value of the type of the original SDK as a whole, or else all that the call
 * needs by name. So a literal without an address does not compile.
 */
type Whole<Args, Loose, Exact> = keyof Loose extends keyof Args
  ? Args
  : Exact | (Loose & { [Name in Mandatory<Exact>]: Exact[Name] | undefined });

/**
 * What `cancelToken` may be: a signal, a controller, what {@link CancelToken} gives, or an axios
 * token or its source.
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
  /** The phone number or mail address that the message went to; goes out in lower case. */
  login: string;
  /** The operation that the code belongs to: from the call that had it sent. */
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
  /** The values, by the names of the fields; `email` goes out in lower case. */
  fields: {
    /** Mail address. */
    email?: string | undefined;
    /** Phone number: `+` and 5 to 25 digits. */
    phone_number?: string | undefined;
    /** Any other field. */
    [name: string]: any;
  };
  /** The user's token, from the sign-in. */
  token: string;
  /**
   * Where the link in the message leads that confirms a mail address or phone number.
   *
   * @defaultValue none
   */
  link_url?: string | undefined;
  /**
   * The solved captcha, where the same call was refused with code 003-338.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** The argument of `set`. */
export interface SetPassword {
  /** The new password. Never in an error of this package. */
  new_password: string;
  /** `reset_code` of the address that the mail's link led to. */
  reset_code: string | number;
  /** `user_id` of the same address. */
  user_id: string | number;
}

/** The argument of `set`, by its other names. */
export interface SetPasswordProps {
  /** The new password. Never in an error of this package. */
  newPassword: string;
  /** `reset_code` of the address that the mail's link led to. */
  code: string | number;
  /** `user_id` of the same address. */
  user_id: string | number;
}

/** What `logout` ends: `sso` the single sign-on session alone, `all` every token too. */
export type LogoutSessions = 'all' | 'sso';

/** The argument of `logout`. */
export interface LogoutProps {
  /** The user's token. */
  token: string;
  /** What ends. */
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
  /** Whether the user agrees; `null` for no answer yet. */
  isAccepted: boolean | null;
  /**
   * Which consent it is about.
   *
   * @defaultValue none
   */
  consentId?: string | undefined;
}

/** The argument of `pushConfirmCode`. */
export interface PushCodeParams {
  /** `state` of the address that the user has opened. */
  state: string;
  /** `action` of the address that the user has opened. */
  action: string;
  /** The link that the message had. */
  link_url: string;
}

/**
 * The argument of `createAuthorizationUrl` and `authorize`: a social network, or more for the
 * authorize page, not both.
 */
export type AuthorizationOptions =
  | {
      /**
       * More query parameters of the authorize page. None that the options of the instance or this
       * call set, as `state` or `client_id`: that is a wrong argument. Left out: none.
       */
      extra?: { readonly [name: string]: string | number | boolean } | undefined;
      /** Not there. */
      provider?: undefined;
    }
  | {
      /** Name of the social network to begin with; as in {@link Api.getSocialLink}. */
      provider: Open<Socials>;
      /** Not there. */
      extra?: undefined;
    };

/** The argument of `exchangeCode`. */
export interface CodeExchange {
  /** Authorization code (RFC 6749, 4.1.2). */
  code: string;
  /**
   * Code verifier (RFC 7636, 4.1), where the code was asked for with its challenge.
   *
   * @defaultValue none
   */
  codeVerifier?: string | null | undefined;
}

/** The argument of `refresh`. */
export interface RefreshProps {
  /**
   * Refresh token (RFC 6749, 1.5). Left out: the one of the session.
   *
   * @defaultValue that of the session
   */
  refreshToken?: string | null | undefined;
}

/** The argument of {@link listenForLogin}. */
export interface ListenOptions {
  /** The origin whose messages count, as `'https://login.game.example'`: no path, no slash. */
  origin: string;
  /**
   * The window whose messages count: what `window.open` gave. Left out: any of that origin.
   *
   * @defaultValue any window of that origin
   */
  source?: MessageEventSource | null | undefined;
  /**
   * The `state` of the sign-in that is waited for: an address with another one is passed over, as that
   * of another tab's popup.
   *
   * @defaultValue any
   */
  state?: string | undefined;
  /**
   * Ends the waiting; the promise rejects with its `reason`.
   *
   * @defaultValue none
   */
  signal?: AbortSignal | null | undefined;
}

/** What the authorize page of the service is told. */
export interface Oauth2AuthParams {
  /** OAuth 2.0 response type. */
  response_type: 'code';
  /** OAuth 2.0 client id. */
  client_id: string;
  /** OAuth 2.0 redirect URI. */
  redirect_uri: string;
  /** Whom the token is for. */
  audience: string;
  /** OAuth 2.0 `state`. */
  state: string;
  /** OAuth 2.0 scope. */
  scope?: string;
}

// ---- Results -----------------------------------------------------------------------------------

/** The answer to a sign-in. Which parts it has, the project's settings decide. */
export interface Response {
  /** Where the user goes; its query has the token, or a code and the `state`. */
  login_url: string;
  /** The user's token: for `ask`, where more data is wanted. */
  token?: string;
  /** The user's id. */
  id?: string;
  /** The data that the project still wants from this user. */
  ask_fields?: AskFields;
  /** The operation that a one-time code belongs to. */
  operation_id?: string;
  /** OAuth 2.0 authorization code. */
  code?: string;
  /** OAuth 2.0 `state`. */
  state?: string;
  /** Where the user gives the second factor. */
  url?: string;
  /** The second factor that is wanted: the option of that name, for `otpLogin`. */
  challenge_id?: string;
}

/** The answer to a call that has nothing more to say. */
export interface CodeResponse {
  /** HTTP status of the empty answer: 204. */
  code: number;
}

/** The answer of a call that signs in. `ask_fields` never comes without `token`. */
export type LoginResponse =
  | (Response & {
      /** The data that the project still wants from this user. */
      ask_fields: AskFields;
      /** The user's token, for `ask`. */
      token: string;
    })
  | (Response & {
      /** Not there. */
      ask_fields?: undefined;
      /** The second factor that is wanted: the option of that name, for `otpLogin`. */
      challenge_id: string;
    })
  | (Response & {
      /** Not there. */
      ask_fields?: undefined;
      /** Not there. */
      challenge_id?: undefined;
    });

/** An answer without content in the place of a {@link Response}: it has no `login_url`. */
export interface EmptyResponse {
  /** HTTP status. */
  code: 204;
  /** `login_url` is not there. Declared so that it can be read from the union of both. */
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
 * Where the user goes, or `{ code: 204 }` when a mail to confirm the account is on its way. `answer.code === 204` tells
 * the two types apart. `if (answer.login_url)` and `'login_url' in answer` ask the same, and what follows may go to
 * `completeLogin`. `login_url` is a `string` without that look, too, as in the original SDK, whose code compiles.
 */
export type SignUpResponse = Response | EmptyResponse;

/** The operation that a one-time code belongs to. */
export interface OperationResponse {
  /** For `loginWithPhoneCode`, `loginWithEmailCode` and `getConfirmCode`. */
  operation_id: string;
}

/** An error of the service. */
export interface ApiErrorType {
  /** What kind of error; new ones appear. */
  code: APICodes;
  /** The service's words for it, in English. */
  description: string;
}

/** What the service adds to some errors. */
export interface ErrorDetails {
  /** The operation that the user has to confirm. */
  operation_id?: string;
  /** Anything else. */
  [key: string]: unknown;
}

/** An error of the service that is a result, not a rejection. */
export interface ErrorResult extends ApiErrorType {
  /** Has `operation_id` where a contact has to be confirmed. */
  details?: ErrorDetails;
}

/**
 * The code that the opened link brought, or the error 010-050: nobody has opened it yet. Look at
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
 * Where the user goes, or what has to be confirmed first: the mail address (003-011) or the phone
 * number (003-014). Look at `error` first.
 */
export type AskResponse =
  | {
      /** Where the user goes; its query has the token. */
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
 * Tokens of OAuth 2.0 (RFC 6749, 5.1). They are decoded for the time they last, never verified: who
 * somebody is, only a server may believe, after it has checked the signature or asked the service.
 */
export interface Tokens {
  /** Access token; for this service also a JWT (RFC 7519). */
  accessToken: string;
  /** Refresh token; the service gives it for the scope `offline` alone. */
  refreshToken?: string;
  /**
   * When the access token ends, in milliseconds since 1970 by this machine's clock. Reckoned from
   * how long it lasts (`expires_in`, else `exp` less `iat`), so that a wrong clock does no harm.
   * `Infinity` for a token of which nobody says how long it lasts: it counts as good until the service
   * refuses it.
   */
  expiresAt: number;
  /** The scope that was granted, if the service said so. */
  scope?: string;
  /** Only there if the storage of the options could not be written: the page's end is the session's. */
  persisted?: false;
}

/** A sign-in under way. */
export interface AuthorizationFlow {
  /** Where the user goes. */
  url: string;
  /** Its `state` (RFC 6749, 10.12): 128 random bits as 32 hexadecimal digits. */
  state: string;
  /**
   * Its code verifier (RFC 7636, 4.1), 256 random bits; not there with `provider`.
   * `handleRedirectCallback` finds it by itself: this one is for an app that exchanges the code on
   * its own. Whoever has it and the code has the tokens.
   */
  codeVerifier?: string;
}

/** What the query of an address says of a sign-in; nothing of it has been checked. */
export interface LoginUrl {
  /** The user's token. */
  token?: string;
  /** OAuth 2.0 authorization code. */
  code?: string;
  /** OAuth 2.0 `state`. */
  state?: string;
  /** The second factor that is wanted: `challenge_id`. */
  challengeId?: string;
  /** The service's code for what went wrong: `error_code`, else `error`. */
  error?: string;
  /** The service's words for it: `error_description`. */
  errorDescription?: string;
}

/** The sign-in has ended with tokens, which the session has. */
export interface TokensResult extends Tokens {
  /** Which result it is. */
  kind: 'tokens';
  /** Not there. */
  token?: undefined;
  /** Not there. */
  challengeId?: undefined;
  /** Not there. */
  askFields?: undefined;
}

/** The sign-in has ended with a token, which is the session's access token. */
export interface TokenResult {
  /** Which result it is. */
  kind: 'token';
  /** Only there if the storage of the options could not be written. */
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

/** The user has to give a second factor first. */
export interface ChallengeResult {
  /** Which result it is. */
  kind: 'challenge';
  /** The second factor that is wanted: the option `challenge_id`, for `otpLogin`. */
  challengeId: string;
  /** Not there. */
  accessToken?: undefined;
  /** Not there. */
  token?: undefined;
  /** Not there. */
  askFields?: undefined;
}

/** The project still wants data from the user. The session has no token yet. */
export interface AskFieldsResult {
  /** Which result it is. */
  kind: 'ask';
  /** The data that it wants, for `ask`. */
  askFields: AskFields;
  /** The user's token, for `ask`. */
  token: string;
  /** Not there. */
  accessToken?: undefined;
  /** Not there. */
  challengeId?: undefined;
}

/**
 * How a sign-in has ended: in OAuth mode with tokens, else with a token, or, before either, with a
 * second factor. `kind` says which.
 */
export type SignInResult = TokensResult | TokenResult | ChallengeResult;

/**
 * How a sign-in has ended, or which data is wanted first. `kind` says which.
 */
export type CompletedSignIn = SignInResult | AskFieldsResult;

/** The answer of any call that signs in. That of `signup` may be an {@link EmptyResponse} instead. */
export type SignInAnswer = Response | AskResponse | UrlResponse;

/** What each end of a silent sign-in has. */
interface Silently {
  /** Somebody is signed in. */
  signedIn: true;
  /** Not there. */
  code?: undefined;
}

/** Without OAuth mode: somebody is signed in, and this page has no token of theirs yet. */
export interface SsoCodeResult {
  /** Which result it is. */
  kind: 'code';
  /** Somebody is signed in. */
  signedIn: true;
  /** The service's one-time code; {@link Api.userAuthSSOWithRedirect} brings the token. */
  code: string;
  /** Not there. */
  accessToken?: undefined;
  /** Not there. */
  token?: undefined;
  /** Not there. */
  challengeId?: undefined;
}

/** Nobody is signed in, or the browser keeps the service's cookie back: a page cannot tell. */
export interface NoSessionResult {
  /** Which result it is. */
  kind: 'signed-out';
  /** Nobody is known to be signed in. */
  signedIn: false;
  /** Status 401. */
  reason: 'no-session-visible';
}

/** What a silent sign-in found. `kind` says which. */
export type SilentSignInResult = (SignInResult & Silently) | SsoCodeResult | NoSessionResult;

/** Where the sign-in of a popup goes on. */
export interface LoginMessage {
  /** The address, as the other page gave it. Nothing of it has been checked but who sent it. */
  loginUri: string;
}

/**
 * A user, as the service describes them. What is not known is `null` or not there; new members
 * appear.
 */
export interface UserDetails {
  /** Id of the user in the Login project. */
  id: string;
  /** User name. */
  username?: string | null;
  /** Name to be shown. */
  nickname?: string | null;
  /** Full name. */
  name?: string | null;
  /** Given name. */
  first_name?: string | null;
  /** Family name. */
  last_name?: string | null;
  /** Mail address. */
  email?: string | null;
  /** Phone number: `+` and digits. */
  phone?: string | null;
  /** Address of a picture. */
  picture?: string | null;
  /** Day of birth, `YYYY-MM-DD`. */
  birthday?: string | null;
  /** Gender. */
  gender?: string | null;
  /** Country, two letters (ISO 3166-1). */
  country?: string | null;
  /** When the account was made (RFC 3339). */
  registered?: string | null;
  /** When the user last signed in (RFC 3339). */
  last_login?: string | null;
  /** Anything else. */
  [name: string]: unknown;
}

/** A running single sign-on session. */
export interface SsoResponse {
  /** One-time code; in OAuth mode the authorization code. */
  code?: string;
  /** OAuth 2.0 `state`. */
  state?: string;
  /** The user's token. */
  token?: string;
  /** In OAuth mode: where the user goes. What its query has is in the other members as well. */
  login_url?: string;
}

/** That the page was led away. */
export interface RedirectResponse {
  /** HTTP status of the redirect. */
  code: 302;
  /** Where it leads; only with `navigate: false`. */
  url?: string;
}

/** Where the user goes. */
export interface UrlResponse {
  /** The address. */
  url: string;
}

/** Whether the user has approved of a client. */
export interface Oauth2ConsentValidate {
  /** Whether the client may have all that it asks for. */
  approval: boolean;
  /** What it may not have. */
  refused_scopes?: string[];
}

/**
 * What kind of value a field takes. Only these, as in `@xsolla/login-sdk`: code written for it looks values up by them.
 */
export type FieldType =
  'email' | 'str' | 'pass' | 'date' | 'select' | 'bool' | 'phone' | 'multi-select';

/** Characters that a value must have. */
export interface ShouldContainType {
  /** A set of characters. */
  characters: string;
  /** How many of them, at least. */
  count: number;
}

/** Which rules the project has chosen for a value. */
export interface ValidationSettingsState {
  /** Longest value. */
  max_characters?: boolean | string;
  /** Shortest value. */
  min_characters?: boolean | string;
  /** ASCII only. */
  allow_ascii_characters?: boolean | string;
  /** Digits and special characters. */
  user_numerals_spec_symbol?: boolean | string;
  /** Capital and small letters. */
  letter_case?: boolean | string;
  /** Digits. */
  numerals?: boolean | string;
  /** Special characters. */
  spec_characters?: boolean | string[];
  /** Nothing of the user's own data. */
  exclude_personal_data?: boolean | string;
  /** No well-known password. */
  password_dictionary?: boolean | string;
}

/** The rules for the value of a field. */
export interface ValidationType {
  /** The only characters that may be in it. */
  allowed_characters?: string;
  /** Characters that may not be in it. */
  forbidden_characters?: string;
  /** Length in characters, at most. */
  max_length?: number;
  /** Length in characters, at least. */
  min_length?: number;
  /** Regular expressions that it must match. */
  regexps?: string[];
  /** Characters that it must have. */
  should_contain?: ShouldContainType[];
  /** Which of these rules the project has chosen. */
  settings_state?: ValidationSettingsState;
}

/** A field that the project still wants from a user. */
export interface AskFieldInterface {
  /** Name of the field, and of its value in `ask`. */
  name: Open<
    'email' | 'phone_number' | 'country-name' | 'gdpr_consent' | 'bday' | 'promo_email_agreement'
  >;
  /** Whether sign-in ends without it. */
  required: boolean;
  /** What kind of value it takes. */
  type: FieldType;
  /** What is filled in at first. */
  default_value?: any;
  /** The rules for its value. */
  validation?: ValidationType;
  /** How the value is confirmed, if it has to be. */
  confirmation_type?: ConfirmationType;
  /** Place in the order in which the fields are asked for, from 0. */
  step: number;
}

/** A field that the project still wants from a user. */
export type AskField = AskFieldInterface;

/** The fields that the project still wants from a user. */
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
  /** Whether sign-up ends without it. */
  required: boolean;
  /** What kind of value it takes. */
  type: FieldType;
  /** The rules for its value. */
  validation?: ValidationType;
  /** What is filled in at first. */
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
  /** CSS colour of frames. */
  secondary_color?: string;
  /** CSS colour of errors. */
  error_color?: string;
  /** Behind the form. */
  background?: {
    /** CSS colour. */
    color: string;
    /** Picture over it. */
    image: {
      /** Its address; empty for none. */
      url: string;
      /** From 0 to 1, as text. */
      opacity: string;
    };
  };
  /** Address of the picture on buttons. */
  button_image?: string;
  /** CSS lengths of rounded corners. */
  rounding?: {
    /** Those of fields. */
    inputs: string;
    /** Those of buttons. */
    buttons: string;
    /** Those of the form. */
    widget: string;
  };
  /** Around the form. */
  scene?: {
    /** CSS colour. */
    color: string;
    /** Picture over it. */
    image?: {
      /** Its address. */
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
    /** Address of its picture. */
    logo_url: string;
  };
}

/** The publisher's own style sheet. */
export interface VisualSettings {
  /** Its address. */
  custom_style_url: string;
  /** Whether only that one may be used. */
  disallow_external_style: boolean;
}

/** A social network and where its sign-in begins. */
export interface SocialLink {
  /** Name of the network. */
  name: Open<Socials>;
  /** Where its sign-in begins. */
  url: string;
}

/** Social networks, in the order of their use in the user's region. */
export interface SocialLinks {
  /** The publisher's own sign-in. In what `fetchConfig` gives, it is the first of `primary`. */
  custom?: SocialLink;
  /** Those to be shown at once. */
  primary: SocialLink[];
  /** The others. */
  secondary: SocialLink[];
  /** Both lists. */
  all: SocialLink[];
  /** Whether the others are behind a link; `fetchConfig` gives `false`. */
  showOtherLink: boolean;
}

/** What `fetchConfig` gives: the config with the project's public settings in it. */
export interface SettingsResponse extends Config {
  /** Colours and shapes, the default ones where the project has none. */
  theme: Theme;
  /** The user's country, two capital letters (ISO 3166-1); `US` if it is not known. */
  geo_ip_country: string;
  /** Social networks of that country's region. */
  social_links: SocialLinks;
  /** The fields of the sign-up form. */
  registration_fields: RegistrationFields;
  /** The publisher's own style sheet. */
  visual_settings: VisualSettings;
  /** Address of the terms of use, in the browser's language. */
  tos_url?: string;
  /** Address of the text that the user consents to, in the browser's language. */
  consent_url?: string;
  /** Address of the cookie policy, in the browser's language. */
  cookie_policy?: string;
  /** Address of the privacy policy, in the browser's language. */
  privacy_policy?: string;
}

// ---- The session -------------------------------------------------------------------------------

/**
 * Whoever is signed in: the tokens that the last sign-in or refresh brought, in the storage that the
 * option `session` names. The functions may be taken off it.
 *
 * The tokens are decoded, never verified. They are for requests to servers, which verify them; do
 * not decide by what a token says in the page.
 */
export interface Session {
  /**
   * The tokens as far as this page knows: `undefined` until the storage was read, and for good where it
   * cannot be read; `null` if nobody is signed in.
   *
   * @returns The same object until something changes, so that `useSyncExternalStore` of React takes it as
   * it is.
   */
  get current(): Readonly<Tokens> | null | undefined;

  /**
   * Calls `run` with {@link Session.current} at once and after each change: a store of Svelte's contract.
   * What it throws is dropped.
   *
   * @param run - Gets what `current` is.
   * @returns What ends it.
   * @throws An {@link SDKError} of kind `argument`, at once, for what is no function.
   */
  subscribe(run: (current: Readonly<Tokens> | null | undefined) => void): () => void;

  /**
   * The tokens as they are kept, also those that have ended; `null` if nobody is signed in. After a
   * sign-in that gave a `token`, that is `accessToken`.
   *
   * @param options - Signal and time limit of the storage.
   * @returns A copy, which you may change.
   * @throws An {@link SDKError} of kind `environment`, if the storage cannot be read.
   */
  get(options?: CallOptions): Promise<Tokens | null>;

  /**
   * An access token for a request: at once while it is good. In the last 60 s of it, at most the last
   * quarter of its life, a refresh begins beside that, if there is a refresh token; a token that has ended
   * is refreshed first. After a refresh has failed, nothing is sent for as long as the service says in
   * `Retry-After`, else for a pause that grows from 1 s to 60 s.
   *
   * @param options - Signal and time limit. They end the waiting, not the refresh.
   * @returns `null` if nobody is signed in, or the session has ended.
   * @throws What {@link Api.refresh} rejects with, where the token at hand has ended: after
   * {@link SDKError} of kind `network` or `timeout`, try again. `environment`, if the storage cannot be
   * read.
   */
  getAccessToken(options?: CallOptions): Promise<string | null>;

  /**
   * Calls `listener` after each change: with the tokens, or with `null` when nobody is signed in any
   * more. Changes that this instance makes are told, and with `localStorage` those of other tabs.
   * What it throws is dropped.
   *
   * @param listener - Is not called at once; see {@link Session.get}.
   * @returns What ends it.
   * @throws An {@link SDKError} of kind `argument`, at once, for what is no function.
   */
  onChange(listener: (tokens: Readonly<Tokens> | null) => void): () => void;

  /**
   * Signs the user out: forgets the tokens and tells the service. If nobody is signed in, nothing is
   * sent. If the service does not answer, the promise rejects, and the tokens are forgotten all the
   * same; a refresh under way does not bring them back. An access token that has ended is refreshed
   * first, or, where that is not possible, {@link Api.clearSSO} is called: so the service's session ends.
   *
   * @param session - `sso`, the default, ends the single sign-on session alone, `all` every token
   * too.
   * @param options - Signal and time limit.
   * @throws An {@link SDKError} of kind `argument`, for another `session`; then the user stays
   * signed in. `environment`, if the storage does not forget the tokens. Else as
   * {@link Api.logout}.
   */
  logout(session?: LogoutSessions, options?: CallOptions): Promise<void>;
}

// ---- The calls ---------------------------------------------------------------------------------

/**
 * The calls of one Login project.
 *
 * Arguments are read before a call returns. Every promise rejects with
 * - an {@link APIError}, when the service answered with an error,
 * - an {@link SDKError}, when it did not come to that: kind `argument` for a wrong argument, which
 *   is named and of which nothing is sent; `network`, `timeout`, `aborted`, `response`,
 *   `environment`, `internal`; where a sign-in is brought to its end, `state`,
 * - the reason of a cancelled call; see {@link isCancel}.
 *
 * Each call names the codes that belong to it, as far as they are known. Any call may bring
 *
 * - 0, 002-027, 002-028: a parameter is invalid or missing,
 * - 003-019: there is no such project; 003-020, 003-022, 003-033: it is not set up for the call,
 * - 003-038: a limit is reached,
 * - 004-001: the service failed,
 * - 010-011, 010-012: `callbackUrl` or `redirectUri` is missing or not registered,
 * - in OAuth mode 010-019 for `clientId`, 010-022 for `state`.
 *
 * {@link APICodes} has all that are known. If no code can be read, it is the HTTP status.
 *
 * No error shows a password, a token or anything else that was sent.
 *
 * Every request carries the cookie of single sign-on (WHATWG fetch, `credentials: 'include'`), but
 * those of `exchangeCode`, of `refresh` and for the settings that `fetchConfig` reads. Only the
 * project's public files may be redirected.
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
 *   if (error instanceof APIError && error.code === '003-001') show('Wrong name or password.');
 *   else show('That did not work. Try again.');
 * }
 * ```
 */
export class Api {
  /**
   * @param options - The options of this instance; no other instance sees them.
   * @throws An {@link SDKError} of kind `config`, for an option that is missing or wrong;
   * `environment`, where WebAssembly is missing or forbidden, or cannot be compiled synchronously: its
   * message says which. {@link init} is the way out.
   */
  constructor(options: ConfigOptions);

  /**
   * The options in force, with the defaults, the OAuth mode and a `state` that was made up.
   *
   * @returns A fresh copy, which you may change.
   */
  getConfig(): Config;

  /**
   * Puts options over those in force, for later calls.
   *
   * @param options - What changes.
   * @returns The new config, a copy.
   * @throws An {@link SDKError} of kind `config`, for an option that is wrong, or without a
   * `projectId`; then nothing has changed.
   */
  updateConfig(options: ConfigChanges): Config;

  /**
   * Fetches the project's public settings: fields, theme, social networks, addresses of policies.
   * They come under the options of this instance, none of them can move a request. If a file
   * fails, the service's old settings address is asked.
   *
   * @param options - Signal and time limit.
   * @returns The config, with the settings in it.
   * @throws What came of the old address if that fails, too, with the first failure as its
   * `cause`: an {@link APIError}, 003-019 for no such project, or an {@link SDKError}, of kind
   * `response` also for settings that are nested too deep; see {@link Api} for what every call
   * may bring.
   */
  fetchConfig(options?: CallOptions): Promise<SettingsResponse>;

  /**
   * Makes an account.
   *
   * @typeParam Answer - What you take the answer for: `Response` where the project wants no mail to be confirmed.
   * @param args - The new account.
   * @param options - Signal, time limit and a solved captcha.
   * @returns Where the user goes, or `{ code: 204 }` when a mail to confirm the account is on its
   * way.
   * @throws An {@link APIError} 003-003 if the user name is taken, 003-004 if the mail address
   * is, 003-005 if there is no such address; 0 for a name, mail address or password that the
   * service does not take; 002-060 for a user who is too young; 010-003 if registration is not
   * allowed; 003-338 or 010-007 if a captcha is wanted; see {@link Api} for what every call may
   * bring.
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
   * @returns Where the user goes; with `ask_fields` and `token` where more data is wanted.
   * @throws An {@link APIError} 003-001 for a wrong name, mail address or password; 003-007 if
   * the account is not confirmed yet; 002-040 for a user who is banned; 002-057 after too many
   * attempts, 002-058 if the account is blocked; 003-338 or 010-007 if a captcha is wanted; see
   * {@link Api} for what every call may bring.
   */
  login(args: LoginProps, options?: CaptchaOptions): Promise<LoginResponse>;

  /**
   * Sends the mail that confirms an account once more.
   *
   * @param username - User name or mail address, bare or in an object.
   * @param options - Signal, time limit and a solved captcha.
   * @returns `{ code: 204 }`.
   * @throws An {@link APIError} 003-002 if there is no such user; 003-338 or 010-007 if a captcha
   * is wanted; see {@link Api} for what every call may bring.
   */
  resendEmail(username: string | Username, options?: CaptchaOptions): Promise<CodeResponse>;

  /**
   * Sends a one-time code to a phone. How long it is valid, the service decides.
   *
   * @typeParam Args - What is given; the compiler finds it.
   * @param args - The phone number, and where a link leads.
   * @param options - Signal and time limit.
   * @returns The operation that the code belongs to.
   * @throws An {@link APIError} 002-056 for what is no phone number, 002-043 for one that cannot
   * get messages; 002-057 after too many attempts; 003-338 or 010-007 if a captcha is wanted; see
   * {@link Api} for what every call may bring.
   */
  phoneGetCode<Args extends PhoneCodeRequest | PhoneGetCode>(
    args: Whole<Args, PhoneGetCode, PhoneCodeRequest>,
    options?: CaptchaOptions,
  ): Promise<OperationResponse>;

  /**
   * Sends a one-time code by mail. How long it is valid, the service decides.
   *
   * @typeParam Args - What is given; the compiler finds it.
   * @param args - The mail address, and where a link leads.
   * @param options - Signal and time limit.
   * @returns The operation that the code belongs to.
   * @throws An {@link APIError} 003-005 if there is no such mail address; 002-057 after too many
   * attempts; 003-338 or 010-007 if a captcha is wanted; see {@link Api} for what every call may
   * bring.
   */
  emailGetCode<Args extends EmailCodeRequest | EmailGetCode>(
    args: Whole<Args, EmailGetCode, EmailCodeRequest>,
    options?: CaptchaOptions,
  ): Promise<OperationResponse>;

  /**
   * Waits once for the link of a message to be opened. The service waits about 20 s.
   * {@link Api.waitForConfirmCode} waits on.
   *
   * @param args - Whose link it is.
   * @param options - Signal and time limit: 25 000 ms if not given.
   * @returns The code, or `{ error }` with 010-050 when nobody has opened the link yet.
   * @throws An {@link SDKError} of kind `timeout` when the time limit is over, `response` for an
   * empty answer; see {@link Api} for what every call may bring.
   */
  getConfirmCode(args: ConfirmProps, options?: CallOptions): Promise<ConfirmResponse>;

  /**
   * Waits for the link of a message to be opened: {@link Api.getConfirmCode} round after round,
   * at least one second apart, and through network failures, status 429 and 5xx.
   *
   * @param args - Whose link it is; `signal` and `timeout` may stand here, too.
   * @param options - Signal and time limit for all rounds: 180 000 ms if not given.
   * @returns `{ code }`, once somebody has opened the link.
   * @throws An {@link SDKError} of kind `timeout` if nobody has opened it when the time limit is
   * over, `response` for an empty answer; at once any {@link APIError} but 010-050 and those that
   * are waited through; see {@link Api} for what every call may bring.
   */
  waitForConfirmCode(args: ConfirmProps & CallOptions, options?: CallOptions): Promise<ConfirmCode>;

  /**
   * Signs in with the code that came by phone.
   *
   * @typeParam Args - What is given; the compiler finds it.
   * @param args - The code, where it was sent, and its operation.
   * @param options - Signal and time limit.
   * @returns Where the user goes; with `ask_fields` and `token` where more data is wanted.
   * @throws An {@link APIError} 003-039 for a wrong code, 003-049 after too many of them; 002-040
   * for a user who is banned; see {@link Api} for what every call may bring.
   */
  loginWithPhoneCode<Args extends PhoneCodeLogin | PhoneGetCode>(
    args: Whole<Args, PhoneGetCode, PhoneCodeLogin>,
    options?: CallOptions,
  ): Promise<LoginResponse>;

  /**
   * Signs in with the code that came by mail.
   *
   * @typeParam Args - What is given; the compiler finds it.
   * @param args - The code, where it was sent, and its operation.
   * @param options - Signal and time limit.
   * @returns Where the user goes; with `ask_fields` and `token` where more data is wanted.
   * @throws An {@link APIError} 003-039 for a wrong code, 003-049 after too many of them; 002-040
   * for a user who is banned; see {@link Api} for what every call may bring.
   */
  loginWithEmailCode<Args extends EmailCodeLogin | EmailGetCode>(
    args: Whole<Args, EmailGetCode, EmailCodeLogin>,
    options?: CallOptions,
  ): Promise<LoginResponse>;

  /**
   * Asks which fields the project still wants from a user.
   *
   * @param token - The user's token, bare or in an object.
   * @param options - Signal and time limit.
   * @returns The fields; an empty array for none.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 for a token that
   * is not good; see {@link Api} for what every call may bring.
   */
  getAskFields(token: string | { token: string }, options?: CallOptions): Promise<AskFields>;

  /**
   * Gives values for those fields.
   *
   * @param args - The values and the token.
   * @param options - Signal and time limit.
   * @returns Where the user goes, or `{ error }`, 003-011 or 003-014, with the contact that has
   * to be confirmed first.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 for a token that
   * is not good; 002-056 for what is no phone number, 002-043 for one that cannot get messages;
   * 003-005 if there is no such mail address; 003-338 or 010-007 if a captcha is wanted; see
   * {@link Api} for what every call may bring.
   */
  ask(args: AskProps, options?: CaptchaOptions): Promise<AskResponse>;

  /**
   * Sends a mail with a link to set a new password.
   *
   * @param username - User name or mail address, bare or in an object.
   * @param options - Signal, time limit and a solved captcha.
   * @returns `{ code: 204 }`.
   * @throws An {@link APIError} 003-002 if there is no such user, 003-024 if a reset is not
   * allowed; 003-338 or 010-007 if a captcha is wanted; see {@link Api} for what every call may
   * bring.
   */
  reset(username: string | Username, options?: CaptchaOptions): Promise<CodeResponse>;

  /**
   * Sets a new password, with what the link of that mail carried.
   *
   * @param args - The password, and `reset_code` and `user_id` of the link.
   * @param options - Signal and time limit.
   * @returns `{ code: 204 }`.
   * @throws An {@link APIError} 0 for a code or password that the service does not take, 003-024
   * if a reset is not allowed; see {@link Api} for what every call may bring.
   */
  set(args: SetPassword | SetPasswordProps, options?: CallOptions): Promise<CodeResponse>;

  /**
   * Asks whether somebody is signed in by single sign-on.
   *
   * @param options - Signal and time limit.
   * @returns That somebody is: a one-time `code`, in OAuth mode with `login_url` and `state`.
   * @throws An {@link APIError} of `status` 401 if nobody is, or the browser keeps the service's
   * cookie back, which a page cannot tell apart; see {@link Api} for what every call may bring.
   */
  checkUserAuthSSO(options?: CallOptions): Promise<SsoResponse>;

  /**
   * Gives the address that leads to `loginUrl`, through the service, which adds the sign-in of a
   * running single sign-on session. The service is asked first.
   *
   * @param loginUrl - Where to, bare or in an object. Left out: `callbackUrl`.
   * @param options - `navigate: false`, whether to ask first, signal and time limit.
   * @returns `{ code: 302, url }`.
   * @throws An {@link APIError} of `status` 401 if nobody is signed in, 010-012 if the address is
   * not registered; an {@link SDKError} of kind `argument`, for the schemes `javascript`, `data`,
   * `blob`, `vbscript`, `file`; `response`, for a success that leads nowhere; see {@link Api} for
   * what every call may bring.
   */
  userAuthSSOWithRedirect(
    loginUrl: string | { loginUrl?: string | undefined } | null | undefined,
    options: NavigationOptions & { navigate: false },
  ): Promise<RedirectResponse & { url: string }>;
  /**
   * Leads the page to `loginUrl`, through the service, which adds the sign-in of a running single
   * sign-on session. The service is asked first; where nobody is signed in, the page stays and
   * the promise rejects.
   *
   * @param loginUrl - Where to, bare or in an object. Left out: `callbackUrl`.
   * @param options - Whether to lead and to ask first, signal and time limit.
   * @returns `{ code: 302 }`; the page may be gone before anybody sees it.
   * @throws An {@link APIError} of `status` 401 if nobody is signed in, 010-012 if the address is
   * not registered; an {@link SDKError} of kind `argument`, for the schemes `javascript`, `data`,
   * `blob`, `vbscript`, `file`; `response`, for a success that leads nowhere; `environment`,
   * where there is no page to lead; see {@link Api} for what every call may bring.
   */
  userAuthSSOWithRedirect(
    loginUrl?: string | { loginUrl?: string | undefined } | null,
    options?: NavigationOptions,
  ): Promise<RedirectResponse>;

  /**
   * Signs the user out.
   *
   * @param token - The user's token.
   * @param session - `sso` ends the single sign-on session alone, `all` every token too.
   * @param options - Signal and time limit.
   * @returns `{ code: 204 }`.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 for a token that
   * is not good; an {@link SDKError} of kind `argument`, for another `session`; see {@link Api}
   * for what every call may bring.
   */
  logout(token: string, session: LogoutSessions, options?: CallOptions): Promise<CodeResponse>;
  /**
   * Signs the user out.
   *
   * @param args - The token, and what ends.
   * @param options - Signal and time limit.
   * @returns `{ code: 204 }`.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 for a token that
   * is not good; an {@link SDKError} of kind `argument`, for another `session`; see {@link Api}
   * for what every call may bring.
   */
  logout(args: LogoutProps, options?: CallOptions): Promise<CodeResponse>;

  /**
   * Removes the cookie of single sign-on from this browser.
   *
   * @param options - Signal and time limit.
   * @returns `{ code: 204 }`.
   * @throws No code of its own; see {@link Api} for what every call may bring.
   */
  clearSSO(options?: CallOptions): Promise<CodeResponse>;

  /**
   * Says whether the user agrees to what the project asks consent for.
   *
   * @param args - The token and the answer.
   * @param options - Signal and time limit.
   * @returns Where the user goes.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 for a token that
   * is not good; see {@link Api} for what every call may bring.
   */
  agreement(args: AgreementProps, options?: CallOptions): Promise<UrlResponse>;

  /**
   * Confirms on behalf of another page, which waits in {@link Api.getConfirmCode}.
   *
   * @param args - What the address said that the user has opened.
   * @param options - Signal and time limit.
   * @returns The service's answer, or `{ code }`, its status, if that is empty.
   * @throws No code of its own; see {@link Api} for what every call may bring.
   */
  pushConfirmCode(args: PushCodeParams, options?: CallOptions): Promise<Response | EmptyResponse>;

  /**
   * Asks where the sign-in with a social network begins.
   *
   * @param provider - Name of the network; goes out as one segment of the path.
   * @param customOptions - Options for this call alone. The project, the address and the mode
   * stay those of the instance.
   * @param options - Signal and time limit.
   * @returns `{ url }`, where the user goes.
   * @throws An {@link SDKError} of kind `argument`, for the network `.` or `..`, or an option
   * that is wrong; see {@link Api} for what every call may bring.
   */
  getSocialLink(
    provider: Open<Socials>,
    customOptions?: ConfigChanges | null,
    options?: CallOptions,
  ): Promise<UrlResponse>;

  /**
   * Signs in with the token that a social network gave to this page.
   *
   * @param accessToken - That token.
   * @param provider - Name of the network; as in {@link Api.getSocialLink}.
   * @param options - Signal and time limit.
   * @returns Where the user goes; with `ask_fields` and `token` where more data is wanted.
   * @throws An {@link APIError} 010-015 if the sign-in with the network failed, 010-016 if the
   * account there belongs to another user; 002-040 for a user who is banned; see {@link Api} for
   * what every call may bring.
   */
  oneTapLogin(
    accessToken: string,
    provider: Open<Socials>,
    options?: CallOptions,
  ): Promise<LoginResponse>;

  /**
   * Gives the second factor of the option `challenge_id`.
   *
   * @param args - The code.
   * @param options - Signal and time limit.
   * @returns Where the user goes.
   * @throws An {@link APIError} 003-039 for a wrong code, 003-049 after too many of them; an
   * {@link SDKError} of kind `argument`, without that option; see {@link Api} for what every call
   * may bring.
   */
  otpLogin(args: OtpProps, options?: CallOptions): Promise<UrlResponse>;

  /**
   * Sends the code of the second factor of the option `challenge_id` once more.
   *
   * @param options - Signal and time limit.
   * @returns The service's answer, or `{ code }`, its status, if that is empty.
   * @throws An {@link APIError} 002-057 after too many attempts; an {@link SDKError} of kind
   * `argument`, without that option; see {@link Api} for what every call may bring.
   */
  otpResendCode(options?: CallOptions): Promise<Response | EmptyResponse>;

  /**
   * Leads the user to the service's authorize page (RFC 6749, 4.1.1), the whole tab where this
   * page is in a frame. In a popup and with `enablePostMessageLogin`, the page that opened it is
   * told the address instead.
   *
   * @throws An {@link SDKError} of kind `environment`, where there is no window, or no `crypto`
   * to make up a `state`. An error of the service comes back in the address:
   * {@link Api.handleRedirectCallback}.
   */
  oauth2Auth(): void;

  /**
   * Asks whether the user has approved of the client and its scope.
   *
   * @param token - The user's token.
   * @param options - Signal and time limit.
   * @returns Whether they have, and which of the scope they have refused.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 for a token that
   * is not good; 010-019 for a client that is not known; see {@link Api} for what every call may
   * bring.
   */
  oauth2ConsentValidate(token: string, options?: CallOptions): Promise<Oauth2ConsentValidate>;

  /**
   * Says whether the user approves of the client and its scope.
   *
   * @param token - The user's token.
   * @param approval - Whether the user approves.
   * @param options - Signal and time limit.
   * @returns The service's answer, or `{ code }`, its status, if that is empty.
   * @throws An {@link APIError} 002-016, 003-025, 003-040, 010-017 or 1901-0001 for a token that
   * is not good; 010-019 for a client that is not known, 010-026 for a request that is denied;
   * see {@link Api} for what every call may bring.
   */
  oauth2PostConsent(token: string, approval: boolean, options?: CallOptions): Promise<CodeResponse>;

  /**
   * The tokens of whoever is signed in.
   *
   * @returns The same object at each time.
   */
  get session(): Session;

  /**
   * Begins a sign-in at the service's authorize page (RFC 6749, 4.1.1), with a `state` of its own
   * and PKCE S256 (RFC 7636). Both are kept for 10 minutes, until
   * {@link Api.handleRedirectCallback} uses them up. Needs the options `clientId` and `redirectUri`.
   *
   * With `provider`, the address is that of the social network, which the service is asked for; then
   * there is no PKCE. `signal` and `timeout` are for that request.
   *
   * @param args - A social network, or more query parameters. Left out: neither.
   * @param options - Signal and time limit.
   * @returns The address, its `state`, and its code verifier, if there is one.
   * @throws An {@link SDKError} of kind `environment`, where `crypto.subtle` is missing: browsers
   * have it on https and on localhost alone, or where nothing keeps the sign-in while the user is away;
   * `argument`, without the option `clientId` or for an
   * `extra` that names a parameter of ours. With `provider`, as {@link Api.getSocialLink}.
   */
  createAuthorizationUrl(
    args?: AuthorizationOptions,
    options?: CallOptions,
  ): Promise<AuthorizationFlow>;

  /**
   * {@link Api.createAuthorizationUrl}, then leads the page there.
   *
   * @param args - A social network, or more query parameters. Left out: neither.
   * @param options - Signal and time limit.
   * @returns The same; the page may be gone before anybody sees it.
   * @throws An {@link SDKError} as there; `environment` also where there is no page to lead.
   */
  authorize(args?: AuthorizationOptions, options?: CallOptions): Promise<AuthorizationFlow>;

  /**
   * Ends a sign-in on the page that it comes back to. The `state` is looked up first; before that,
   * nothing else of the address is believed (RFC 6749, 10.12). Then a code is exchanged for tokens; what
   * comes out is the session's.
   *
   * Called again for the same address, it gives the same promise. `state` and code are used up when the
   * request for tokens has been sent, unless the network failed: then it may be called again. A page that
   * is loaded again after it was handled in this tab gives what the session has.
   *
   * Where a call of this instance has made up a `state` (see the option), that one is good as well,
   * for any callback within 10 minutes: the address that `login` or `getSocialLink` gave in OAuth
   * mode ends here, too.
   *
   * An address with `token` or `challenge_id` and without `state` is taken where the instance is not
   * in OAuth mode: the service's JWT sign-in knows no `state`. Whoever sends a user such an address
   * signs them in to an account of their own choice (login CSRF). A page that never ends JWT sign-ins
   * this way sets `is_oauth2: true`, and no address without `state` is taken.
   *
   * @param url - The address. Left out: the page's own, of which the parameters of the sign-in are
   * then taken off, also when the sign-in fails, and out of `history.state`, so that scripts, referrers
   * and routers do not see them.
   * @param options - Signal and time limit of the exchange.
   * @returns Tokens, a token, or the second factor that is wanted.
   * @throws An {@link SDKError} of kind `state`, if the `state` is missing, is of no sign-in that
   * began here in the last 10 minutes, stands there twice, or was used, or if the code was, or if `iss` is
   * not the option `issuer`; `response`, for an address with nothing of a sign-in (in OAuth mode `state`,
   * which it lacks), or with another parameter twice; `argument`, for what is no address;
   * `environment`, without `url` where there is no page. An {@link APIError} with the service's
   * code and description and `status` 0, where the address has an error; 010-023 for a code that
   * the service does not take.
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
   * Ends a sign-in with what a call of this instance resolved to, in place of a navigation to
   * `login_url`: `login`, `loginWithPhoneCode`, `loginWithEmailCode`, `oneTapLogin`, `otpLogin`,
   * `ask`, `agreement`, and `signup` where it signs in. A code is exchanged for tokens; what comes
   * out is the session's.
   *
   * If the address has a code or a `state`, the `state` must be the one that the call sent.
   *
   * @param result - What that call resolved to. The empty answer of `signup` is refused: look at
   * its `login_url` before.
   * @param options - Signal and time limit of the exchange.
   * @returns Tokens, a token, or the second factor that is wanted; `{ askFields, token }` where
   * more data is wanted: give it by {@link Api.ask}, whose answer goes here again.
   * @throws An {@link SDKError} of kind `state`, if the `state` is another one, or the code was
   * used; `argument`, for what is no such answer, or an empty one; `response`, for an address
   * with nothing of a sign-in. An {@link APIError}, where the address or the answer of `ask` has
   * an error: 003-011 and 003-014 say what has to be confirmed, with `details.operation_id`;
   * 010-023 for a code that the service does not take.
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
   * Exchanges an authorization code for tokens (RFC 6749, 4.1.3), which are the session's then. For
   * an app that checks the `state` itself: `handleRedirectCallback` and `completeLogin` do this, too.
   * Needs the option `clientId`; no client secret is sent, a page can keep none. Sent once; without
   * cookies.
   *
   * @param args - The code, and its verifier, if there is one.
   * @param options - Signal and time limit.
   * @returns The tokens.
   * @throws An {@link SDKError} of kind `state`, if this page was given the code before;
   * `argument`, without the option `clientId`; `response`, for an answer without a token. An
   * {@link APIError} 010-023, if the service does not take the code, 010-019 for a client that is
   * not known.
   */
  exchangeCode(args: CodeExchange, options?: CallOptions): Promise<Tokens>;

  /**
   * Gets new tokens (RFC 6749, 6), which are the session's then. Sent once; without cookies. The
   * refresh token stays where no new one comes. `session.getAccessToken()` calls this in time.
   *
   * A refresh token is sent by one call of one tab at once; others wait for its answer and take the
   * tokens that came. `signal` and `timeout` end the waiting of their own call, not the request: the old
   * refresh token may be used up. If a tab goes while its request is under way, or an answer is lost,
   * the token is sent once more, after the service has answered something, and never a third time: if the
   * service handled the first request after all and detects reuse, it ends the session. No page can tell
   * in advance.
   *
   * @param args - Without `refreshToken`, the one of the session.
   * @param options - Signal and time limit.
   * @returns The tokens, a copy.
   * @throws An {@link APIError} 010-023, if the service takes the refresh token no longer: if it is
   * the session's, nobody is signed in then; 010-019 for a client that is not known; an
   * {@link SDKError} of kind `argument`, without the option `clientId`; `state`, if nobody is signed in,
   * there is no refresh token, or the user signed out or in again meanwhile; `response`, for an
   * answer without a token. Within the pause after a failure, that failure again.
   */
  refresh(args?: RefreshProps, options?: CallOptions): Promise<Tokens>;

  /**
   * Who is signed in, as the service says: what is to be shown of a user comes from here and not from
   * a token, which nobody has verified.
   *
   * @param token - The user's token. Left out: that of the session, refreshed in time, and once more if
   * the service refuses it.
   * @param options - Signal and time limit of all of it.
   * @returns The user.
   * @throws An {@link SDKError} of kind `state`, without a token where nobody is signed in; an
   * {@link APIError} of `status` 401, for a token that is not good.
   */
  getUser(token?: string | null, options?: CallOptions): Promise<UserDetails>;

  /**
   * Signs in with a single sign-on session that runs in this browser, without leaving the page:
   * {@link Api.checkUserAuthSSO} as a result. In OAuth mode the tokens are the session's then; else
   * there is a one-time code of the service, and {@link Api.userAuthSSOWithRedirect} brings the token.
   *
   * A browser that blocks third-party cookies keeps the service's cookie back; nobody is signed in
   * then, as far as a page can see. {@link Api.authorize} asks with a navigation of the whole page,
   * where the cookie goes along; with an `apiUrl` on the page's own site, the cookie is not a
   * third-party cookie.
   *
   * @param options - Signal and time limit, of each request.
   * @returns `signedIn`, and how the sign-in has ended or why there is none.
   * @throws As {@link Api.completeLogin}; status 401 is a result.
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

/** The calls that {@link ApiInterface} declares anew, without type parameters and overloads. */
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
  | 'loginWithEmailCode';

/**
 * Everything that {@link Api} has, for a stand-in in tests, say. The 28 calls of the original SDK are required, so that what
 * implements those goes on compiling; the others may be left out.
 */
export interface ApiInterface
  extends Omit<Api, NewCalls | PlainCalls>, Partial<Pick<Api, NewCalls>> {
  /**
   * As {@link Api.signup}, without its type parameter: no stand-in could promise every `Answer`. Where the original SDK's
   * type is wanted, write `as Response`.
   */
  signup(args: SignUpProps, options?: CaptchaOptions): Promise<SignUpResponse>;
  /** As {@link Api.phoneGetCode}. */
  phoneGetCode(
    args: PhoneCodeRequest | PhoneGetCode,
    options?: CaptchaOptions,
  ): Promise<OperationResponse>;
  /** As {@link Api.emailGetCode}. */
  emailGetCode(
    args: EmailCodeRequest | EmailGetCode,
    options?: CaptchaOptions,
  ): Promise<OperationResponse>;
  /** As {@link Api.login}; what implements it may give any `Response`. */
  login(args: LoginProps, options?: CaptchaOptions): Promise<Response>;
  /** As {@link Api.oneTapLogin}; what implements it may give any `Response`. */
  oneTapLogin(
    accessToken: string,
    provider: Open<Socials>,
    options?: CallOptions,
  ): Promise<Response>;
  /** As {@link Api.loginWithPhoneCode}. */
  loginWithPhoneCode(args: PhoneCodeLogin | PhoneGetCode, options?: CallOptions): Promise<Response>;
  /** As {@link Api.loginWithEmailCode}. */
  loginWithEmailCode(args: EmailCodeLogin | EmailGetCode, options?: CallOptions): Promise<Response>;
  /** As {@link Api.updateConfig}; what it returns is not looked at. */
  updateConfig(options: ConfigChanges): void;
  /** As {@link Api.userAuthSSOWithRedirect}. */
  userAuthSSOWithRedirect(
    loginUrl?: string,
    options?: NavigationOptions,
  ): Promise<RedirectResponse>;
  /** As {@link Api.logout}. */
  logout(token: string, session: LogoutSessions, options?: CallOptions): Promise<CodeResponse>;
}

// ---- Errors ------------------------------------------------------------------------------------

/**
 * The error codes whose meaning is known, by name; frozen. `error.code === APICodes.WrongCredentials` is `error.code ===
 * '003-001'`. A name that does not exist does not compile; other codes stay possible, see the type of the same name.
 */
export const APICodes: {
  /** Parameters are invalid. Fix the call. */
  readonly InvalidParameters: '0';
  /** The token is invalid. Sign in again. */
  readonly InvalidToken: '002-016';
  /** A parameter is invalid. Fix the call. */
  readonly InvalidParameter: '002-027';
  /** A parameter is missing. Fix the call. */
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
  /** Wrong user name, mail address or password. Ask again. */
  readonly WrongCredentials: '003-001';
  /** There is no such user. Offer sign-up. */
  readonly UserNotFound: '003-002';
  /** The user name is taken. Ask for another one. */
  readonly UsernameTaken: '003-003';
  /** The mail address is taken. Ask for another one. */
  readonly EmailTaken: '003-004';
  /** The mail address does not exist. Ask again. */
  readonly EmailNotFound: '003-005';
  /** The account is not confirmed yet. Offer `resendEmail`. */
  readonly AccountNotConfirmed: '003-007';
  /** The mail address has to be confirmed. Ask for the code of `details.operation_id`. */
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
  /** The OAuth 2.0 token failed. Sign in again. */
  readonly OAuthTokenError: '003-025';
  /** The project is of the wrong type. */
  readonly WrongProjectType: '003-033';
  /** A limit is reached. Wait. */
  readonly LimitReached: '003-038';
  /** The one-time code is wrong. Ask again. */
  readonly WrongCode: '003-039';
  /** Nobody is authorized. Sign in again. */
  readonly NotAuthorized: '003-040';
  /** Too many wrong one-time codes. Send a new one. */
  readonly TooManyWrongCodes: '003-049';
  /** There is no such object. Fix the call. */
  readonly ObjectNotFound: '003-061';
  /** A limit is reached, and a captcha is wanted: made of 003-038 and the header that says so. */
  readonly LimitReachedCaptchaRequired: '003-338';
  /** The service failed. Try again later. */
  readonly ServiceFailed: '004-001';
  /** Only clients that are servers may ask for this. */
  readonly ServerClientsOnly: '006-003';
  /** Registration is not allowed. */
  readonly RegistrationNotAllowed: '010-003';
  /** A captcha is wanted. Solve it, and call again. */
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
  /** The token is invalid here. Sign in again. */
  readonly ForbiddenToken: '1901-0001';
};

/**
 * The service's error codes as far as they are known. New ones appear: any other text is allowed,
 * and where the service gives no code that can be read, it is the HTTP status as text.
 */
export type APICodes = Open<
  | '0' // A parameter is invalid.
  | '001-001'
  | '002-016' // The token is invalid.
  | '002-027' // A parameter is invalid.
  | '002-028' // A parameter is missing.
  | '002-040' // The user is banned.
  | '002-043' // The phone number cannot get messages.
  | '002-050' // The second factor is unchanged.
  | '002-056' // This is no phone number.
  | '002-057' // Too many attempts.
  | '002-058' // The account is blocked.
  | '002-060' // The user is too young.
  | '003-001' // Wrong name, mail address or password.
  | '003-002' // There is no such user.
  | '003-003' // The user name is taken.
  | '003-004' // The mail address is taken.
  | '003-005' // The mail address does not exist.
  | '003-007' // The account is not confirmed yet.
  | '003-008'
  | '003-009'
  | '003-010'
  | '003-011' // The mail address has to be confirmed.
  | '003-012'
  | '003-014' // The phone number has to be confirmed.
  | '003-019' // There is no such Login project.
  | '003-020' // The call is not for this project.
  | '003-021'
  | '003-022' // The project is misconfigured.
  | '003-023'
  | '003-024' // A password reset is not allowed.
  | '003-025' // The OAuth 2.0 token is not good.
  | '003-030'
  | '003-033' // The project is of the wrong type.
  | '003-038' // A limit is reached.
  | '003-039' // Wrong one-time code.
  | '003-040' // Not authorised.
  | '003-049' // Too many wrong one-time codes.
  | '003-061' // There is no such object.
  | '003-338' // A captcha is wanted: 003-038 with the header that says so.
  | '004-001' // The service failed.
  | '006-003' // Only for clients that are servers.
  | '010-003' // Registration is not allowed.
  | '010-004'
  | '010-005'
  | '010-006'
  | '010-007' // A captcha is wanted.
  | '010-009'
  | '010-010'
  | '010-011' // Several addresses to come back to are registered, and none was sent.
  | '010-012' // The address to come back to is not registered.
  | '010-013'
  | '010-014'
  | '010-015' // Sign-in with the social network failed.
  | '010-016' // The social account belongs to another user.
  | '010-017' // The token is invalid.
  | '010-019' // The client is not known.
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

/** What an {@link APIError} can say beside its code. */
export interface APIErrorFields {
  /** The service's words. */
  description?: string | undefined;
  /** What the service adds. */
  details?: ErrorDetails | undefined;
  /** HTTP status. */
  status?: number | undefined;
  /** Seconds. */
  retryAfter?: number | undefined;
  /** The service's name for the request. */
  requestId?: string | undefined;
}

/**
 * The service answered with an error, or with any status from 400. Its `name` is `'APIError'`, its
 * `message` the code.
 */
export class APIError extends Error {
  /**
   * @param code - The service's code.
   * @param fields - What else is known.
   */
  constructor(code: APICodes, fields?: APIErrorFields);
  /** The service's code, or the HTTP status as text where there is none. */
  code: APICodes;
  /** The service's words for it, in English. */
  description?: string;
  /** What the service adds; `operation_id` where something has to be confirmed. */
  details?: ErrorDetails;
  /** HTTP status (RFC 9110, 15); 0 for an error that was read from an address or a result. */
  status: number;
  /** Seconds until the service wants to be asked again (`Retry-After`, RFC 9110, 10.2.3). */
  retryAfter?: number;
  /** The service's name for the request (`x-request-id`), for its support. */
  requestId?: string;
  /** What came before: in `fetchConfig`, why the project's files could not be read. */
  cause?: unknown;
}

/**
 * Why a call did not come to an answer of the service.
 *
 * - `config`: an option is missing or of the wrong type; thrown by `new Api()` and `updateConfig`.
 * - `argument`: an argument is missing or wrong, or an option that the call needs; nothing was sent.
 * - `network`: no answer: offline, DNS, refused, redirected, or kept from this origin (CORS).
 * - `timeout`: the time for the call was over.
 * - `aborted`: the browser, not the caller, stopped the request: the page is being left, say.
 * - `response`: a success whose body is no JSON, is cut off, missing, or over 5 MB; an address with
 *   nothing of a sign-in, or with a parameter twice.
 * - `environment`: something is missing or not allowed here: `fetch`, WebAssembly, a page,
 *   `crypto.subtle`.
 * - `state`: what came back is not of a sign-in that began here, came too late, or was used already
 *   (RFC 6749, 10.12); or the user was signed out meanwhile. Begin the sign-in anew.
 * - `internal`: the wasm failed; the next call starts it anew.
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

/** What an {@link SDKError} can say beside its message. */
export interface SDKErrorFields {
  /** Why. */
  kind?: SDKErrorKind | undefined;
  /** What came before. */
  cause?: unknown;
}

/** The call did not come to an answer of the service. */
export class SDKError extends Error {
  /**
   * @param message - A sentence for developers.
   * @param fields - What else is known.
   */
  constructor(message: string, fields?: SDKErrorFields);
  /** Tells it from other errors. */
  name: 'SDKError';
  /** Why. Always there, but in an error that the app has made itself. */
  kind?: SDKErrorKind;
  /**
   * What came before: the name of an exception, whose text could show what was sent; or an error.
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
   * @param reason - A text, for the `DOMException` named AbortError that they reject with; or an
   * object, which they reject with as it is.
   */
  cancel(reason?: unknown): void;
}

/** Makes tokens for `cancelToken`, so that nobody needs axios for them. */
export const CancelToken: {
  /** A new token and what cancels it. */
  source(): CancelTokenSource;
};

/**
 * Whether a call rejected with this because it was cancelled: a `DOMException` named AbortError,
 * axios' cancel object, or any object that was the reason of a cancelled call. A reason that is no
 * object cannot be told.
 *
 * @typeParam Reason - What the app cancels with, if that is not the browser's own exception.
 * @param error - What a call rejected with.
 * @returns `true` if it was cancelled.
 */
export function isCancel<Reason extends object = DOMException>(error: unknown): error is Reason;

// ---- What a sign-in ends at ---------------------------------------------------------------------

/**
 * What a `login_url`, a `redirect_url` or the address of a callback says. Only the query is read.
 * Nothing is checked, sent or stored, so nothing of it may be believed:
 * {@link Api.handleRedirectCallback} and {@link Api.completeLogin} check.
 *
 * @param url - The address, absolute or relative to the page.
 * @returns What there is of it.
 * @throws An {@link SDKError} of kind `argument`, for what is no address; `response`, if a
 * parameter stands there twice (RFC 6749, 3.1).
 */
export function readLoginUrl(url: string | URL): LoginUrl;

/**
 * Waits for the one message by which a popup or a new tab says where its sign-in goes on:
 * `{ type: '@xsolla-login/sdk:babka-login', loginUri }`, as `oauth2Auth` sends it with
 * `enablePostMessageLogin`. Messages of another origin, window or form are passed over. Then it
 * listens no more.
 *
 * Where `origin` is the page's own, it also hears of `new BroadcastChannel('xsolla-login-wasm/login')`:
 * a popup that has been to a page with a Cross-Origin-Opener-Policy has no `opener` any more.
 *
 * It waits until a message comes, or `source` is closed: looked at twice a second, and only while the
 * page has the focus, because a popup that has lost its opener looks closed.
 *
 * @param args - Whose message it is to be.
 * @returns Where the sign-in goes on, once the message has come.
 * @throws An {@link SDKError} of kind `argument`, for an `origin` that is none; `environment`,
 * where there is no page; `aborted`, if `source` was closed; the `reason` of the signal.
 */
export function listenForLogin(args: ListenOptions): Promise<LoginMessage>;

// ---- Loading -----------------------------------------------------------------------------------

/** What {@link init} can load. A text or URL is fetched. */
export type WasmSource = Bytes | WasmModule | string | URL | WebRequest | WebResponse;

/**
 * Loads the WebAssembly, once; a later call gives the same promise. Needed in the entry `slim`, and
 * where a browser refuses to compile on the spot; `new Api()` says so there.
 *
 * Where WebAssembly is missing, or a Content-Security-Policy without `'wasm-unsafe-eval'` forbids it, this
 * loads the same code as JavaScript, and leaves `source` alone. The entry `js` has that inside.
 *
 * @param source - What to load, or a promise of it. Left out: the wasm of this package; in Node, from 20.16 on, the
 * entry `slim` reads it from the file.
 * @throws An {@link SDKError} of kind `environment`, if `source` cannot be compiled, or the script-tag file
 * does not know its own address; `network`, if what has to be fetched does not come.
 */
export function init(source?: WasmSource | PromiseLike<WasmSource>): Promise<void>;

// ---- Values ------------------------------------------------------------------------------------

/** The options in force where none is given; frozen. */
export const defaultConfig: Readonly<Config> & {
  readonly apiUrl: string;
  readonly cdnUrl: string;
  readonly consentUrl: string;
  readonly theme: Readonly<Theme>;
};

/** The documented values of `fullLocale`; frozen. */
export const SUPPORTED_LOCALES: readonly string[];

/** The languages of {@link SUPPORTED_LOCALES} that `@xsolla/login-sdk` names, two letters each; frozen. */
export const SUPPORTED_LANGUAGES: readonly string[];

/** Filled in from the project's list of values. */
type SocialName = '{socials}';

/** The social networks, each name its own value; frozen. */
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

/** How a field that was asked for is confirmed; frozen. */
export const ConfirmationType: {
  /** By typing a code. */
  readonly CODE: 'code';
  /** By opening a link. */
  readonly LINK: 'link';
};

/** How a field that was asked for is confirmed. */
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

/** Everything of this package, as the script tag's global has it. */
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
