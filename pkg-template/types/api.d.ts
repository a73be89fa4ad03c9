// The calls.
import type {
  AgreementProps,
  AskProps,
  AuthorizationOptions,
  CodeExchange,
  ConfirmProps,
  LogoutProps,
  LogoutSessions,
  OtpProps,
  PushCodeParams,
  RefreshProps,
  SetPassword,
  SetPasswordProps,
} from './arguments.js';
import type { CallOptions, CaptchaOptions, NavigationOptions } from './call-options.js';
import type {
  EmailCodeLogin,
  EmailCodeRequest,
  EmailGetCode,
  LoginProps,
  PhoneCodeLogin,
  PhoneCodeRequest,
  PhoneGetCode,
  SignUpProps,
  Username,
} from './credentials.js';
import type { Socials } from './enums.js';
import type { Open, Whole } from './helpers.js';
import type { Config, ConfigChanges, ConfigOptions } from './options.js';
import type { URL } from './platform.js';
import type {
  AskResponse,
  CodeResponse,
  ConfirmCode,
  ConfirmResponse,
  EmptyResponse,
  LoginResponse,
  Oauth2ConsentValidate,
  OperationResponse,
  RedirectResponse,
  Response,
  SignUpResponse,
  SsoResponse,
  UrlResponse,
  UserDetails,
} from './results.js';
import type { Session } from './session.js';
import type { AskFields, SettingsResponse } from './settings.js';
import type {
  AuthorizationFlow,
  CompletedSignIn,
  SignInAnswer,
  SignInResult,
  SilentSignInResult,
  Tokens,
} from './sign-in.js';

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
