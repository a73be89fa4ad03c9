// The one calm banner above the form: what concerns no field.

import { byId, make } from './dom.js';
import { t } from './texts.js';

/**
 * @param {string} text
 * @param {{ tone?: 'good' | 'calm', label?: string, run?: () => void }} [options]
 */
export function showNotice(text, { tone = 'calm', label, run } = {}) {
  const box = byId('notice');
  box.replaceChildren(make('p', { textContent: text }));
  box.dataset.tone = tone;
  if (label && run) box.append(actionButton(label, run));
  box.append(closeButton());
  box.hidden = false;
}

export function clearNotice() {
  const box = byId('notice');
  box.hidden = true;
  box.replaceChildren();
}

/**
 * @param {string} label
 * @param {() => void} run
 */
function actionButton(label, run) {
  const button = make('button', { type: 'button', className: 'notice-action', textContent: label });
  button.addEventListener('click', () => {
    clearNotice();
    run();
  });
  return button;
}

function closeButton() {
  const button = make('button', { type: 'button', className: 'notice-close', textContent: '×' });
  button.setAttribute('aria-label', t('notice.close'));
  button.addEventListener('click', clearNotice);
  return button;
}
