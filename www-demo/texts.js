// The sentences of the page in the language of the player. Whatever says one by `say()` says it anew when
// the language changes: nothing is reloaded, and nothing that was typed is lost.

import { make } from './dom.js';
import en from './texts/en.js';

/**
 * Where a sentence stands, and what its `{names}` are; or words that are said as they are, such as those
 * of the service.
 *
 * @typedef {{ path: string, values?: Values } | string} Text
 * @typedef {{ [name: string]: Text | number }} Values
 */

/** The translations, and whose script runs from right to left. @type {Record<string, () => Promise<{ default: object }>>} */
const TRANSLATIONS = { ja: () => import('./texts/ja.js'), ar: () => import('./texts/ar.js') };
const RIGHT_TO_LEFT = ['ar'];

/** @type {object} */
let texts = en;
let language = 'en';

/** Which wish is the last one: a translation may come later than the next. */
let turn = 0;

/** What an element says and what its label says. @type {WeakMap<Element, { text?: Text, label?: Text }>} */
const said = new WeakMap();

/** What has to be done anew in another language. @type {(() => void)[]} */
const listeners = [];

/** Whether the page has the sentences of a language. @param {string} wanted as BCP 47 has it, without a region */
export const hasWordsIn = (wanted) => wanted === 'en' || Object.hasOwn(TRANSLATIONS, wanted);

/** The language that the page speaks, for dates. */
export const spoken = () => language;

/** @param {() => void} listener is told when the page has come to speak another language */
export const whenSpoken = (listener) => void listeners.push(listener);

/**
 * Has the page speak a language, if there is a translation, and if it comes; English if not.
 *
 * @param {string} wanted as BCP 47 has it, without a region
 */
export async function speak(wanted) {
  const mine = ++turn;
  const load = Object.hasOwn(TRANSLATIONS, wanted) ? TRANSLATIONS[wanted] : undefined;
  // One that cannot be loaded keeps nobody from signing in.
  const translation = await load?.().catch(() => undefined);
  if (mine !== turn) return;
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
 * @param {string} path dotted
 * @param {Values} [values] what its `{names}` are
 * @returns {Text}
 */
export const t = (path, values) => ({ path, values });

/**
 * A sentence at a path made from what the service sent, where there is one.
 *
 * @param {string} path
 * @returns {Text | undefined}
 */
export const find = (path) => (sentence(en, path) === undefined ? undefined : t(path));

/**
 * @param {Text} text
 * @returns {string}
 */
export function inWords(text) {
  if (typeof text === 'string') return text;
  const { path, values = {} } = text;
  const words = sentence(texts, path) ?? sentence(en, path);
  if (words === undefined) throw new Error(`no text at ${path}`);
  return words.replace(/\{(\w+)\}/g, (whole, /** @type {string} */ name) => {
    const value = values[name] ?? whole;
    return isolated(typeof value === 'number' ? String(value) : inWords(value));
  });
}

/**
 * What is put into a sentence that runs from right to left keeps its own direction (Unicode, UAX 9).
 *
 * @param {string} value
 */
const isolated = (value) => (RIGHT_TO_LEFT.includes(language) ? `\u2068${value}\u2069` : value);

/** @param {unknown} texts @param {string} path */
function sentence(texts, path) {
  let node = texts;
  for (const step of path.split('.')) {
    if (typeof node !== 'object' || node === null || !Object.hasOwn(node, step)) return undefined;
    node = /** @type {Record<string, unknown>} */ (node)[step];
  }
  return typeof node === 'string' ? node : undefined;
}

/**
 * Says a text in the place of what the element says, in whichever language the page comes to speak.
 *
 * @param {HTMLElement} element
 * @param {Text} text
 */
export function say(element, text) {
  note(element, { text });
  const words = inWords(text);
  // A live region is read out on every change, so it changes only when there is something new.
  if (element.textContent !== words) element.textContent = words;
}

/**
 * A new element that says a text.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Text} text
 * @param {Partial<HTMLElementTagNameMap[Tag]>} [properties]
 */
export function textIn(tag, text, properties) {
  const element = make(tag, properties);
  say(element, text);
  return element;
}

/** The same of what it is called by those who do not see it. @param {HTMLElement} element @param {Text} label */
export function sayLabel(element, label) {
  note(element, { label });
  element.setAttribute('aria-label', inWords(label));
}

/** @param {HTMLElement} element @param {{ text?: Text, label?: Text }} more */
function note(element, more) {
  said.set(element, { ...said.get(element), ...more });
  element.dataset.said = '';
}

/** @param {ParentNode} root */
export function fillTexts(root) {
  /** @type {NodeListOf<HTMLElement>} */
  const elements = root.querySelectorAll('[data-text], [data-said]');
  for (const element of elements) {
    const { text } = element.dataset;
    const known = said.get(element) ?? (text ? { text: t(text) } : {});
    if (known.text !== undefined) say(element, known.text);
    if (known.label !== undefined) sayLabel(element, known.label);
  }
}

/**
 * What an element said before, to say it again.
 *
 * @param {Element} element
 * @returns {Text | undefined}
 */
export const saidBy = (element) => said.get(element)?.text;

/** It is filled with something else from now on. @param {HTMLElement} element */
export function unsay(element) {
  said.delete(element);
  delete element.dataset.said;
}
