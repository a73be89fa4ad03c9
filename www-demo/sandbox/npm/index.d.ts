/**
 * A stand-in for the Xsolla Login service, for the tests of your own pages.
 *
 * @packageDocumentation
 */

/** The id of the Login project that a sandbox knows, if you name none. */
export const PROJECT_ID: string;

/** The id of the OAuth client that a sandbox knows, if you name none. */
export const CLIENT_ID: number;

/** What can be changed while a sandbox runs. */
export interface Settings {
  /** Whether a new account has to be confirmed by mail. @defaultValue `true` */
  confirmMail?: boolean;
  /** How long `getConfirmCode` waits for a link to be opened, in milliseconds. @defaultValue `20000` */
  longPollMs?: number;
  /** The status of "confirm this address first" (003-011, 003-014). @defaultValue `422` */
  askStatus?: 200 | 422;
  /** The fields that a user who lacks them is asked for at sign-in. @defaultValue `[]` */
  askFields?: string[];
  /** Whether a right password is answered with a challenge. @defaultValue `false` */
  secondFactor?: boolean;
  /** Whether who comes by a social network has to accept the terms. @defaultValue `false` */
  socialConsent?: boolean;
  /** Whether the project has a network of its own. @defaultValue `false` */
  customNetwork?: boolean;
  /** Whether sign-in, sign-up and reset ask for a captcha from the first try on. @defaultValue `false` */
  captcha?: boolean;
  /** The country that the caller seems to be in; empty for none. @defaultValue `'US'` */
  country?: string;
  /** Whether a code or refresh token that is sent twice ends the sign-in. @defaultValue `false` */
  reuseDetection?: boolean;
  /** The life of a new access token in milliseconds, 1000 or more. @defaultValue `3600000` */
  accessLifetimeMs?: number;
  /** The form of an access token. @defaultValue `'jwt'` */
  accessToken?:
    | 'jwt'
    | 'jwtWithoutIat'
    | 'jwtWithoutExp'
    | 'jwtWithoutTimes'
    | 'jwtTextTimes'
    | 'jwtFarExp'
    | 'opaque';
  /** The form of `expires_in`. @defaultValue `'number'` */
  expiresIn?: 'number' | 'text' | 'missing' | 'null' | 'zero';
  /** The shape of the errors of the token endpoint. @defaultValue `'service'` */
  tokenErrors?: 'service' | 'rfc6749';
}

/** What a sandbox is made with: settings that hold from the start, and who may use it. */
export interface SandboxOptions extends Settings {
  /** The address that the service has, without a path. @defaultValue `'https://login.xsolla.com'` */
  url?: string;
  /** The id of the Login project. @defaultValue `PROJECT_ID` */
  projectId?: string;
  /** The id of the OAuth client of that project. @defaultValue `CLIENT_ID` */
  clientId?: number;
  /**
   * The origins whose pages may call the service. The origin of the first callback may, too.
   * @defaultValue `[]`
   */
  origins?: string[];
  /**
   * The registered callback URLs. A mail that confirms an account leads to the one that the call named; a mail that
   * resets a password to `callbackUrl`, and to the first of these without it.
   * @defaultValue the first page of the first origin, or of `http://localhost:8080`
   */
  callbacks?: string[];
}

/** What goes wrong, and with which requests. */
export interface Fault {
  /**
   * `delay`, `lateAnswer`, `slowBody` are slow; `cut`, `cutBody`, `lostAnswer`, `resetHeaders`, `hang` break or
   * keep the connection; the others answer with something wrong.
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
  /** A path below `/api`, `/login` for one, with all that is below it. @defaultValue every path */
  path?: string;
  /** How many requests meet it. @defaultValue `1` */
  times?: number;
  /** How long a slow one takes. @defaultValue `1000` */
  ms?: number;
  /** The status of the answer, where it has one. */
  status?: number;
  /** The header `Retry-After` of `status` and `oauthError`. */
  retryAfter?: string | number;
  /** The name of the error of `oauthError`. @defaultValue `'invalid_grant'` */
  error?: string;
}

/** A mail or text message that was not really sent. */
export interface Message {
  id: string;
  to: string;
  kind: 'confirm' | 'code' | 'reset';
  channel: 'mail' | 'sms';
  subject: string;
  text: string;
  /** The one-time code or reset code in it. */
  code?: string;
  /** The link in it. */
  link?: string;
  /** When it was sent, as `2030-01-31T12:00:00Z`. */
  at: string;
}

/** A user to add. At least one of `username`, `email` and `phoneNumber` is needed. */
export interface NewUser {
  username?: string;
  email?: string;
  phoneNumber?: string;
  password?: string;
  /** Whether the account may sign in. @defaultValue `true` */
  confirmed?: boolean;
  /** Everything else that the user has told: `nickname`, `birthday`, … */
  fields?: Record<string, unknown>;
}

/** A user of the project. */
export interface User {
  id: string;
  username?: string;
  email?: string;
  phoneNumber?: string;
  /** The social network that the user came from. */
  network?: string;
  confirmed: boolean;
  fields: Record<string, unknown>;
  registered: string;
  lastLogin?: string;
}

/** A request that came below `/api` or `/cdn`, without its query and body. */
export interface Received {
  method: string;
  path: string;
  /** `null` until it was answered, and if it never is. */
  status: number | null;
  at: string;
  /** A digest of the refresh token that it carried. */
  refreshToken?: string;
}

/** How often a refresh token was sent, by its digest. */
export interface RefreshTokenUse {
  token: string;
  sent: number;
  answered: number;
}

/** The part of Playwright's `Route` that `sandbox.route` uses. */
export interface PlaywrightRoute {
  request(): {
    url(): string;
    method(): string;
    allHeaders(): Promise<Record<string, string>>;
    postDataBuffer(): Uint8Array | null;
  };
  fulfill(response: {
    status: number;
    headers: Record<string, string>;
    // A Buffer, whose type is not there without the types of Node.
    body: any;
  }): Promise<void>;
  abort(errorCode?: string): Promise<void>;
}

/** Options for `new XsollaLogin.Api()`. */
export interface ApiOptions {
  readonly apiUrl: string;
  readonly projectId: string;
  readonly clientId: number;
  readonly settingsJSON: string;
  readonly socialsJSON: string;
  readonly themeJSON: string;
}

/** Options for `new XsollaLogin.Api()` in OAuth mode. */
export interface OAuthOptions extends ApiOptions {
  readonly is_oauth2: true;
  readonly redirectUri: string;
  readonly scope: string;
}

/** One Login service, with users, messages and faults of its own. */
export interface Sandbox {
  /** The address of the service, without a slash at the end. */
  readonly url: string;

  /** Options for `new XsollaLogin.Api()` that lead it to this service. */
  readonly apiOptions: ApiOptions;

  /** The same for OAuth 2.0: with the first callback as its redirect URI, and a refresh token. */
  readonly oauthOptions: OAuthOptions;

  /**
   * Answers a request as the service does, and refuses other addresses with a `TypeError`. Redirects are given,
   * not followed. Cookies are neither kept nor sent; see {@link Sandbox.browser}.
   */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;

  /** A `fetch` with cookies of its own, as one browser has, for single sign-on in Node. */
  browser(): { fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> };

  /** A handler for Playwright: `` page.route(`${sandbox.url}/**`, sandbox.route) ``. */
  route(route: PlaywrightRoute): Promise<void>;

  /** Changes settings, and gives what holds now. */
  setOptions(change: Settings): Promise<Required<Settings>>;

  readonly faults: {
    /** Makes the next requests fail. Faults wait in line. */
    add(fault: Fault): Promise<void>;
    /** Takes back all faults that have not come yet. */
    clear(): Promise<void>;
  };

  readonly outbox: {
    /** The messages to this address, or all; newest first. */
    list(to?: string): Promise<Message[]>;
    /** The newest message to this address; rejects if there is none. */
    last(to: string): Promise<Message>;
  };

  /** The time by which codes, links, tokens and sessions expire. */
  readonly clock: {
    now(): Promise<Date>;
    /** Makes it this time; it goes on from there. */
    set(to: Date | string | number): Promise<void>;
    /** Moves the time forward. */
    advance(ms: number): Promise<void>;
  };

  readonly users: {
    /** Adds a user, without any mail. */
    add(user: NewUser): Promise<User>;
    /** All users, the oldest first. */
    list(): Promise<User[]>;
  };

  /** The last 500 requests, the oldest first. */
  requests(): Promise<Received[]>;

  /** How often each refresh token was sent. */
  refreshTokens(): Promise<RefreshTokenUse[]>;

  /** Forgets everything, and takes back the settings and the time of the start. */
  reset(): Promise<void>;
}

/**
 * Makes a sandbox. Rejects with a `TypeError` that names what is wrong.
 *
 * @example
 * ```js
 * const sandbox = await createSandbox({ origins: ['http://localhost:5173'] });
 * ```
 */
export function createSandbox(options?: SandboxOptions): Promise<Sandbox>;
