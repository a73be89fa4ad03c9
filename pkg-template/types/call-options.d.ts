// What every call takes after its arguments.
import type { SolvedCaptcha } from './credentials.js';
import type { AbortSignal } from './platform.js';

/** What every call takes after its arguments. */
export interface CallOptions {
  /**
   * Cancels the call: its request is aborted and its promise rejects with the signal's `reason`. If
   * the signal is already aborted, nothing is sent.
   *
   * @defaultValue none
   */
  signal?: AbortSignal | null | undefined;
  /**
   * Milliseconds that this call may take; 0 for no limit. After that, the call rejects with an
   * {@link SDKError} of kind `timeout`. Negative or NaN: kind `argument`.
   *
   * @defaultValue the option `timeout` of the instance; `25000` for `getConfirmCode`, `180000` for
   * `waitForConfirmCode`
   */
  timeout?: number | null | undefined;
}

/**
 * Options of the calls that can send a captcha: `signup`, `login`, `resendEmail`, `phoneGetCode`, `emailGetCode`,
 * `ask`, `reset`. You can also pass it in their arguments, which win.
 */
export interface CaptchaOptions extends CallOptions {
  /**
   * The solved captcha, if the same call was rejected with code 003-338 or 010-007.
   *
   * @defaultValue none
   */
  captchaData?: SolvedCaptcha | null | undefined;
}

/** Options of `userAuthSSOWithRedirect`. */
export interface NavigationOptions extends CallOptions {
  /**
   * `false`: the page does not navigate, and the result contains the URL.
   *
   * @defaultValue `true`
   */
  navigate?: boolean | null | undefined;
  /**
   * `false`: does not ask the service first whether a user is signed in; for browsers that block
   * third-party cookies.
   *
   * @defaultValue `true`
   */
  check?: boolean | null | undefined;
}
