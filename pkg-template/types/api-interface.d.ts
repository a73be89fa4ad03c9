// The calls without the class.
import type { Api } from './api.js';
import type { LogoutProps, LogoutSessions, SetPassword, SetPasswordProps } from './arguments.js';
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
import type { Open } from './helpers.js';
import type { ConfigChanges } from './options.js';
import type {
  CodeResponse,
  OperationResponse,
  RedirectResponse,
  Response,
  SignUpResponse,
  SsoResponse,
} from './results.js';

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
