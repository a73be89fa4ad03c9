// The arguments of sign-up, of sign-in and of one-time codes.

/** Name and password. */
export interface User {
  /** User name or email address, as the user typed it. */
  username: string;
  /** Password. The package puts it into no error. */
  password: string;
  /**
   * Whether the user stays signed in for longer. If omitted, the service decides.
   *
   * @defaultValue none
   */
  remember_me?: boolean | undefined;
}

/**
 * A new account; sent as given. (The types of the original SDK allow `boolean` where only a string
 * makes sense, and so do these.) Limits of the service: `username` 3 to 255 characters, `email` 1
 * to 255, `password` 6 to 100. Omitted members are not sent.
 */
export interface UserInfo {
  /** User name. */
  username?: string | boolean | undefined;
  /** Email address. */
  email?: string | boolean | undefined;
  /** Password. The package puts it into no error. */
  password?: string | boolean | undefined;
  /** Display name. */
  nickname?: string | undefined;
  /** Whether the user accepts the terms. */
  accept_consent?: string | boolean | undefined;
  /** Whether the user wants emails from the publisher. */
  promo_email_agreement?: string | number | boolean | undefined;
  /** The project's other fields, by name. */
  fields?: object | undefined;
}

/** The argument of `signup`. */
export interface SignUpProps {
  /** The new account. */
  userInfo: UserInfo;
  /**
   * The solved captcha, if the same call was rejected with code 003-338 or 010-007.
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
   * The solved captcha, if the same call was rejected with code 003-338 or 010-007.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** The argument of `resendEmail` and `reset`. */
export interface Username {
  /** User name or email address. */
  username: string;
  /**
   * The solved captcha, if the same call was rejected with code 003-338 or 010-007.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** A solved captcha. Everything except `captcha_id` is sent, as headers. */
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

/** The complete result of the captcha. */
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
   * Whether this call uses the OAuth path. If omitted, the mode of the instance decides.
   *
   * @defaultValue the mode of the instance
   */
  isOauth2?: boolean | undefined;
  /**
   * The solved captcha, if the same call was rejected with code 003-338 or 010-007.
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
  /** Email address; sent in lower case. */
  email: string;
}

/** What `loginWithPhoneCode` and `loginWithEmailCode` have in common. */
interface CodeLogin {
  /** The one-time code. */
  code: string | number;
  /** The operation that the code belongs to, from the call that sent the code. */
  operation_id: string;
  /**
   * Whether this call uses the OAuth path. If omitted, the mode of the instance decides.
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
  /** The email address that the code was sent to; sent in lower case. */
  email: string;
}

/**
 * The arguments of `phoneGetCode` and `loginWithPhoneCode` in one type, for code written for
 * `@xsolla/login-sdk`. If a member that the call needs is missing, the call rejects at run time
 * with an {@link SDKError} of kind `argument`; {@link PhoneCodeRequest} and {@link PhoneCodeLogin}
 * catch this at compile time. The defaults are the same as theirs.
 */
export interface PhoneGetCode {
  /** Whether this call uses the OAuth path. */
  isOauth2: boolean;
  /** Phone number: `+` and 5 to 25 digits. */
  phone_number?: string | undefined;
  /** The one-time code. */
  code?: string | undefined;
  /** Where the link in the message leads. */
  link_url?: string | undefined;
  /** The operation that the code belongs to. */
  operation_id?: string | undefined;
  /** The solved captcha, if the same call was rejected with code 003-338 or 010-007. */
  captchaData?: CaptchaData | undefined;
}

/**
 * The arguments of `emailGetCode` and `loginWithEmailCode` in one type, for code written for
 * `@xsolla/login-sdk`; see {@link PhoneGetCode}.
 */
export interface EmailGetCode {
  /** Whether this call uses the OAuth path. */
  isOauth2: boolean;
  /** Email address; sent in lower case. */
  email?: string | undefined;
  /** The one-time code. */
  code?: string | undefined;
  /** Where the link in the message leads. */
  link_url?: string | undefined;
  /** The operation that the code belongs to. */
  operation_id?: string | undefined;
  /** The solved captcha, if the same call was rejected with code 003-338 or 010-007. */
  captchaData?: CaptchaData | undefined;
}
