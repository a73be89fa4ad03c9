// What the hooks get.
import type { APICodes } from './codes.js';

/** What `onRequest` receives. */
export interface RequestReport {
  /** `'GET'`, `'POST'` or `'PUT'`. */
  method: string;
  /** Path below `apiUrl`, without the query. For a project file: its path below the project. */
  path: string;
  /** 1 for the first attempt of a call. */
  attempt: number;
}

/** What `onResponse` receives. */
export interface ResponseReport extends RequestReport {
  /** HTTP status; 0 if there was no response, or only a redirect that scripts may not see. */
  status: number;
  /** Milliseconds from the request to the end of the response. */
  ms: number;
  /**
   * The service's error code if it responded with an error, including an error that is a result of the call, as for
   * `getConfirmCode`; see {@link APICodes}.
   */
  code?: APICodes;
}
