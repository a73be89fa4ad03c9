// A button that sends a message once more, and not at once: a second one in the same breath would only
// make the first useless.

import { byId } from './dom.ts';
import { say, t, type Path } from './texts.ts';
import { digits } from './time.ts';

/** How long a button waits, if nothing else is said. */
let seconds = 30;

/** When each may be pressed again. */
const until = new Map<string, number>();

/** @param wait in seconds */
export function startAgain(wait: string | undefined): void {
  if (wait) seconds = Number(wait) || 0;
}

/**
 * Begins the wait of a button, which says how long it takes.
 *
 * @param path what it says when it may be pressed
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
      // Not `disabled`: that would take the focus away from people who work by keyboard.
      button.setAttribute('aria-disabled', 'true');
      setTimeout(tick, 1000);
    } else {
      until.delete(id);
      say(button, t(path));
      button.removeAttribute('aria-disabled');
    }
  };
  // Once the button has come to rest, if it was pressed for this.
  setTimeout(tick);
}

/** Ends the wait: what was sent is of no use any longer. */
export function sendAtOnce(id: string, path: Path): void {
  const button = byId(id);
  until.delete(id);
  say(button, t(path));
  button.removeAttribute('aria-disabled');
  button.click();
}
