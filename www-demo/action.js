// One call at a time behind one button: busy while it runs, cancelled when the player leaves.

import { clearNotice, showNotice } from './notice.js';
import { XsollaLogin } from './package.js';
import { say, saidBy, t, unsay } from './texts.js';
import { wordsFor } from './words.js';

/** @typedef {import('./texts.js').Text} Text */

/** After this long the page admits that it takes long, and offers to stop. */
const SLOW_MS = 5000;
const SLOW = t('slow.text');

/** @type {WeakSet<HTMLElement>} */
const running = new WeakSet();

/**
 * Runs `action` unless the button is busy already: a second click sends nothing.
 *
 * @param {HTMLButtonElement} button
 * @param {Text} busyText
 * @param {(call: { signal: AbortSignal }) => Promise<void>} action
 * @param {(error: any) => void} explain
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
 * @param {HTMLButtonElement} button
 * @param {Text} text
 * @param {AbortController} call
 */
function busy(button, text, call) {
  const [words, label] = [saidBy(button), [...button.childNodes]];
  const section = button.closest('section');
  const stop = () => call.abort();
  say(button, text);
  // Not `disabled`: that would take the focus away from people who work by keyboard.
  button.setAttribute('aria-disabled', 'true');
  section?.addEventListener('leave', stop);
  let slow = false;
  const timer = setTimeout(() => {
    slow = true;
    showNotice(SLOW, { label: t('slow.cancel'), run: stop });
  }, SLOW_MS);
  return () => {
    clearTimeout(timer);
    section?.removeEventListener('leave', stop);
    unsay(button);
    if (words) say(button, words);
    else button.replaceChildren(...label);
    button.removeAttribute('aria-disabled');
    if (slow) clearSlow();
  };
}

/** Takes the remark away, but not what has replaced it since. */
function clearSlow() {
  const message = document.querySelector('#notice p');
  if (message && saidBy(message) === SLOW) clearNotice();
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
 * @param {HTMLButtonElement} button
 * @param {Text} busyText
 * @param {(call: { signal: AbortSignal }) => Promise<void>} action
 * @param {(error: any) => boolean} [handles] true where it has dealt with the error itself
 */
export function onClick(button, busyText, action, handles = () => false) {
  const run = () =>
    runOnce(button, busyText, action, (error) => {
      if (!handles(error)) explainInNotice(error, run);
    });
  button.addEventListener('click', run);
}

/**
 * @param {any} error
 * @param {() => void} [again] left out where nothing can be tried again
 */
export function explainInNotice(error, again) {
  const words = wordsFor(error, []);
  const retry = words.help === 'retry' ? { label: t('notice.retry'), run: again } : {};
  showNotice(words.text, retry);
}
