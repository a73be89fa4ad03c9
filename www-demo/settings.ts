// Where the service is: from /config.js of the demo server, overridden by the address bar.

import type { Apis } from './apis.ts';
import { XsollaLogin } from './checked-package.ts';
import { textsOf } from './json.ts';
import { currentLocale } from './locale.ts';
import { hooks } from './workshop.ts';

/** The settings of `config.js`, which the address bar can override. */
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

/** The settings that the address bar can override. */
const NAMES = ['apiUrl', 'projectId', 'clientId', 'timeout', 'resendSeconds'] as const;
const STORE = 'demo-settings';

/** The page's URL without query and fragment: the callback URL. */
export const pageUrl = location.origin + location.pathname.replace(/index\.html$/, '');

/** The URLs of the project's files, if they are not the package's defaults. */
const FILES = ['settingsJSON', 'socialsJSON', 'themeJSON'] as const;

/** The settings that belong to one project. */
const OF_PROJECT = ['clientId', ...FILES] as const;

/** The settings from the address bar, now or earlier in this tab. */
let own: Record<string, string> = {};

export function readSettings(): Settings {
  const given = { ...window.demoConfig };
  own = remembered(fromAddress());
  // Another project has other files and another client.
  if (own.projectId) for (const name of OF_PROJECT) delete given[name];
  const settings: Settings = { ...given, ...own };
  // The outbox does not contain the emails of another service.
  if (!isBeside(settings.outboxUrl, settings.apiUrl)) delete settings.outboxUrl;
  return settings;
}

/**
 * Returns the page's URL with the settings of this tab, for another tab.
 *
 * @param query more parameters
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

/** Keeps the settings for the tab, because the service redirects to the URL without a query. */
function remembered(found: Record<string, string>): Record<string, string> {
  try {
    const before = textsOf(JSON.parse(sessionStorage.getItem(STORE) ?? '{}'));
    const all = { ...before, ...found };
    if (Object.keys(found).length) sessionStorage.setItem(STORE, JSON.stringify(all));
    return all;
  } catch {
    return found; // storage is blocked
  }
}

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
    // Players do not wait for a sign-in as long as the default of 30 s.
    timeout: Number(timeout) || 15_000,
  };
  const jwt = new XsollaLogin.Api({ ...common, callbackUrl: pageUrl });
  if (!clientId) return { jwt };
  const client = { is_oauth2: true, clientId, redirectUri: pageUrl };
  // Without this scope there is no refresh token.
  return { jwt, oauth: new XsollaLogin.Api({ ...common, ...client, scope: 'offline' }) };
}
