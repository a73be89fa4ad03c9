// The language of the page, and the locale that the service is told. The player chooses; until then it is
// what the address says, or what the browser asks for.

import { byId, make } from './dom.js';
import { XsollaLogin } from './package.js';
import { hasWordsIn, say, speak, t, inWords, whenSpoken } from './texts.js';

const STORE = 'demo-locale';

/** @type {readonly string[]} */
const LOCALES = XsollaLogin?.SUPPORTED_LOCALES ?? [];

/** How Chinese is written. @type {Record<string, string>} */
const SCRIPTS = { TW: 'zh-Hant', CN: 'zh-Hans' };

/** English without a region, as the service writes it. */
const ENGLISH = 'en_XX';

let locale = asked();

/** As the option `fullLocale` has it. */
export const currentLocale = () => locale;

/** What the page has to know of it before it shows anything. */
export const speakLocale = () => speak(languageOf(locale));

/** @param {import('./types.js').Apis} apis that are told of every change */
export function startLocale({ jwt, oauth }) {
  const select = byId('locale', HTMLSelectElement);
  const isSpoken = (/** @type {string} */ known) => hasWordsIn(languageOf(known));
  const groups = [
    groupOf('brand.languagePage', LOCALES.filter(isSpoken)),
    groupOf(
      'brand.languageMails',
      LOCALES.filter((known) => !isSpoken(known)),
    ),
  ];
  select.append(...groups);
  select.value = locale;
  explain();
  byId('language').hidden = false;
  select.addEventListener('change', async () => {
    locale = select.value;
    keep(locale);
    for (const api of [jwt, oauth]) api?.updateConfig({ fullLocale: locale });
    await speakLocale();
    explain();
  });
}

/**
 * @param {string} path what the group says of its languages
 * @param {readonly string[]} locales
 */
function groupOf(path, locales) {
  const options = locales.map(optionFor).sort((a, b) => (a.label < b.label ? -1 : 1));
  const group = make('optgroup', { label: inWords(t(path)) }, options);
  whenSpoken(() => (group.label = inWords(t(path))));
  return group;
}

/** What a language is good for that the page itself does not speak. */
function explain() {
  const [language] = locale.split('_');
  const words = t('brand.mailsOnly', { language: nameOf(tagOf(locale)) });
  say(byId('locale-hint'), hasWordsIn(language) ? '' : words);
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
  const tag = tagOf(known);
  const label = nameOf(tag);
  return make('option', { value: known, label, textContent: label, lang: tag });
}

/** As BCP 47 has it. @param {string} known */
function tagOf(known) {
  const [language, region] = known.split('_');
  return SCRIPTS[region] ?? language;
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
