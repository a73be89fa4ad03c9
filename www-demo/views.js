// One section at a time. All of them stay in the document, so what was typed stays in them.

import { clearNotice } from './notice.js';
import { inWords, t, whenSpoken } from './texts.js';

/** @type {string} */
let current = '';
/** @type {(name: string) => string} */
let gate = (name) => name;

/**
 * @param {(name: string) => string} chooses the view that may be shown for the one asked for
 */
export function startViews(chooses) {
  gate = chooses;
  document.addEventListener('click', followLink);
  whenSpoken(() => current && entitle());
  window.addEventListener('popstate', () => show(viewInAddress(), { history: 'none' }));
}

export function viewInAddress() {
  return location.hash.slice(1);
}

export function currentView() {
  return current;
}

/**
 * `history`: `push` for a step of the player's, `replace` where going back would lead nowhere.
 *
 * @param {string} wanted
 * @param {{ history?: 'push' | 'replace' | 'none', focus?: boolean }} [options]
 */
export function show(wanted, { history: step = 'push', focus = true } = {}) {
  const name = gate(wanted);
  const section = sectionOf(name);
  // What has the focus goes with its view.
  const lost =
    name !== current && Boolean(current) && sectionOf(current).contains(document.activeElement);
  if (name !== current) change(section, name);
  if (name !== wanted && step === 'none') step = 'replace';
  remember(name, step);
  if (focus) focusIn(section);
  else if (lost) section.querySelector('h1')?.focus();
}

/**
 * @param {HTMLElement} section
 * @param {string} name
 */
function change(section, name) {
  clearNotice();
  if (current) {
    sectionOf(current).dispatchEvent(new Event('leave'));
    // Where the one before was scrolled to says nothing about the next one.
    scrollTo({ top: 0, behavior: 'instant' });
  }
  for (const other of document.querySelectorAll('section[data-view]')) {
    /** @type {HTMLElement} */ (other).hidden = other !== section;
  }
  current = name;
  entitle();
  section.dispatchEvent(new Event('enter'));
}

function entitle() {
  document.title = `${sectionOf(current).querySelector('h1')?.textContent} · ${inWords(t('brand.name'))}`;
}

/**
 * @param {string} name
 * @param {'push' | 'replace' | 'none'} step
 */
function remember(name, step) {
  const url = `${location.pathname}${location.search}#${name}`;
  if (step === 'push' && viewInAddress() !== name) history.pushState(null, '', url);
  else if (step !== 'none') history.replaceState(history.state, '', url);
}

/** @param {string} name @returns {HTMLElement} */
function sectionOf(name) {
  return document.querySelector(`section[data-view="${CSS.escape(name)}"]`) ?? sectionOf('sign-in');
}

/**
 * The first empty field, so that typing can go on; the heading where there is nothing to type.
 *
 * @param {HTMLElement} section
 */
function focusIn(section) {
  /** @type {HTMLInputElement[]} */
  const inputs = [...section.querySelectorAll('form .field:not([hidden]) input')].map(
    (input) => /** @type {HTMLInputElement} */ (input),
  );
  const target = inputs.find((input) => !input.value) ?? inputs[0] ?? section.querySelector('h1');
  target?.focus();
}

/** @param {MouseEvent} event */
function followLink(event) {
  const link = /** @type {Element} */ (event.target).closest?.('a[data-go]');
  if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.dataset.go ?? 'sign-in');
}
