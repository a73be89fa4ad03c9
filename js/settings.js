// What `fetchConfig` makes of the files it fetched. Which of it may become an option, the wasm
// decides.
import * as calls from './generated/calls.js';
import { isReason } from './cancel.js';
import { nameOf, SDKError } from './errors.js';
import { now } from './clock.js';
import { field, put } from './host.js';
import { defaultTheme, regions } from '../src/values.json';

/** Addresses of the settings that are shown in the user's language. */
const ADDRESSES = ['tos_url', 'consent_url', 'cookie_policy', 'privacy_policy'];

/** @param {unknown} value */
const isObject = (value) => Object(value) === value && !Array.isArray(value);

/**
 * An address with these parameters, before its fragment; one that is no absolute address stays.
 * @param {any} address
 * @param {Iterable<[string, string]>} parameters
 */
const withParameters = (address, parameters) => {
  try {
    const url = new URL(address);
    for (const [name, value] of parameters) url.searchParams.set(name, value);
    return url.href;
  } catch {
    return address;
  }
};

const language = () => globalThis.navigator?.language?.trim().split(/[-_]/)[0] || 'en';

/**
 * `over` over `base`, key by key, down to what is no object.
 * @param {any} base
 * @param {any} over
 * @returns {any}
 */
const merged = (base, over) => {
  if (!isObject(over)) return over === undefined || over === null ? base : over;
  const result = isObject(base) ? { ...base } : {};
  for (const [key, value] of Object.entries(over)) {
    const own = Object.prototype.hasOwnProperty.call(result, key) ? result[key] : undefined;
    put(result, key, merged(own, value));
  }
  return result;
};

/**
 * @param {any} lists the two lists of a region, and perhaps a `custom` entry
 * @param {(entry: any) => string} address
 */
const socialLinks = (lists, address) => {
  const links = (/** @type {unknown} */ list) =>
    (Array.isArray(list) ? list : [])
      .filter(isObject)
      .map((entry) => ({ name: entry.name, url: address(entry) }));
  const custom = isObject(lists?.custom) ? [lists.custom] : [];
  const primary = links([...custom, ...(Array.isArray(lists?.primary) ? lists.primary : [])]);
  const secondary = links(lists?.secondary);
  return { primary, secondary, all: [...primary, ...secondary], showOtherLink: false };
};

/** @param {unknown} country */
const upper = (country) => (typeof country === 'string' && country.trim().toUpperCase()) || 'US';

/** @param {string} country */
const regionOf = (country) =>
  Object.entries(regions).find(([, countries]) => countries.includes(country))?.[0] ?? '6';

/**
 * @param {any} settings
 * @param {any} theme
 * @param {string} country
 * @param {object} social_links
 */
const common = (settings, theme, country, social_links) => {
  const options = { ...(isObject(settings) ? settings : {}) };
  for (const name of ADDRESSES) {
    if (typeof options[name] === 'string' && options[name]) {
      options[name] = withParameters(options[name], [['xsolla_lang', language()]]);
    }
  }
  return {
    ...options,
    theme: merged(defaultTheme, isObject(theme) ? theme : {}),
    geo_ip_country: country,
    social_links,
  };
};

/**
 * The options that the fetched files hold.
 * @param {any[]} files auth settings, socials, theme, client details
 * @param {URLSearchParams} query that the addresses of social networks get
 * @param {boolean} isOauth which of their addresses counts
 */
const ofFiles = ([auth, socials, theme, details], query, isOauth) => {
  const country = upper(details?.geo_ip_country);
  const region = socials?.[regionOf(country)];
  const lists = { custom: socials?.custom, ...(isObject(region) ? region : {}) };
  const links = socialLinks(lists, (entry) =>
    withParameters(isOauth ? entry.oauth2 : entry.jwt, query),
  );
  return common(auth, theme, country, links);
};

/**
 * The same of the answer of the old address.
 * @param {any} old
 * @param {any} theme of `themeJSON`, if that came
 * @param {URLSearchParams} query
 */
const ofOld = (old, theme, query) => {
  const locale = [...query].filter(([name]) => name === 'locale');
  const links = socialLinks(old?.social_links, ({ url }) => withParameters(url, locale));
  return common(old, theme ?? old?.theme, upper(old?.geo_ip_country), links);
};

/**
 * Fetches the files of the project and the client's details at once, the old address if one of them
 * fails, and makes options of what came.
 * @param {import('./core.js').Core} core
 * @param {unknown} options
 */
export const fetchConfig = async (core, options) => {
  const started = now();
  const { isOauth2 } = core;
  const query = new URL(core.address(calls.socialQuery)).searchParams;
  const [themeJSON, fresh] = [core.option('themeJSON'), core.option('disableCache')];
  /** @param {number} index @param {unknown} url */
  const file = (index, url) =>
    core.call(index, [{ url, now: url || !fresh ? undefined : Date.now() }, options], started);
  const files = [
    file(calls.authFile, core.option('settingsJSON')),
    file(calls.socialsFile, core.option('socialsJSON')),
    file(calls.themeFile, themeJSON),
    core.call(calls.clientDetails, [options], started),
  ];
  /** @type {() => any} */
  let found;
  try {
    const all = await Promise.all(files);
    found = () => ofFiles(all, query, isOauth2);
  } catch (first) {
    // What the caller has cancelled with, or given wrong, is not the service's.
    if (isReason(first) || field(first, 'kind') === 'argument') throw first;
    const old = await core.call(calls.oldSettings, [options], started).catch((error) => {
      if (!isReason(error)) put(error, 'cause', first, false);
      throw error;
    });
    const own = themeJSON && (await files[2].catch(() => undefined));
    found = () => ofOld(old, own, query);
  }
  try {
    core.adopt(found(), true);
  } catch (cause) {
    if (field(cause, 'kind') === 'internal') throw cause;
    // What came is JSON: only its depth can be too much.
    throw new SDKError('a settings file is nested too deep', {
      kind: 'response',
      cause: nameOf(cause),
    });
  }
};
