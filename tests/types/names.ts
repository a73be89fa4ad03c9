// Every name that the package exports. The types and the values must agree.
import XsollaLogin, * as named from 'xsolla-login-wasm';
import type {
  Api,
  APICodes,
  APIErrorFields,
  ApiErrorType,
  ApiInterface,
  AgreementProps,
  AskField,
  AskFieldInterface,
  AskFields,
  AskFieldsResult,
  AskProps,
  AskResponse,
  AuthorizationFlow,
  AuthorizationOptions,
  CallOptions,
  Cancellation,
  CancelTokenSource,
  CaptchaData,
  CaptchaOptions,
  ChallengeResult,
  CodeExchange,
  CodeResponse,
  CompletedSignIn,
  Config,
  ConfigChanges,
  ConfigOptions,
  ConfirmationType,
  ConfirmCode,
  ConfirmProps,
  ConfirmResponse,
  EmailCodeLogin,
  EmailCodeRequest,
  EmailGetCode,
  EmptyResponse,
  ErrorDetails,
  ErrorResult,
  FieldType,
  ListenOptions,
  LoginMessage,
  LoginProps,
  LoginResponse,
  LoginUrl,
  LogoutProps,
  LogoutSessions,
  NavigationOptions,
  NoSessionResult,
  Oauth2AuthParams,
  Oauth2ConsentValidate,
  OperationResponse,
  OtpProps,
  PhoneCodeLogin,
  PhoneCodeRequest,
  PhoneGetCode,
  PushCodeParams,
  RedirectResponse,
  RefreshProps,
  RegistrationField,
  RegistrationFields,
  RequestReport,
  Response,
  ResponseReport,
  SDKErrorFields,
  SDKErrorKind,
  Session,
  SessionOptions,
  SessionStorageAdapter,
  SetPassword,
  SetPasswordProps,
  SettingsResponse,
  ShouldContainType,
  SignInAnswer,
  SignInResult,
  SignUpProps,
  SignUpResponse,
  SilentSignInResult,
  SocialLink,
  SocialLinks,
  Socials,
  SolvedCaptcha,
  SsoCodeResult,
  SsoResponse,
  Theme,
  TokenResult,
  Tokens,
  TokensResult,
  UrlResponse,
  User,
  UserDetails,
  UserInfo,
  Username,
  ValidationSettingsState,
  ValidationType,
  VisualSettings,
  WasmSource,
} from 'xsolla-login-wasm';
import { type Equal, is } from './equal.js';

// Exact types for the methods of `Api` whose types are wrong in the original SDK.
type Answer<Name extends Exclude<keyof Api, 'session'>> = Awaited<ReturnType<Api[Name]>>;
is<Equal<Answer<'resendEmail'>, CodeResponse>>();
is<Equal<Answer<'reset'>, CodeResponse>>();
is<Equal<Answer<'set'>, CodeResponse>>();
is<Equal<Answer<'logout'>, CodeResponse>>();
is<Equal<Answer<'clearSSO'>, CodeResponse>>();
is<Equal<Answer<'oauth2PostConsent'>, CodeResponse>>();
is<Equal<Answer<'updateConfig'>, Config>>();
is<Equal<Answer<'getConfig'>, Config>>();
is<Equal<Answer<'fetchConfig'>, SettingsResponse>>();
is<Equal<Answer<'signup'>, SignUpResponse>>();
is<Equal<Answer<'login'>, LoginResponse>>();
is<Equal<Answer<'loginWithPhoneCode'>, LoginResponse>>();
is<Equal<Answer<'loginWithEmailCode'>, LoginResponse>>();
is<Equal<Answer<'oneTapLogin'>, LoginResponse>>();
is<Equal<Answer<'phoneGetCode'>, OperationResponse>>();
is<Equal<Answer<'emailGetCode'>, OperationResponse>>();
is<Equal<Answer<'getConfirmCode'>, ConfirmResponse>>();
is<Equal<Answer<'waitForConfirmCode'>, ConfirmCode>>();
is<Equal<Answer<'getAskFields'>, AskFields>>();
is<Equal<Answer<'ask'>, AskResponse>>();
is<Equal<Answer<'checkUserAuthSSO'>, SsoResponse>>();
is<Equal<Answer<'userAuthSSOWithRedirect'>, RedirectResponse>>();
is<Equal<Answer<'agreement'>, UrlResponse>>();
is<Equal<Answer<'getSocialLink'>, UrlResponse>>();
is<Equal<Answer<'otpLogin'>, UrlResponse>>();
is<Equal<Answer<'otpResendCode'>, Response | EmptyResponse>>();
is<Equal<Answer<'pushConfirmCode'>, Response | EmptyResponse>>();
is<Equal<Answer<'oauth2ConsentValidate'>, Oauth2ConsentValidate>>();
is<Equal<Answer<'oauth2Auth'>, void>>();

// Complete sign-in.
is<Equal<Answer<'createAuthorizationUrl'>, AuthorizationFlow>>();
is<Equal<Answer<'authorize'>, AuthorizationFlow>>();
is<Equal<Answer<'handleRedirectCallback'>, SignInResult>>();
is<Equal<Answer<'completeLogin'>, CompletedSignIn>>();
is<Equal<Answer<'exchangeCode'>, Tokens>>();
is<Equal<Answer<'refresh'>, Tokens>>();
is<Equal<Answer<'getUser'>, UserDetails>>();
is<Equal<Answer<'silentSignIn'>, SilentSignInResult>>();
is<Equal<Api['session'], Session>>();
is<Equal<SignInResult, TokensResult | TokenResult | ChallengeResult>>();
is<Equal<CompletedSignIn, SignInResult | AskFieldsResult>>();
is<Equal<Config['session'], SessionOptions | undefined>>();
is<
  Equal<keyof Session, 'current' | 'subscribe' | 'get' | 'getAccessToken' | 'onChange' | 'logout'>
>();
is<Equal<typeof named.readLoginUrl, (url: string | URL) => LoginUrl>>();
is<Equal<typeof named.listenForLogin, (args: ListenOptions) => Promise<LoginMessage>>>();

// The 28 calls, and the new ones.
type Original = keyof ApiInterface;
type Flows = 'createAuthorizationUrl' | 'authorize' | 'handleRedirectCallback' | 'completeLogin';
type Held = 'session' | 'exchangeCode' | 'refresh' | 'getUser' | 'silentSignIn';
is<Equal<Original, keyof Api>>();
/** What an implementation of the original SDK's calls need not have. */
type Added = { [Name in Original]-?: {} extends Pick<ApiInterface, Name> ? Name : never }[Original];
is<Equal<Added, 'waitForConfirmCode' | Flows | Held>>();
export const asInterface = (api: Api): ApiInterface => api;

// The default export has all named exports.
is<Equal<keyof typeof XsollaLogin, Exclude<keyof typeof named, 'default' | 'module.exports'>>>();
is<Equal<XsollaLogin.Api, Api>>();
is<Equal<typeof XsollaLogin.Api, typeof named.Api>>();
is<Equal<XsollaLogin.Config, Config>>();

// Arguments and results.
export interface Names {
  arguments: [
    AgreementProps,
    AskProps,
    AuthorizationOptions,
    CallOptions,
    Cancellation,
    CancelTokenSource,
    CaptchaData,
    CaptchaOptions,
    CodeExchange,
    ConfigChanges,
    ConfigOptions,
    ConfirmProps,
    EmailCodeLogin,
    EmailCodeRequest,
    EmailGetCode,
    ListenOptions,
    LoginProps,
    LogoutProps,
    LogoutSessions,
    NavigationOptions,
    Oauth2AuthParams,
    OtpProps,
    PhoneCodeLogin,
    PhoneCodeRequest,
    PhoneGetCode,
    PushCodeParams,
    RefreshProps,
    SessionStorageAdapter,
    SetPassword,
    SetPasswordProps,
    SignInAnswer,
    SignUpProps,
    SolvedCaptcha,
    User,
    UserInfo,
    Username,
    WasmSource,
  ];
  results: [
    APICodes,
    APIErrorFields,
    ApiErrorType,
    AskField,
    AskFieldInterface,
    ConfirmationType,
    ErrorDetails,
    ErrorResult,
    FieldType,
    NoSessionResult,
    RegistrationField,
    RegistrationFields,
    RequestReport,
    ResponseReport,
    SDKErrorFields,
    SDKErrorKind,
    ShouldContainType,
    SocialLink,
    SocialLinks,
    Socials,
    SsoCodeResult,
    Theme,
    ValidationSettingsState,
    ValidationType,
    VisualSettings,
  ];
}

// Values.
is<Equal<typeof named.version, string>>();
is<Equal<typeof named.Socials.google, 'google'>>();
is<Equal<typeof named.ConfirmationType, { readonly CODE: 'code'; readonly LINK: 'link' }>>();
is<Equal<Socials, keyof typeof named.Socials>>();
is<Equal<ConfirmationType, named.ConfirmationType.CODE | named.ConfirmationType.LINK>>();
export const locales: readonly string[] = named.SUPPORTED_LOCALES;
export const base: string = named.defaultConfig.apiUrl;
export const started: Promise<void>[] = [
  named.init(),
  named.init(new URL('https://game.example/xsolla-login.wasm')),
  named.init(fetch('/xsolla-login.wasm')),
  named.init(new Uint8Array()),
];
