// Shows one view at a time. The others are hidden, not removed, so that they keep what was typed.

import { clearNotice } from './notice.ts';
import { inWords, t, whenSpoken } from './texts.ts';

type HistoryUpdate = 'push' | 'replace' | 'none';

interface ShowOptions {
  /** `push` for a step that the player took, `replace` if going back makes no sense. */
  history?: HistoryUpdate;
  focus?: boolean;
}

/** Returns the view to show for a requested one, which may not be allowed. */
type Gate = (name: string) => string;

let current = '';
let gate: Gate = (name) => name;

export function startViews(chooses: Gate): void {
  gate = chooses;
  document.addEventListener('click', followLink);
  whenSpoken(() => current && entitle());
  window.addEventListener('popstate', () => show(viewInAddress(), { history: 'none' }));
}

export function viewInAddress(): string {
  return location.hash.slice(1);
}

export function currentView(): string {
  return current;
}

export function show(
  wanted: string,
  { history: update = 'push', focus = true }: ShowOptions = {},
): void {
  const name = gate(wanted);
  const section = sectionOf(name);
  // Hiding a view takes the focus away.
  const lost =
    name !== current && Boolean(current) && sectionOf(current).contains(document.activeElement);
  if (name !== current) change(section, name);
  if (name !== wanted && update === 'none') update = 'replace';
  remember(name, update);
  if (focus) focusIn(section);
  else if (lost) section.querySelector('h1')?.focus();
}

function change(section: HTMLElement, name: string): void {
  clearNotice();
  if (current) {
    sectionOf(current).dispatchEvent(new Event('leave'));
    // Otherwise the scroll position of the last view would stay.
    scrollTo({ top: 0, behavior: 'instant' });
  }
  for (const other of document.querySelectorAll<HTMLElement>('section[data-view]')) {
    other.hidden = other !== section;
  }
  current = name;
  entitle();
  section.dispatchEvent(new Event('enter'));
}

function entitle(): void {
  document.title = `${sectionOf(current).querySelector('h1')?.textContent} · ${inWords(t('brand.name'))}`;
}

function remember(name: string, update: HistoryUpdate): void {
  const url = `${location.pathname}${location.search}#${name}`;
  if (update === 'push' && viewInAddress() !== name) history.pushState(null, '', url);
  else if (update !== 'none') history.replaceState(history.state, '', url);
}

function sectionOf(name: string): HTMLElement {
  const section = document.querySelector<HTMLElement>(`section[data-view="${CSS.escape(name)}"]`);
  return section ?? sectionOf('sign-in');
}

/** Focuses the first empty field; otherwise the first field, or the heading if there are no fields. */
function focusIn(section: HTMLElement): void {
  const fields = 'form .field:not([hidden]) input';
  const inputs = [...section.querySelectorAll<HTMLInputElement>(fields)];
  const target = inputs.find((input) => !input.value) ?? inputs[0] ?? section.querySelector('h1');
  target?.focus();
}

function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest('a[data-go]') : undefined;
  if (!(link instanceof HTMLElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  show(link.dataset.go ?? 'sign-in');
}
