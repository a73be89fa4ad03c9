// The error codes of the service.
import type { Open } from './helpers.js';

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
