// The arguments of the other calls.
import type { Cancellation } from './cancel.js';
import type { SolvedCaptcha } from './credentials.js';
import type { Socials } from './enums.js';
import type { Open } from './helpers.js';
import type { AbortSignal, MessageEventSource } from './platform.js';

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
  /** The new password. The package puts it into no error. */
  new_password: string;
  /** `reset_code` from the URL that the link in the email led to. */
  reset_code: string | number;
  /** `user_id` from the same URL. */
  user_id: string | number;
}

/** The argument of `set`, with alternative names. */
export interface SetPasswordProps {
  /** The new password. The package puts it into no error. */
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
