// Cancelling a call.
import type { AbortController, AbortSignal, DOMException } from './platform.js';

/** An AbortController in the shape of an axios cancel token source. */
export interface CancelTokenSource {
  /** For `cancelToken`, or for `signal` of any call. */
  token: AbortSignal;
  /**
   * Cancels every call that was given the token.
   *
   * @param reason - A string, used for the `DOMException` named AbortError that they reject with;
   * or an object, which they reject with unchanged.
   */
  cancel(reason?: unknown): void;
}

/** Creates tokens for `cancelToken`, so that you do not need axios for them. */
export const CancelToken: {
  /** Returns a new token and the function that cancels it. */
  source(): CancelTokenSource;
};

/**
 * Whether a call rejected with this error because it was cancelled: a `DOMException` named
 * AbortError, axios' cancel object, or any object that was the reason of a cancelled call. A reason
 * that is not an object cannot be recognized.
 *
 * @typeParam Reason - The type of reason that your app cancels with, if that is not the browser's
 * own exception.
 * @param error - What a call rejected with.
 * @returns `true` if the call was cancelled.
 */
export function isCancel<Reason extends object = DOMException>(error: unknown): error is Reason;

/**
 * What `cancelToken` can be: a signal, a controller, the result of {@link CancelToken}, an axios
 * token, or the source of one.
 */
export type Cancellation =
  | AbortSignal
  | AbortController
  | CancelTokenSource
  | {
      /** Settles when an axios token is cancelled. */
      promise: PromiseLike<unknown>;
    }
  | {
      /** The token of an axios source. */
      token: {
        /** Settles when the token is cancelled. */
        promise: PromiseLike<unknown>;
      };
    };
