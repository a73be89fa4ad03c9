// The sentences of the page in the player's language. When the language changes, every element that `say()` filled
// gets its new text: nothing is reloaded, and nothing that was typed is lost.

import { make } from './dom.ts';
import { isRecord } from './json.ts';
import type { Path, Translation } from './texts/en.ts';
import en from './texts/en.ts';

export type { Path };

/**
 * The path of a sentence in the translations, and values for its `{names}`; or a string that is not
 * translated, such as an error message of the service.
 */
export type Sentence = { path: Path; params?: SentenceParams | undefined } | string;

export interface SentenceParams {
  [name: string]: Sentence | number;
}

type Load = () => Promise<{ default: Translation }>;

/** How to load each translation. English is always loaded. */
const TRANSLATIONS = new Map<string, Load>([
  ['ja', () => import('./texts/ja.ts')],
  ['ar', () => import('./texts/ar.ts')],
]);
const RIGHT_TO_LEFT = ['ar'];

let texts: Translation = en;
let language = 'en';

/** Counts the calls of `speak()`: a translation that loads late must not replace a newer one. */
let latestCall = 0;

/** The text and the `aria-label` of an element. */
interface Said {
  text?: Sentence;
  label?: Sentence;
}

const said = new WeakMap<Element, Said>();

/** Called after the language has changed. */
const listeners: (() => void)[] = [];

/**
 * Whether the page has a translation.
 *
 * @param wanted a language tag (BCP 47) without a region
 */
export const hasWordsIn = (wanted: string): boolean => wanted === 'en' || TRANSLATIONS.has(wanted);

/** The language of the page, for the format of dates. */
export const spoken = (): string => language;

/** @param listener called after the language has changed */
export const whenSpoken = (listener: () => void): void => void listeners.push(listener);

/**
 * Changes the language of the page, to English if the translation is missing or cannot be loaded.
 *
 * @param wanted a language tag (BCP 47) without a region
 */
export async function speak(wanted: string): Promise<void> {
  const call = ++latestCall;
  const load = TRANSLATIONS.get(wanted);
  // The page works in English if the translation cannot be loaded.
  const translation = await load?.().catch(() => undefined);
  if (call !== latestCall) return;
  texts = translation?.default ?? en;
  language = translation ? wanted : 'en';
  document.documentElement.lang = language;
  document.documentElement.dir = RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr';
  fillTexts(document);
  for (const listener of listeners) listener();
}

/**
 * Returns a sentence of the page, for `say()` and similar functions.
 *
 * @param params values for its `{names}`
 */
export const t = (path: Path, params?: SentenceParams): Sentence => ({ path, params });

/** Returns the sentence at a path that is built from the service's data, if there is one. */
export const find = (path: string): Sentence | undefined => (isPath(path) ? t(path) : undefined);

const isPath = (path: string): path is Path => stringAt(en, path) !== undefined;

export function inWords(text: Sentence): string {
  if (typeof text === 'string') return text;
  const { path, params = {} } = text;
  const words = stringAt(texts, path) ?? stringAt(en, path);
  if (words === undefined) throw new Error(`no text at ${path}`);
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name] ?? whole;
    return isolated(typeof value === 'number' ? String(value) : inWords(value));
  });
}

/** In a right-to-left sentence, isolates the direction of an inserted value (Unicode, UAX 9). */
const isolated = (value: string): string =>
  RIGHT_TO_LEFT.includes(language) ? `\u2068${value}\u2069` : value;

function stringAt(translation: Translation, path: string): string | undefined {
  let node: unknown = translation;
  for (const key of path.split('.')) {
    if (!isRecord(node) || !Object.hasOwn(node, key)) return undefined;
    node = node[key];
  }
  return typeof node === 'string' ? node : undefined;
}

/** Sets the text of an element, and updates it when the language changes. */
export function say(element: HTMLElement, text: Sentence): void {
  note(element, { text });
  const words = inWords(text);
  // Screen readers read out every change of a live region, even if the text is the same.
  if (element.textContent !== words) element.textContent = words;
}

/** Creates an element with a text. */
export function textIn<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text: Sentence,
  properties?: Partial<HTMLElementTagNameMap[Tag]>,
): HTMLElementTagNameMap[Tag] {
  const element = make(tag, properties);
  say(element, text);
  return element;
}

/** Sets the `aria-label` of an element in the same way. */
export function sayLabel(element: HTMLElement, label: Sentence): void {
  note(element, { label });
  element.setAttribute('aria-label', inWords(label));
}

function note(element: HTMLElement, more: Said): void {
  said.set(element, { ...said.get(element), ...more });
  element.dataset.said = '';
}

export function fillTexts(root: ParentNode): void {
  for (const element of root.querySelectorAll<HTMLElement>('[data-text], [data-said]')) {
    const { text, label } = said.get(element) ?? written(element.dataset.text);
    if (text !== undefined) say(element, text);
    if (label !== undefined) sayLabel(element, label);
  }
}

/** @param path the element's `data-text` */
function written(path: string | undefined): Said {
  if (!path) return {};
  if (!isPath(path)) throw new Error(`no text at ${path}`);
  return { text: t(path) };
}

/** The text that `say()` gave an element. */
export const saidBy = (element: Element): Sentence | undefined => said.get(element)?.text;

/** Stops updating an element, which then gets other contents. */
export function unsay(element: HTMLElement): void {
  said.delete(element);
  delete element.dataset.said;
}
