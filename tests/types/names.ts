// Every name that the package has, and that the types and the values agree.
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
  AskProps,
  AskResponse,
  CallOptions,
  Cancellation,
  CancelTokenSource,
  CaptchaData,
  CaptchaOptions,
  CodeResponse,
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
  LoginProps,
  LogoutProps,
  LogoutSessions,
  NavigationOptions,
  Oauth2AuthParams,
  Oauth2ConsentValidate,
  OperationResponse,
  OtpProps,
  PhoneCodeLogin,
  PhoneCodeRequest,
  PhoneGetCode,
  PushCodeParams,
  RedirectResponse,
  RegistrationField,
  RegistrationFields,
  RequestReport,
  Response,
  ResponseReport,
  SDKErrorFields,
  SDKErrorKind,
  SetPassword,
  SetPasswordProps,
  SettingsResponse,
  ShouldContainType,
  SignUpProps,
  SignUpResponse,
  SocialLink,
  SocialLinks,
  Socials,
  SolvedCaptcha,
  SsoResponse,
  Theme,
  UrlResponse,
  User,
  UserInfo,
  Username,
  ValidationSettingsState,
  ValidationType,
  VisualSettings,
  WasmSource,
} from 'xsolla-login-wasm';
import { type Equal, is } from './equal.js';

// The original's `Api` in exact types, where it has wrong ones.
type Answer<Name extends keyof Api> = Awaited<ReturnType<Api[Name]>>;
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
is<Equal<Answer<'login'>, Response>>();
is<Equal<Answer<'loginWithPhoneCode'>, Response>>();
is<Equal<Answer<'loginWithEmailCode'>, Response>>();
is<Equal<Answer<'oneTapLogin'>, Response>>();
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

// The 28 calls, and the new one.
type Original = keyof ApiInterface;
is<Equal<Exclude<keyof Api, Original>, 'waitForConfirmCode'>>();
is<Equal<Exclude<Original, keyof Api>, never>>();
export const asInterface = (api: Api): ApiInterface => api;

// The default export has the named ones.
is<Equal<keyof typeof XsollaLogin, Exclude<keyof typeof named, 'default' | 'module.exports'>>>();
is<Equal<XsollaLogin.Api, Api>>();
is<Equal<typeof XsollaLogin.Api, typeof named.Api>>();
is<Equal<XsollaLogin.Config, Config>>();

// Arguments and results.
export interface Names {
  arguments: [
    AgreementProps,
    AskProps,
    CallOptions,
    Cancellation,
    CancelTokenSource,
    CaptchaData,
    CaptchaOptions,
    ConfigChanges,
    ConfigOptions,
    ConfirmProps,
    EmailCodeLogin,
    EmailCodeRequest,
    EmailGetCode,
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
    SetPassword,
    SetPasswordProps,
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
