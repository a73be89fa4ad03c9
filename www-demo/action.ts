// One call at a time behind one button: busy while it runs, cancelled when the player leaves.

import { XsollaLogin } from './checked-package.ts';
import { make } from './dom.ts';
import { clearNotice, showNotice } from './notice.ts';
import { say, saidBy, t, textIn, unsay, type Sentence } from './texts.ts';
import { wordsFor } from './words.ts';

/** What a call behind a button receives. */
export interface Call {
  signal: AbortSignal;
}

type Action = (call: Call) => Promise<void>;

/** After this time the page says that the call is slow, and offers to cancel it. */
const SLOW_MS = 5000;

const running = new WeakSet<HTMLElement>();

/** Runs `action` unless the button is busy already: a second click sends nothing. */
export async function runOnce(
  button: HTMLElement,
  busyText: Sentence,
  action: Action,
  explain: (error: unknown) => void,
): Promise<void> {
  if (running.has(button) || button.getAttribute('aria-disabled') === 'true') return;
  running.add(button);
  clearNotice();
  const call = new AbortController();
  const rest = busy(button, busyText, call);
  try {
    await action({ signal: call.signal });
  } catch (error) {
    if (!XsollaLogin.isCancel(error)) explain(error);
  } finally {
    rest();
    running.delete(button);
  }
}

export function isBusy(button: HTMLElement): boolean {
  return running.has(button);
}

function busy(button: HTMLElement, text: Sentence, call: AbortController): () => void {
  const [words, label] = [saidBy(button), [...button.childNodes]];
  const section = button.closest('section');
  const stop = () => call.abort();
  // Keeps the button's size, so that nothing around it moves.
  const { width, height } = button.getBoundingClientRect();
  Object.assign(button.style, { minWidth: `min(${width}px, 100%)`, minHeight: `${height}px` });
  say(button, text);
  // Not `disabled`: that would take the focus away from keyboard users.
  button.setAttribute('aria-disabled', 'true');
  section?.addEventListener('leave', stop);
  const remark = make('div', { className: 'slow' });
  remark.setAttribute('role', 'status');
  button.after(remark);
  const timer = setTimeout(() => remark.append(...slowWords(stop)), SLOW_MS);
  return () => {
    clearTimeout(timer);
    remark.remove();
    section?.removeEventListener('leave', stop);
    unsay(button);
    if (words) say(button, words);
    else button.replaceChildren(...label);
    button.removeAttribute('aria-disabled');
    Object.assign(button.style, { minWidth: '', minHeight: '' });
  };
}

function slowWords(stop: () => void): HTMLElement[] {
  const cancel = textIn('button', t('slow.cancel'), { type: 'button', className: 'quiet' });
  cancel.addEventListener('click', stop);
  return [textIn('p', t('slow.text')), cancel];
}

/**
 * Keeps a button busy while the browser leaves the page. Settles when the page comes back from the
 * back/forward cache, or when the player cancels.
 */
export function gone(signal?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    window.addEventListener('pageshow', () => resolve(), { once: true });
    signal?.addEventListener('abort', () => {
      window.stop();
      resolve();
    });
  });
}

/**
 * Runs `action` when a button outside of forms is clicked, and shows errors in the banner.
 *
 * @param handles returns true if it has handled the error, which is then not shown
 */
export function onClick(
  button: HTMLElement,
  busyText: Sentence,
  action: Action,
  handles: (error: unknown) => boolean = () => false,
): void {
  const run = () =>
    runOnce(button, busyText, action, (error) => {
      if (!handles(error)) explainInNotice(error, run);
    });
  button.addEventListener('click', run);
}

/** @param again tries the call again; omitted if that is impossible */
export function explainInNotice(error: unknown, again?: () => void): void {
  const words = wordsFor(error, []);
  const retry = words.help === 'retry' && again ? { label: t('notice.retry'), run: again } : {};
  showNotice(words.text, { tone: 'bad', ...retry });
}
