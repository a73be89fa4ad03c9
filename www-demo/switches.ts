// Switches for the options of the sandbox. A real service has no such options: the settings of the project
// decide.

import { byId, make } from './dom.ts';
import { isRecord } from './json.ts';
import { say, t, textIn, type Sentence } from './texts.ts';

/** How long a request to the sandbox may take. */
const PATIENCE_MS = 5000;

/** The fields to ask for: one that is just stored, and one that must be confirmed first. */
const DETAILS = ['nickname', 'phone_number'];

/** Converts between the value of an option and the state of its switch. */
interface Conversion {
  isOn: (value: unknown) => boolean;
  valueOf: (isOn: boolean) => unknown;
}

const flag: Conversion = { isOn: Boolean, valueOf: (isOn) => isOn };

const details: Conversion = {
  isOn: (value) => Array.isArray(value) && DETAILS.every((name) => value.includes(name)),
  valueOf: (isOn) => (isOn ? DETAILS : []),
};

/**
 * The options that change the steps of a sign-in, in the order of these steps. The sandbox has more, for
 * tests.
 */
const OPTIONS = [
  ['captcha', flag],
  ['confirmMail', flag],
  ['secondFactor', flag],
  ['socialConsent', flag],
  ['askFields', details],
] as const;

type SandboxOption = (typeof OPTIONS)[number];

/** The value of each option, by its name. */
type OptionValues = Record<string, unknown>;

/** A switch, and the option that it is for. */
interface Switch {
  input: HTMLInputElement;
  option: SandboxOption;
}

/** The options in the sandbox's last response. */
let known: OptionValues = {};
/** Sends one request at a time, so that the last choice arrives last. */
let queue = Promise.resolve();
let queued = 0;
const switches: Switch[] = [];

/**
 * Shows the switches if there is a sandbox.
 *
 * @param outboxUrl the sandbox's outbox; omitted without a sandbox
 */
export async function startSwitches(outboxUrl: string | undefined): Promise<void> {
  if (!outboxUrl) return;
  const address = new URL('sandbox/options', outboxUrl);
  try {
    known = await post(address, {});
  } catch {
    return;
  }
  const offered = OPTIONS.filter(([name]) => Object.hasOwn(known, name));
  if (!offered.length) return;
  byId('sandbox-switches').append(...offered.map((option) => switchFor(option, address)));
  reflect();
  const drawer = byId('workshop', HTMLDetailsElement);
  // Another tab may have changed them since.
  drawer.addEventListener('toggle', () => drawer.open && send(address, {}));
  byId('sandbox').hidden = false;
}

function switchFor(option: SandboxOption, address: URL): HTMLElement {
  const [name, conversion] = option;
  const input = make('input', { type: 'checkbox', id: `sandbox-${name}` });
  input.setAttribute('role', 'switch');
  input.addEventListener('change', () =>
    send(address, { [name]: conversion.valueOf(input.checked) }),
  );
  switches.push({ input, option });
  const text = textIn('span', t(`sandbox.options.${name}`));
  return make('label', { className: 'toggle' }, [text, input]);
}

function send(address: URL, change: OptionValues): void {
  queued += 1;
  queue = queue.then(async () => {
    try {
      known = await post(address, change);
      showMessage('');
    } catch {
      showMessage(t('sandbox.silent'));
    }
    queued -= 1;
    // While more requests wait, the switches show the player's latest choices.
    if (!queued) reflect();
  });
}

function showMessage(text: Sentence): void {
  const message = byId('sandbox-message');
  say(message, text);
  // Below the switches, so that they do not move while the player uses them.
  if (text) message.scrollIntoView({ block: 'nearest' });
}

function reflect(): void {
  for (const { input, option } of switches) {
    const [name, conversion] = option;
    input.checked = conversion.isOn(known[name]);
  }
}

/** Changes the given options, and returns all of them. */
async function post(address: URL, change: OptionValues): Promise<OptionValues> {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
    credentials: 'omit',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) throw new Error(`the sandbox answers ${answer.status}`);
  const options: unknown = await answer.json();
  return isRecord(options) ? options : {};
}
