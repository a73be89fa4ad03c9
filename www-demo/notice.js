// The banner above the form: what concerns no field. It pushes the form down and covers nothing.

import { byId, make } from './dom.js';
import { sayLabel, t, textIn } from './texts.js';

/** @typedef {import('./texts.js').Text} Text */

/**
 * @param {Text} text
 * @param {{ tone?: 'good' | 'calm' | 'bad', label?: Text, run?: () => void }} [options]
 */
export function showNotice(text, { tone = 'calm', label, run } = {}) {
  const box = byId('notice');
  // A failure is read out at once.
  box.setAttribute('role', tone === 'bad' ? 'alert' : 'status');
  box.replaceChildren(textIn('p', text));
  box.dataset.tone = tone;
  if (label && run) box.append(actionButton(label, run));
  box.append(closeButton());
  box.hidden = false;
  box.scrollIntoView({ block: 'nearest' });
}

export function clearNotice() {
  const box = byId('notice');
  box.hidden = true;
  box.replaceChildren();
}

/**
 * @param {Text} label
 * @param {() => void} run
 */
function actionButton(label, run) {
  const button = textIn('button', label, { type: 'button', className: 'notice-action' });
  button.addEventListener('click', () => {
    clearNotice();
    run();
  });
  return button;
}

function closeButton() {
  const button = make('button', { type: 'button', className: 'notice-close', textContent: '×' });
  sayLabel(button, t('notice.close'));
  button.addEventListener('click', clearNotice);
  return button;
}
