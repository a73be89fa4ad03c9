// Buttons that send a message again, after a wait: a new message makes the previous one useless.

import { byId } from './dom.ts';
import { say, t, type Path } from './texts.ts';
import { digits } from './time.ts';

/** How long a button waits, unless the settings say otherwise. */
let seconds = 30;

/** When each button may be pressed again, by its id. */
const until = new Map<string, number>();

/** @param wait in seconds */
export function startAgain(wait: string | undefined): void {
  if (wait) seconds = Number(wait) || 0;
}

/**
 * Disables a button for the wait, and shows the seconds left on it.
 *
 * @param path of the button's usual text
 */
export function waitToSend(id: string, path: Path): void {
  const button = byId(id);
  const end = Date.now() + seconds * 1000;
  until.set(id, end);
  const tick = () => {
    if (until.get(id) !== end) return;
    const left = end - Date.now();
    if (left > 0) {
      say(button, t('codeEntry.resendIn', { time: digits(left) }));
      // Not `disabled`: that would take the focus away from keyboard users.
      button.setAttribute('aria-disabled', 'true');
      setTimeout(tick, 1000);
    } else {
      until.delete(id);
      say(button, t(path));
      button.removeAttribute('aria-disabled');
    }
  };
  // Deferred: if this button was just pressed, `runOnce` still has to restore its label.
  setTimeout(tick);
}

/** Ends the wait and sends again, because the last message is no longer of any use. */
export function sendAtOnce(id: string, path: Path): void {
  const button = byId(id);
  until.delete(id);
  say(button, t(path));
  button.removeAttribute('aria-disabled');
  button.click();
}
