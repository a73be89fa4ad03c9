// Where the service is. The demo server tells by /config.js; the address bar has the last word.

import { currentLocale } from './locale.js';
import { XsollaLogin } from './package.js';
import { hooks } from './workshop.js';

/** What the address bar may say. @type {(keyof Settings)[]} */
const NAMES = ['apiUrl', 'projectId', 'clientId', 'timeout', 'resendSeconds'];
const STORE = 'demo-settings';

/** This page without anything that belongs to one visit only: where the service sends people back. */
export const pageUrl = location.origin + location.pathname.replace(/index\.html$/, '');

/** Where the project's settings are, if not where the package looks by itself. @type {(keyof Settings)[]} */
const FILES = ['settingsJSON', 'socialsJSON', 'themeJSON'];

/** What belongs to the project. @type {(keyof Settings)[]} */
const OF_PROJECT = ['clientId', ...FILES];

/** What the address has said, now or earlier in this tab. @type {Record<string, string>} */
let own = {};

/** @typedef {import('./types.js').Settings} Settings */

/** @returns {Settings} */
export function readSettings() {
  const given = { ...window.demoConfig };
  own = remembered(fromAddress());
  // The files and the client of the demo's project say nothing about another one.
  if (own.projectId) for (const name of OF_PROJECT) delete given[name];
  const settings = { ...given, ...own };
  // The outbox of the demo's service gets nothing from another one.
  if (!isBeside(settings.outboxUrl, settings.apiUrl)) delete settings.outboxUrl;
  return settings;
}

/**
 * The address that another tab, which remembers nothing, finds the same service with.
 *
 * @param {Record<string, string>} query what else it says
 */
export function pageUrlWith(query) {
  return `${pageUrl}?${new URLSearchParams({ ...own, ...query })}`;
}

/** @param {string | undefined} page @param {string | undefined} service */
function isBeside(page, service) {
  const [one, other] = [page, service].map(originOf);
  return one !== undefined && one === other;
}

/** @param {string | undefined} url */
function originOf(url) {
  return url && URL.canParse(url, pageUrl) ? new URL(url, pageUrl).origin : undefined;
}

function fromAddress() {
  const query = new URLSearchParams(location.search);
  /** @type {Record<string, string>} */
  const found = {};
  for (const name of NAMES) {
    const value = query.get(name);
    if (value) found[name] = value;
  }
  return found;
}

/**
 * The service sends people back to the bare address, so what was given once holds for the tab.
 *
 * @param {Record<string, string>} found
 */
function remembered(found) {
  try {
    /** @type {Record<string, string>} */
    const before = JSON.parse(sessionStorage.getItem(STORE) ?? '{}');
    const all = { ...before, ...found };
    if (Object.keys(found).length) sessionStorage.setItem(STORE, JSON.stringify(all));
    return all;
  } catch {
    return found; // storage is blocked: the address bar alone decides
  }
}

/**
 * The instances of the page.
 *
 * @param {Settings} settings
 * @returns {import('./types.js').Apis}
 */
export function createApis(settings) {
  const { apiUrl, projectId = '', clientId, timeout } = settings;
  /** @type {Pick<Settings, 'settingsJSON' | 'socialsJSON' | 'themeJSON'>} */
  const files = Object.fromEntries(
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
