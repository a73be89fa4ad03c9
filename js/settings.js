// What `fetchConfig` makes of the files it fetched. Which of it may become an option, the wasm
// decides.
import { nameOf, sdkError } from './errors.js';
import { put } from './host.js';
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
 * @param {{ files?: any[], old?: any, theme?: any, query: string, isOauth: boolean,
 *   locale?: string }} fetched `files`: auth settings, socials, theme, client details; or `old`, the
 *   answer of the old address, with the theme of `themeJSON` if that came
 */
export const settings = (fetched) => {
  try {
    return optionsOf(fetched);
  } catch (cause) {
    // The answer is JSON: only its depth can be too much.
    throw sdkError('response', 'a settings file is nested too deep', nameOf(cause));
  }
};

/** @param {Parameters<typeof settings>[0]} fetched */
const optionsOf = ({ files, old, theme, query, isOauth, locale }) => {
  if (!files) {
    const parameters = /** @type {[string, string][]} */ (locale ? [['locale', locale]] : []);
    const links = socialLinks(old?.social_links, ({ url }) => withParameters(url, parameters));
    return common(old, theme ?? old?.theme, upper(old?.geo_ip_country), links);
  }
  const [auth, socials, fileTheme, details] = files;
  const country = upper(details?.geo_ip_country);
  const region = socials?.[regionOf(country)];
  const lists = { custom: socials?.custom, ...(isObject(region) ? region : {}) };
  const links = socialLinks(lists, (entry) =>
    withParameters(isOauth ? entry.oauth2 : entry.jwt, new URLSearchParams(query)),
  );
  return common(auth, fileTheme, country, links);
};
