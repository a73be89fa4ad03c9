import type { Api } from 'xsolla-login-wasm';

/**
 * The instances of the page: one in JWT mode for the page's own forms and, if the project has an
 * OAuth 2.0 client, one for signing in at the service's page.
 */
export interface Apis {
  jwt: Api;
  oauth?: Api;
}
