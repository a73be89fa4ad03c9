// One call at a time behind one button: busy while it runs, cancelled when the player leaves.

import { make } from './dom.js';
import { clearNotice, showNotice } from './notice.js';
import { XsollaLogin } from './package.js';
import { say, saidBy, t, textIn, unsay } from './texts.js';
import { wordsFor } from './words.js';

/**
 * @typedef {import('./texts.js').Text} Text
 * @typedef {import('./types.js').Call} Call
 */

/** After this long the page admits that it takes long, and offers to stop. */
const SLOW_MS = 5000;

/** @type {WeakSet<HTMLElement>} */
const running = new WeakSet();

/**
 * Runs `action` unless the button is busy already: a second click sends nothing.
 *
 * @param {HTMLElement} button
 * @param {Text} busyText
 * @param {(call: Call) => Promise<void>} action
 * @param {(error: unknown) => void} explain
 */
export async function runOnce(button, busyText, action, explain) {
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

/** @param {HTMLElement} button */
export function isBusy(button) {
  return running.has(button);
}

/**
 * @param {HTMLElement} button
 * @param {Text} text
 * @param {AbortController} call
 */
function busy(button, text, call) {
  const [words, label] = [saidBy(button), [...button.childNodes]];
  const section = button.closest('section');
  const stop = () => call.abort();
  // It keeps its size, so that nothing around it moves.
  const { width, height } = button.getBoundingClientRect();
  Object.assign(button.style, { minWidth: `min(${width}px, 100%)`, minHeight: `${height}px` });
  say(button, text);
  // Not `disabled`: that would take the focus away from people who work by keyboard.
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

/** @param {() => void} stop */
function slowWords(stop) {
  const cancel = textIn('button', t('slow.cancel'), { type: 'button', className: 'quiet' });
  cancel.addEventListener('click', stop);
  return [textIn('p', t('slow.text')), cancel];
}

/**
 * The browser is leaving, and the button stays busy until it has. Settles when it comes back out of
 * the back/forward cache, or when the player has had enough of waiting.
 *
 * @param {AbortSignal} [signal]
 * @returns {Promise<void>}
 */
export function gone(signal) {
  return new Promise((resolve) => {
    window.addEventListener('pageshow', () => resolve(), { once: true });
    signal?.addEventListener('abort', () => {
      window.stop();
      resolve();
    });
  });
}

/**
 * A button outside of forms: what goes wrong is said in the banner.
 *
 * @param {HTMLElement} button
 * @param {Text} busyText
 * @param {(call: Call) => Promise<void>} action
 * @param {(error: unknown) => boolean} [handles] true where it has dealt with the error itself
 */
export function onClick(button, busyText, action, handles = () => false) {
  const run = () =>
    runOnce(button, busyText, action, (error) => {
      if (!handles(error)) explainInNotice(error, run);
    });
  button.addEventListener('click', run);
}

/**
 * @param {unknown} error
 * @param {() => void} [again] left out where nothing can be tried again
 */
export function explainInNotice(error, again) {
  const words = wordsFor(error, []);
  const retry = words.help === 'retry' ? { label: t('notice.retry'), run: again } : {};
  showNotice(words.text, { tone: 'bad', ...retry });
}
