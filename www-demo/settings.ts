// Where the service is. The demo server tells by /config.js; the address bar has the last word.

import type { Api } from 'xsolla-login-wasm';

import { XsollaLogin } from './checked-package.ts';
import { textsOf } from './json.ts';
import { currentLocale } from './locale.ts';
import { hooks } from './workshop.ts';

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

declare global {
  interface Window {
    demoConfig?: Settings;
  }
}

/**
 * The instances of the page: one for what it asks for itself, by JWT, and, where the project has an
 * OAuth 2.0 client, one for the service's own page.
 */
export interface Apis {
  jwt: Api;
  oauth?: Api;
}

/** What the address bar may say. */
const NAMES = ['apiUrl', 'projectId', 'clientId', 'timeout', 'resendSeconds'] as const;
const STORE = 'demo-settings';

/** This page without anything that belongs to one visit only: where the service sends people back. */
export const pageUrl = location.origin + location.pathname.replace(/index\.html$/, '');

/** Where the project's settings are, if not where the package looks by itself. */
const FILES = ['settingsJSON', 'socialsJSON', 'themeJSON'] as const;

/** What belongs to the project. */
const OF_PROJECT = ['clientId', ...FILES] as const;

/** What the address has said, now or earlier in this tab. */
let own: Record<string, string> = {};

export function readSettings(): Settings {
  const given = { ...window.demoConfig };
  own = remembered(fromAddress());
  // The files and the client of the demo's project say nothing about another one.
  if (own.projectId) for (const name of OF_PROJECT) delete given[name];
  const settings: Settings = { ...given, ...own };
  // The outbox of the demo's service gets nothing from another one.
  if (!isBeside(settings.outboxUrl, settings.apiUrl)) delete settings.outboxUrl;
  return settings;
}

/**
 * The address that another tab, which remembers nothing, finds the same service with.
 *
 * @param query what else it says
 */
export function pageUrlWith(query: Record<string, string>): string {
  return `${pageUrl}?${new URLSearchParams({ ...own, ...query })}`;
}

function isBeside(page: string | undefined, service: string | undefined): boolean {
  const [one, other] = [page, service].map(originOf);
  return one !== undefined && one === other;
}

function originOf(url: string | undefined): string | undefined {
  return url && URL.canParse(url, pageUrl) ? new URL(url, pageUrl).origin : undefined;
}

function fromAddress(): Record<string, string> {
  const query = new URLSearchParams(location.search);
  const found: Record<string, string> = {};
  for (const name of NAMES) {
    const value = query.get(name);
    if (value) found[name] = value;
  }
  return found;
}

/** The service sends people back to the bare address, so what was given once holds for the tab. */
function remembered(found: Record<string, string>): Record<string, string> {
  try {
    const before = textsOf(JSON.parse(sessionStorage.getItem(STORE) ?? '{}'));
    const all = { ...before, ...found };
    if (Object.keys(found).length) sessionStorage.setItem(STORE, JSON.stringify(all));
    return all;
  } catch {
    return found; // storage is blocked: the address bar alone decides
  }
}

/** The instances of the page. */
export function createApis(settings: Settings): Apis {
  const { apiUrl, projectId = '', clientId, timeout } = settings;
  const files: Pick<Settings, (typeof FILES)[number]> = Object.fromEntries(
    FILES.filter((name) => settings[name]).map((name) => [name, settings[name]]),
  );
  const common = {
    projectId,
    apiUrl,
    ...files,
    ...hooks(),
    fullLocale: currentLocale(),
    // Nobody looks at a sign-in button for the default half minute.
    timeout: Number(timeout) || 15_000,
  };
  const jwt = new XsollaLogin.Api({ ...common, callbackUrl: pageUrl });
  if (!clientId) return { jwt };
  const client = { is_oauth2: true, clientId, redirectUri: pageUrl };
  // Without this scope there is nothing to refresh the access token with.
  return { jwt, oauth: new XsollaLogin.Api({ ...common, ...client, scope: 'offline' }) };
}
