// What the modules of the page know of the package, and of what stands beside it.

import type XsollaLogin from 'xsolla-login-wasm';
import type { Api } from 'xsolla-login-wasm';

/** The package, as the script tag leaves it behind. */
export type Package = typeof XsollaLogin;

/** What the demo server says in `config.js`, and what the address bar may say in its place. */
export interface Settings {
  apiUrl?: string;
  projectId?: string;
  clientId?: string | number;
  outboxUrl?: string;
  timeout?: string;
  resendSeconds?: string;
  settingsJSON?: string;
  socialsJSON?: string;
  themeJSON?: string;
}

/**
 * The instances of the page: one for what it asks for itself, by JWT, and, where the project has an
 * OAuth 2.0 client, one for the service's own page.
 */
export interface Apis {
  jwt: Api;
  oauth?: Api;
}

/** What a call behind a button gets. */
export interface Call {
  signal: AbortSignal;
}

/** A message of the sandbox's outbox. */
export interface Mail {
  to: string;
  code?: string | null;
  link?: string | null;
}

declare global {
  interface Window {
    XsollaLogin: Package;
    demoConfig?: Settings;
  }
}
