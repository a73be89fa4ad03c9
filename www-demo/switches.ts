// What the sandbox asks people for, as switches on the page. A real service has none of them: there
// the settings of the project decide.

import { byId, make } from './dom.ts';
import { isRecord } from './json.ts';
import { say, t, textIn, type Sentence } from './texts.ts';

/** Nobody looks longer than this at a switch that may not have moved. */
const PATIENCE_MS = 5000;

/** One detail that is simply stored, and one that must be confirmed first. */
const DETAILS = ['nickname', 'phone_number'];

/** What the value of an option says on a switch, and the other way round. */
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
 * The options that change the steps of a visitor, in the order in which their steps come. The
 * sandbox has more, which are for tests.
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

/** The options as the sandbox has told them last. */
let known: OptionValues = {};
/** One request after the other: what was chosen last must also arrive last. */
let queue = Promise.resolve();
let queued = 0;
const switches: Switch[] = [];

/**
 * Shows the switches where there is a sandbox, and leaves the page alone where there is none.
 *
 * @param outboxUrl a page that only a sandbox has
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
    // A switch that was moved once more in the meantime stays where the finger has left it.
    if (!queued) reflect();
  });
}

function showMessage(text: Sentence): void {
  const message = byId('sandbox-message');
  say(message, text);
  // It stands below the switches, so that none of them moves away under the finger.
  if (text) message.scrollIntoView({ block: 'nearest' });
}

function reflect(): void {
  for (const { input, option } of switches) {
    const [name, conversion] = option;
    input.checked = conversion.isOn(known[name]);
  }
}

/** Changes what is given, and gives what holds now. */
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
