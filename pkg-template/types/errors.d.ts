// What calls reject with.
import type { APICodes } from './codes.js';

/** Additional data that the service sends with some errors. */
export interface ErrorDetails {
  /** The operation that the user has to confirm. */
  operation_id?: string;
  /** Any other data. */
  [key: string]: unknown;
}

/** What an {@link APIError} can contain besides its code. */
export interface APIErrorFields {
  /** The service's description of the error. */
  description?: string | undefined;
  /** Additional data from the service. */
  details?: ErrorDetails | undefined;
  /** HTTP status. */
  status?: number | undefined;
  /** Seconds to wait before asking the service again. */
  retryAfter?: number | undefined;
  /** The service's id of the request. */
  requestId?: string | undefined;
}

/**
 * The service responded with an error, or with any status of 400 or above. Its `name` is
 * `'APIError'`, its `message` the code.
 */
export class APIError extends Error {
  /**
   * @param code - The service's code.
   * @param fields - What else is known.
   */
  constructor(code: APICodes, fields?: APIErrorFields);
  /** The service's code, or the HTTP status as a string if there is none. */
  code: APICodes;
  /** The service's description of the error, in English. */
  description?: string;
  /** Additional data from the service; `operation_id` if something has to be confirmed. */
  details?: ErrorDetails;
  /** HTTP status (RFC 9110, 15); 0 for an error that was read from a URL or a result. */
  status: number;
  /** Seconds to wait before asking the service again (`Retry-After`, RFC 9110, 10.2.3). */
  retryAfter?: number;
  /** The service's id of the request (`x-request-id`), for its support. */
  requestId?: string;
  /** The earlier failure: in `fetchConfig`, why the project's files could not be read. */
  cause?: unknown;
}

/**
 * Why a call did not get a usable response from the service.
 *
 * - `config`: an option is missing or of the wrong type; thrown by `new Api()` and `updateConfig`.
 * - `argument`: an argument, or an option that the call needs, is missing or wrong; nothing was
 *   sent.
 * - `network`: no response: offline, DNS, refused, redirected, or blocked for this origin (CORS).
 * - `timeout`: the call reached its time limit.
 * - `aborted`: the browser, not the caller, stopped the request, for example because the user left
 *   the page; or the user closed the popup that {@link listenForLogin} waits for.
 * - `response`: a successful response whose body is not JSON, is cut off, missing, or over 5 MB; a
 *   URL without sign-in parameters, or with a parameter twice.
 * - `environment`: something is missing or not allowed here: `fetch`, WebAssembly, a page,
 *   `crypto.subtle`.
 * - `state`: a callback or a result does not belong to a sign-in that started here, came too late,
 *   or was already used (RFC 6749, 10.12); its `iss` is not the option `issuer`; nobody is signed in,
 *   or was signed out in the meantime; or the session has no refresh token. Start the sign-in again.
 * - `internal`: the wasm failed; the next call restarts it.
 */
export type SDKErrorKind =
  | 'config'
  | 'argument'
  | 'network'
  | 'timeout'
  | 'aborted'
  | 'response'
  | 'environment'
  | 'state'
  | 'internal';

/** What an {@link SDKError} can contain besides its message. */
export interface SDKErrorFields {
  /** Why the call failed. */
  kind?: SDKErrorKind | undefined;
  /** The underlying error. */
  cause?: unknown;
}

/** The call did not get a usable response from the service. */
export class SDKError extends Error {
  /**
   * @param message - A sentence for developers.
   * @param fields - What else is known.
   */
  constructor(message: string, fields?: SDKErrorFields);
  /** Distinguishes it from other errors. */
  name: 'SDKError';
  /** Why. Always there, except in an error that your app created itself. */
  kind?: SDKErrorKind;
  /**
   * The underlying error, or only the name of an exception if its text could reveal what was sent.
   */
  cause?: unknown;
}
