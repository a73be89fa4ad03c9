// The public types. One set for every entry.

/** Where a text may be one of the known ones, or one that nobody knows yet. */
type Open<Known extends string> = Known | (string & {});

/** What every call takes after its arguments. */
export interface CallOptions {
  /** Stops the call: it rejects with the signal's `reason`. */
  signal?: AbortSignal;
  /**
   * Milliseconds that the call may take, its body included; 0 for no limit. Default: the option
   * `timeout` of the instance. When they are over: `SDKError` of kind `timeout`.
   */
  timeout?: number;
}

/** Options of the calls that take the captcha beside their arguments. */
export interface CaptchaOptions extends CallOptions {
  /** The solved captcha, after an `APIError` with code 003-338. */
  captchaData?: CaptchaData;
}

/** Options of `userAuthSSOWithRedirect`. */
export interface NavigationOptions extends CallOptions {
  /** `false`: the page stays, the result has the address. Default `true`. */
  navigate?: boolean;
  /** `false`: go without asking the service first. Default `true`. */
  check?: boolean;
}

/** What `new Api()` and `updateConfig` take. `null` or `''` puts an option back to its default. */
export interface Config {
  /** Login project id. Required. */
  projectId: string;
  /** Base of every call, https, default `https://login.xsolla.com/api`. */
  apiUrl?: string | null;
  /** Locale as `ll_CC`: the language of mails. */
  fullLocale?: string | null;
  /** Where the user comes back to; must be registered in the project. */
  callbackUrl?: string | null;
  /** Template of the mails of `signup`, `resendEmail`, `ask`, `reset`. */
  emailTemplate?: string | null;
  /** Put into the user's token. */
  payload?: string | null;
  /** Whether a new sign-in ends earlier tokens. */
  with_logout?: boolean | 0 | 1 | '0' | '1' | null;
  /** OAuth 2.0 client id. */
  clientId?: number | string | null;
  /** OAuth 2.0 scope: `email`, `offline`, `playfab`, or one's own, separated by spaces. */
  scope?: string | null;
  /** OAuth 2.0 state, 8 characters or more; made up where it is needed and not given. */
  state?: string | null;
  /** OAuth 2.0 redirect URI. */
  redirectUri?: string | null;
  /** Another name of `redirectUri`, which wins. */
  redirectUrl?: string | null;
  /** OAuth 2.0 response type, default `code`. */
  responseType?: string | null;
  /** OAuth 2.0 mode; left out: on when client id, response type, redirect URI and state are given. */
  is_oauth2?: boolean | null;
  /** OAuth 2.0 audience. */
  audience?: string | null;
  /** `true`: one-time codes come without a link. */
  disableConfirmByLink?: boolean | null;
  /** Whether a link is sent with one-time codes. */
  enable_magic_link?: boolean | null;
  /** The second factor under way. */
  challenge_id?: string | null;
  /** Added to `link_url` as a query parameter. */
  customStyle?: string | null;
  /** Added to `link_url` as a query parameter. */
  customLabels?: string | null;
  /** Milliseconds that a call may take, 0 for no limit, default 30 000. */
  timeout?: number | null;
  /** How often a call that may be repeated is. Default `{ limit: 2 }`. */
  retry?: { limit?: number } | false | null;
  /** Told before each attempt. The path has no query. */
  onRequest?: ((request: RequestReport) => void) | null;
  /** Told after each attempt; `status` is 0 where no answer came. */
  onResponse?: ((response: ResponseReport) => void) | null;
  settingsUrl?: string | null;
  settingsJSON?: string | null;
  socialsJSON?: string | null;
  themeJSON?: string | null;
  disableCache?: boolean | null;
  enablePostMessageLogin?: boolean | null;
  postMessageOrigin?: string | null;
  cdnUrl?: string | null;
  consentUrl?: string | null;
  mode?: Open<'external_oauth2'> | null;
  game_name?: string | null;
  theme?: Theme | null;
  social_links?: object | null;
  geo_ip_country?: string | null;
  appleIdPriority?: boolean | null;
  session?: object | null;
}

/** What `onRequest` is told. */
export interface RequestReport {
  method: string;
  path: string;
  attempt: number;
}

/** What `onResponse` is told. */
export interface ResponseReport extends RequestReport {
  status: number;
  /** Milliseconds. */
  ms: number;
}

/** Colours and shapes, as the project's settings have them. */
export interface Theme {
  primary_color?: string;
  text_color?: string;
  secondary_color?: string;
  error_color?: string;
  background?: { color: string; image: { url: string; opacity: string } };
  button_image?: string;
  rounding?: { inputs: string; buttons: string; widget: string };
  scene?: { color: string; image?: { url: string; size: string } };
  height?: string;
  width?: string;
  custom_identity_provider_button?: {
    background_color: string;
    display_name: string;
    logo_url: string;
  };
}

/** Name and password. */
export interface User {
  username: string;
  password: string;
  /** Keeps the user signed in for longer. */
  remember_me?: boolean;
}

/** A solved captcha. */
export interface CaptchaData {
  captcha_id?: string;
  lot_number: string;
  pass_token: string;
  captcha_output: string;
  gen_time: string;
}

/** What `signup` sends, as it is given. */
export interface UserInfo {
  username?: string;
  email?: string;
  password?: string;
  fields?: Record<string, unknown>;
  [field: string]: unknown;
}

export interface PhoneGetCode {
  /** `+` and digits. */
  phone_number: string;
  /** Where the link in the message leads. */
  link_url?: string;
  /** Whether this call goes the OAuth way. Default: the mode of the instance. */
  isOauth2?: boolean;
  captchaData?: CaptchaData;
}

export interface EmailGetCode {
  email: string;
  link_url?: string;
  isOauth2?: boolean;
  captchaData?: CaptchaData;
}

export interface LoginWithPhoneCode {
  phone_number: string;
  code: string | number;
  operation_id: string;
  isOauth2?: boolean;
}

export interface LoginWithEmailCode {
  email: string;
  code: string | number;
  operation_id: string;
  isOauth2?: boolean;
}

/** What a cancel token may be: ours, an AbortController's or its signal, or one of axios. */
export type Cancellation =
  | AbortSignal
  | AbortController
  | CancelTokenSource
  | { promise: PromiseLike<unknown> }
  | { token: { promise: PromiseLike<unknown> } };

export interface ConfirmProps {
  /** Phone number or mail address. */
  login: string;
  operation_id: string;
  cancelToken?: Cancellation;
}

/** An error of the service as a result. */
export interface ErrorResult {
  code: APICodes;
  description?: string;
  details?: { operation_id?: string; [key: string]: unknown };
}

/** The code of an opened link, or the error of a wait that ran out (010-050). */
export type ConfirmResponse =
  { code: string; error?: undefined } | { code?: undefined; error: ErrorResult };

export interface AskProps {
  fields: Record<string, unknown>;
  token: string;
  link_url?: string;
  captchaData?: CaptchaData;
}

/** Where the user goes, or the contact to confirm first (003-011 mail, 003-014 phone). */
export type AskResponse =
  { redirect_url: string; error?: undefined } | { redirect_url?: undefined; error: ErrorResult };

/** The answer of a sign-in; which of its shapes, the project's settings decide. */
export interface Response {
  login_url: string;
  token?: string;
  id?: string;
  ask_fields?: AskFields;
  operation_id?: string;
  code?: string;
  state?: string;
  challenge_id?: string;
}

/** The answer of a call that has nothing to say. */
export interface CodeResponse {
  code: number;
}

/** Where the user goes, or `{ code: 204 }` when the account must be confirmed by mail first. */
export type SignUpResponse = Response | (CodeResponse & { login_url?: undefined });

/** The operation that a one-time code belongs to. */
export interface OperationResponse {
  operation_id: string;
}

export interface SsoResponse {
  code?: string;
  state?: string;
  token?: string;
  login_url?: string;
}

export type FieldType =
  'email' | 'str' | 'pass' | 'date' | 'select' | 'bool' | 'phone' | 'multi-select';

export interface ShouldContainType {
  characters: string;
  count: number;
}

export interface ValidationSettingsState {
  max_characters?: boolean | string;
  min_characters?: boolean | string;
  allow_ascii_characters?: boolean | string;
  user_numerals_spec_symbol?: boolean | string;
  letter_case?: boolean | string;
  numerals?: boolean | string;
  spec_characters?: boolean | string[];
  exclude_personal_data?: boolean | string;
  password_dictionary?: boolean | string;
}

export interface ValidationType {
  allowed_characters?: string;
  forbidden_characters?: string;
  max_length?: number;
  min_length?: number;
  regexps?: string[];
  should_contain?: ShouldContainType[];
  settings_state?: ValidationSettingsState;
}

/** A field that the project wants to know. */
export interface AskFieldInterface {
  name: Open<
    'email' | 'phone_number' | 'country-name' | 'gdpr_consent' | 'bday' | 'promo_email_agreement'
  >;
  required: boolean;
  type: FieldType;
  default_value?: unknown;
  validation?: ValidationType;
  confirmation_type?: ConfirmationType;
  /** Its place in the order in which the fields are asked. */
  step: number;
}

export type AskField = AskFieldInterface;
export type AskFields = AskFieldInterface[];

/** What `fetchConfig` gives: the config with the project's settings in it. */
export interface SettingsResponse extends Config {
  theme: Theme;
  geo_ip_country: string;
  social_links: SocialLinks;
  registration_fields?: RegistrationFields;
  tos_url?: string;
  consent_url?: string;
  cookie_policy?: string;
  privacy_policy?: string;
  [setting: string]: unknown;
}

/** A social network and where its sign-in begins. */
export interface SocialLink {
  name: string;
  url: string;
}

/** The social networks of the user's region. */
export interface SocialLinks {
  primary: SocialLink[];
  secondary: SocialLink[];
  /** Both lists. */
  all: SocialLink[];
  showOtherLink: boolean;
}

export interface RegistrationField {
  name: string;
  required: boolean;
  type: FieldType;
  validation?: ValidationType;
  default_value?: unknown;
}

export type RegistrationFields = RegistrationField[];

/** Where the user goes. */
export interface UrlResponse {
  url: string;
}

export interface Oauth2ConsentValidate {
  approval: boolean;
  refused_scopes?: string[];
}

/** The names in `Socials`. */
export type Socials = SocialName;

/** Filled in from the project's list of values. */
type SocialName = '{socials}';

/** `sso` ends the single sign-on session, `all` the tokens too. */
export type LogoutSessions = 'all' | 'sso';

/** The calls of one Login project. Every promise rejects with `APIError` or `SDKError`. */
export class Api {
  /** @throws {SDKError} kind `config` for a wrong option, `environment` where wasm cannot start. */
  constructor(options: Config);

  /** A fresh copy of the options in force, with the defaults. */
  getConfig(): Config;
  /** Puts options over those in force; gives the new config. @throws {SDKError} kind `config` */
  updateConfig(options: Partial<Config>): Config;

  /** Makes an account. `{ code: 204 }` when its mail address must be confirmed first. */
  signup(args: { userInfo: UserInfo }, options?: CaptchaOptions): Promise<SignUpResponse>;
  /** Signs in with name and password. */
  login(
    args: { credentials: User; captchaData?: CaptchaData },
    options?: CallOptions,
  ): Promise<Response>;
  /** Sends the mail that confirms an account once more. */
  resendEmail(
    username: string | { username: string },
    options?: CaptchaOptions,
  ): Promise<CodeResponse>;

  /** Sends a one-time code by phone. */
  phoneGetCode(args: PhoneGetCode, options?: CallOptions): Promise<OperationResponse>;
  /** Sends a one-time code by mail. */
  emailGetCode(args: EmailGetCode, options?: CallOptions): Promise<OperationResponse>;
  /** Waits, up to 25 s, for the link of a message to be opened. */
  getConfirmCode(args: ConfirmProps, options?: CallOptions): Promise<ConfirmResponse>;
  /** Signs in with the code that came by phone. */
  loginWithPhoneCode(args: LoginWithPhoneCode, options?: CallOptions): Promise<Response>;
  /** Signs in with the code that came by mail. */
  loginWithEmailCode(args: LoginWithEmailCode, options?: CallOptions): Promise<Response>;

  /** The fields that the project wants to know of this user. */
  getAskFields(token: string | { token: string }, options?: CallOptions): Promise<AskFields>;
  /** Gives values for those fields. */
  ask(args: AskProps, options?: CallOptions): Promise<AskResponse>;

  /** Sends a mail with a link that allows a new password. */
  reset(username: string | { username: string }, options?: CaptchaOptions): Promise<CodeResponse>;
  /** Sets the new password, with what the link carried. */
  set(
    args:
      | { new_password: string; reset_code: string | number; user_id: string | number }
      | { newPassword: string; code: string | number; user_id: string | number },
    options?: CallOptions,
  ): Promise<CodeResponse>;

  /**
   * Asks for a running single sign-on session. Rejects with an `APIError` of `status` 401 where
   * there is none, or where the browser keeps the cookie back.
   */
  checkUserAuthSSO(options?: CallOptions): Promise<SsoResponse>;
  /** Leads the page to `loginUrl` with the code of a running single sign-on session. */
  userAuthSSOWithRedirect(
    loginUrl?: string | { loginUrl?: string } | null,
    options?: NavigationOptions,
  ): Promise<{ code: 302; url?: string }>;
  /** Ends the user's session. */
  logout(token: string, session: LogoutSessions, options?: CallOptions): Promise<CodeResponse>;
  logout(
    args: { token: string; session: LogoutSessions },
    options?: CallOptions,
  ): Promise<CodeResponse>;
  /** Removes the single sign-on cookie from this browser. */
  clearSSO(options?: CallOptions): Promise<CodeResponse>;

  /**
   * Waits until the link of a message is opened: round after round of `getConfirmCode`, through
   * failures that pass. `timeout` is 180 000 ms unless it is given.
   */
  waitForConfirmCode(
    args: ConfirmProps & CallOptions,
    options?: CallOptions,
  ): Promise<{ code: string }>;

  /** Fetches the project's public settings and puts them under the options; gives the config. */
  fetchConfig(options?: CallOptions): Promise<SettingsResponse>;
  /** The address where the user signs in with a social network. */
  getSocialLink(
    provider: Open<Socials>,
    customOptions?: Partial<Config> | null,
    options?: CallOptions,
  ): Promise<UrlResponse>;
  /** Signs in with the token that a social network gave. */
  oneTapLogin(
    accessToken: string,
    provider: Open<Socials>,
    options?: CallOptions,
  ): Promise<Response>;
  /** Answers the second factor of the option `challenge_id`. `remember_me` is on by default. */
  otpLogin(
    args: { code: string | number; remember_me?: boolean },
    options?: CallOptions,
  ): Promise<UrlResponse>;
  /** Sends the code of the second factor once more. */
  otpResendCode(options?: CallOptions): Promise<CodeResponse>;
  /** Says whether the user agrees; `null` for no answer yet. */
  agreement(
    args: { token: string; isAccepted: boolean | null; consentId?: string },
    options?: CallOptions,
  ): Promise<UrlResponse>;
  /** Confirms a sign-in on behalf of another page. */
  pushConfirmCode(
    args: { state: string; action: string; link_url: string },
    options?: CallOptions,
  ): Promise<CodeResponse>;

  /**
   * Leads the user to the authorize page.
   * @throws {SDKError} kind `environment` where there is no window
   */
  oauth2Auth(): void;
  /** Whether the user has approved of the client and its scope. */
  oauth2ConsentValidate(token: string, options?: CallOptions): Promise<Oauth2ConsentValidate>;
  /** Says whether the user approves. */
  oauth2PostConsent(token: string, approval: boolean, options?: CallOptions): Promise<CodeResponse>;
}

/** The service's error codes that are known; new ones appear. */
export type APICodes = Open<
  | '0'
  | '002-016'
  | '002-027'
  | '002-028'
  | '002-040'
  | '002-043'
  | '002-056'
  | '002-057'
  | '002-058'
  | '002-060'
  | '003-001'
  | '003-002'
  | '003-003'
  | '003-004'
  | '003-005'
  | '003-007'
  | '003-011'
  | '003-014'
  | '003-019'
  | '003-024'
  | '003-025'
  | '003-033'
  | '003-038'
  | '003-039'
  | '003-040'
  | '003-049'
  | '003-061'
  | '003-338'
  | '010-003'
  | '010-007'
  | '010-011'
  | '010-012'
  | '010-017'
  | '010-019'
  | '010-022'
  | '010-023'
  | '010-050'
>;

/** The service answered with an error, or with any status from 400. */
export class APIError extends Error {
  constructor(code: APICodes);
  name: 'APIError';
  /** The service's code, or the HTTP status as text. The same as `message`. */
  code: APICodes;
  description?: string;
  details?: { operation_id?: string; [key: string]: unknown };
  /** The HTTP status. */
  status?: number;
  /** Seconds until the service wants to be asked again. */
  retryAfter?: number;
  /** The service's name for the request, for its support. */
  requestId?: string;
}

/** The call did not come to an answer of the service. */
export class SDKError extends Error {
  constructor(message: string);
  name: 'SDKError';
  kind?:
    | 'config'
    | 'argument'
    | 'network'
    | 'timeout'
    | 'aborted'
    | 'response'
    | 'environment'
    | 'state'
    | 'internal';
  cause?: unknown;
}

/** An AbortController in the shape of an axios cancel token source. */
export interface CancelTokenSource {
  token: AbortSignal;
  /** Stops the calls that were given the token; they reject with a DOMException named AbortError. */
  cancel(reason?: unknown): void;
}

export const CancelToken: { source(): CancelTokenSource };

/** Whether a call rejected with this because it was cancelled. */
export function isCancel(error: unknown): boolean;

/**
 * Loads the wasm asynchronously, once: needed in the `slim` entry, and where a browser refuses to
 * compile on the spot. Left out: the wasm of this package.
 */
export function init(
  input?:
    | BufferSource
    | WebAssembly.Module
    | string
    | URL
    | globalThis.Response
    | PromiseLike<BufferSource | WebAssembly.Module | globalThis.Response>,
): Promise<void>;

/** The options in force where none is given. */
export const defaultConfig: Readonly<Config>;
/** The documented values of `fullLocale`. */
export const SUPPORTED_LOCALES: readonly string[];
export const SUPPORTED_LANGUAGES: readonly string[];
/** The social networks, each name its own value. */
export const Socials: { readonly [Name in SocialName]: Name };
/** How a field that was asked for is confirmed. */
export const ConfirmationType: { readonly CODE: 'code'; readonly LINK: 'link' };
export type ConfirmationType = 'code' | 'link';
/** The version of this package. */
export const version: string;

declare const XsollaLogin: {
  Api: typeof Api;
  APIError: typeof APIError;
  SDKError: typeof SDKError;
  CancelToken: typeof CancelToken;
  isCancel: typeof isCancel;
  init: typeof init;
  defaultConfig: typeof defaultConfig;
  SUPPORTED_LOCALES: typeof SUPPORTED_LOCALES;
  SUPPORTED_LANGUAGES: typeof SUPPORTED_LANGUAGES;
  Socials: typeof Socials;
  ConfirmationType: typeof ConfirmationType;
  version: string;
};
export default XsollaLogin;
