// The sentences of the page in the language of the player. Whatever says one by `say()` says it anew when
// the language changes: nothing is reloaded, and nothing that was typed is lost.

import { make } from './dom.ts';
import { isRecord } from './json.ts';
import type { Path, Translation } from './texts/en.ts';
import en from './texts/en.ts';

export type { Path };

/**
 * Where a sentence stands, and what its `{names}` are; or words that are said as they are, such as those
 * of the service.
 */
export type Sentence = { path: Path; params?: SentenceParams | undefined } | string;

export interface SentenceParams {
  [name: string]: Sentence | number;
}

type Load = () => Promise<{ default: Translation }>;

/** The translations, and whose script runs from right to left. */
const TRANSLATIONS = new Map<string, Load>([
  ['ja', () => import('./texts/ja.ts')],
  ['ar', () => import('./texts/ar.ts')],
]);
const RIGHT_TO_LEFT = ['ar'];

let texts: Translation = en;
let language = 'en';

/** Counts the calls of `speak()`: only the latest one counts when a translation comes late. */
let latestCall = 0;

/** What an element says, and what its label says. */
interface Said {
  text?: Sentence;
  label?: Sentence;
}

const said = new WeakMap<Element, Said>();

/** What has to be done anew in another language. */
const listeners: (() => void)[] = [];

/**
 * Whether the page has the sentences of a language.
 *
 * @param wanted as BCP 47 has it, without a region
 */
export const hasWordsIn = (wanted: string): boolean => wanted === 'en' || TRANSLATIONS.has(wanted);

/** The language that the page speaks, for dates. */
export const spoken = (): string => language;

/** @param listener is told when the page has come to speak another language */
export const whenSpoken = (listener: () => void): void => void listeners.push(listener);

/**
 * Has the page speak a language, if there is a translation, and if it comes; English if not.
 *
 * @param wanted as BCP 47 has it, without a region
 */
export async function speak(wanted: string): Promise<void> {
  const call = ++latestCall;
  const load = TRANSLATIONS.get(wanted);
  // One that cannot be loaded keeps nobody from signing in.
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
 * A sentence of the page, for `say()` and the like.
 *
 * @param params what its `{names}` are
 */
export const t = (path: Path, params?: SentenceParams): Sentence => ({ path, params });

/** A sentence at a path made from what the service sent, where there is one. */
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

/** What is put into a sentence that runs from right to left keeps its own direction (Unicode, UAX 9). */
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

/** Says a text in the place of what the element says, in whichever language the page comes to speak. */
export function say(element: HTMLElement, text: Sentence): void {
  note(element, { text });
  const words = inWords(text);
  // A live region is read out on every change, so it changes only when there is something new.
  if (element.textContent !== words) element.textContent = words;
}

/** A new element that says a text. */
export function textIn<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  text: Sentence,
  properties?: Partial<HTMLElementTagNameMap[Tag]>,
): HTMLElementTagNameMap[Tag] {
  const element = make(tag, properties);
  say(element, text);
  return element;
}

/** The same of what it is called by those who do not see it. */
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

/** @param path as the page has it */
function written(path: string | undefined): Said {
  if (!path) return {};
  if (!isPath(path)) throw new Error(`no text at ${path}`);
  return { text: t(path) };
}

/** What an element said before, to say it again. */
export const saidBy = (element: Element): Sentence | undefined => said.get(element)?.text;

/** It is filled with something else from now on. */
export function unsay(element: HTMLElement): void {
  said.delete(element);
  delete element.dataset.said;
}
