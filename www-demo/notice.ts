// The banner above the form, for messages that concern no field. It covers nothing.

import { byId, make } from './dom.ts';
import { sayLabel, t, textIn, type Sentence } from './texts.ts';

interface NoticeOptions {
  tone?: 'good' | 'calm' | 'bad';
  /** The label of the button; `run` is what it does. */
  label?: Sentence;
  run?: () => void;
}

export function showNotice(
  text: Sentence,
  { tone = 'calm', label, run }: NoticeOptions = {},
): void {
  const box = byId('notice');
  // Screen readers read out an alert at once.
  box.setAttribute('role', tone === 'bad' ? 'alert' : 'status');
  box.replaceChildren(textIn('p', text));
  box.dataset.tone = tone;
  if (label && run) box.append(actionButton(label, run));
  box.append(closeButton());
  box.hidden = false;
  box.scrollIntoView({ block: 'nearest' });
}

export function clearNotice(): void {
  const box = byId('notice');
  box.hidden = true;
  box.replaceChildren();
}

function actionButton(label: Sentence, run: () => void): HTMLButtonElement {
  const button = textIn('button', label, { type: 'button', className: 'notice-action' });
  button.addEventListener('click', () => {
    clearNotice();
    run();
  });
  return button;
}

function closeButton(): HTMLButtonElement {
  const button = make('button', { type: 'button', className: 'notice-close', textContent: '×' });
  sayLabel(button, t('notice.close'));
  button.addEventListener('click', clearNotice);
  return button;
}
