// What calls resolve to.
import type { APICodes } from './codes.js';
import type { ErrorDetails } from './errors.js';
import type { AskFields } from './settings.js';

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
