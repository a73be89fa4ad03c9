// The language of the page, and the locale that the service is told. The player chooses; until then it is
// what the address says, or what the browser asks for.

import { byId, make } from './dom.js';
import { XsollaLogin } from './package.js';
import { speak } from './texts.js';

const STORE = 'demo-locale';

/** @type {string[]} */
const LOCALES = XsollaLogin?.SUPPORTED_LOCALES ?? [];

/** English without a region, as the service writes it. */
const ENGLISH = 'en_XX';

let locale = asked();

/** As the option `fullLocale` has it. */
export const currentLocale = () => locale;

/** What the page has to know of it before it shows anything. */
export const speakLocale = () => speak(languageOf(locale));

/** @param {import('./settings.js').Apis} apis that are told of every change */
export function startLocale({ jwt, oauth }) {
  const select = byId('locale');
  select.append(...LOCALES.map(optionFor).sort((a, b) => (a.label < b.label ? -1 : 1)));
  select.value = locale;
  byId('language').hidden = false;
  select.addEventListener('change', async () => {
    locale = select.value;
    keep(locale);
    for (const api of [jwt, oauth]) api?.updateConfig({ fullLocale: locale });
    await speakLocale();
  });
}

/** @returns {string} */
function asked() {
  const wishes = [
    new URLSearchParams(location.search).get('locale'),
    kept(),
    ...navigator.languages,
  ];
  return wishes.map(nearest).find(Boolean) ?? ENGLISH;
}

/**
 * The locale of the list that is meant by a language tag.
 *
 * @param {string | null} wish `ja`, `ja-JP` or `ja_JP`
 */
function nearest(wish) {
  if (!wish) return undefined;
  const [language, region] = wish.split(/[-_]/);
  const alike = LOCALES.filter((known) => languageOf(known) === language.toLowerCase());
  // Chinese as it is written in Taiwan, by its script or by where it is read.
  const country = /^(hant|tw|hk|mo)$/i.test(region ?? '') ? 'TW' : region?.toUpperCase();
  return alike.find((known) => known.endsWith(`_${country}`)) ?? alike[0];
}

/** @param {string} known */
function languageOf(known) {
  return known.split('_')[0];
}

/** A language in its own words. @param {string} known */
function optionFor(known) {
  const [language, region] = known.split('_');
  const tag = { TW: 'zh-Hant', CN: 'zh-Hans' }[region] ?? language;
  const label = nameOf(tag);
  return make('option', { value: known, label, textContent: label, lang: tag });
}

/** @param {string} tag */
function nameOf(tag) {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}

function kept() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null; // storage is blocked
  }
}

/** @param {string} chosen */
function keep(chosen) {
  try {
    localStorage.setItem(STORE, chosen);
  } catch {
    // storage is blocked: it holds until the page is left
  }
}
