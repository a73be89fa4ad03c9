// The language of the page, and the locale that is sent to the service. It comes from the URL, the player's last
// choice, or the browser, in this order.

import type { Apis } from './apis.ts';
import { XsollaLogin } from './checked-package.ts';
import { byId, make } from './dom.ts';
import { hasWordsIn, inWords, say, speak, t, whenSpoken, type Path } from './texts.ts';

const STORE = 'demo-locale';

/** The script of Chinese, by region. */
const SCRIPTS: Record<string, string> = { TW: 'zh-Hant', CN: 'zh-Hans' };

/** English without a region, as the service writes it. */
const ENGLISH = 'en_XX';

let locale = ENGLISH;

/** A value for the option `fullLocale`. */
export const currentLocale = (): string => locale;

/** Chooses the first locale, and loads its sentences before the page shows any. */
export function chooseLocale(): Promise<void> {
  locale = asked();
  return speakLocale();
}

const speakLocale = (): Promise<void> => speak(languageOf(locale));

/** Fills the list of languages, and sets `fullLocale` of the instances when the player chooses another one. */
export function startLocale({ jwt, oauth }: Apis): void {
  const select = byId('locale', HTMLSelectElement);
  const locales = XsollaLogin.SUPPORTED_LOCALES;
  const isSpoken = (known: string) => hasWordsIn(languageOf(known));
  const groups = [
    groupOf('brand.languagePage', locales.filter(isSpoken)),
    groupOf(
      'brand.languageMails',
      locales.filter((known) => !isSpoken(known)),
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

/** @param path of the group's label */
function groupOf(path: Path, locales: readonly string[]): HTMLOptGroupElement {
  const options = locales.map(optionFor).sort((a, b) => (a.label < b.label ? -1 : 1));
  const group = make('optgroup', { label: inWords(t(path)) }, options);
  whenSpoken(() => (group.label = inWords(t(path))));
  return group;
}

/** Tells the player if the page has no translation for the language. */
function explain(): void {
  const words = t('brand.mailsOnly', { language: nameOf(tagOf(locale)) });
  say(byId('locale-hint'), hasWordsIn(languageOf(locale)) ? '' : words);
}

function asked(): string {
  const wishes = [
    new URLSearchParams(location.search).get('locale'),
    kept(),
    ...navigator.languages,
  ];
  return wishes.map(nearest).find(Boolean) ?? ENGLISH;
}

/**
 * The supported locale that is closest to a language tag.
 *
 * @param wish `ja`, `ja-JP` or `ja_JP`
 */
function nearest(wish: string | null): string | undefined {
  if (!wish) return undefined;
  const [language, region] = wish.split(/[-_]/);
  const isSameLanguage = (known: string) => languageOf(known) === language?.toLowerCase();
  const alike = XsollaLogin.SUPPORTED_LOCALES.filter(isSameLanguage);
  // Hong Kong and Macau use the traditional script, as Taiwan does.
  const country = /^(hant|tw|hk|mo)$/i.test(region ?? '') ? 'TW' : region?.toUpperCase();
  return alike.find((known) => known.endsWith(`_${country}`)) ?? alike[0];
}

function languageOf(known: string): string {
  const [language = known] = known.split('_');
  return language;
}

/** An option that names a language in that language. */
function optionFor(known: string): HTMLOptionElement {
  const tag = tagOf(known);
  const label = nameOf(tag);
  return make('option', { value: known, label, textContent: label, lang: tag });
}

/** The language tag (BCP 47). */
function tagOf(known: string): string {
  const [language = known, region = ''] = known.split('_');
  return SCRIPTS[region] ?? language;
}

function nameOf(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}

function kept(): string | null {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null; // storage is blocked
  }
}

function keep(chosen: string): void {
  try {
    localStorage.setItem(STORE, chosen);
  } catch {
    // Storage is blocked: the choice lasts until the page is left.
  }
}
