// What the sandbox asks people for, as switches on the page. A real service has none of them: there
// the settings of the project decide.

import { byId, make } from './dom.js';
import { say, t, textIn } from './texts.js';

/** Nobody looks longer than this at a switch that may not have moved. */
const PATIENCE_MS = 5000;

/** One detail that is simply stored, and one that must be confirmed first. */
const DETAILS = ['nickname', 'phone_number'];

/**
 * What the value of an option says on a switch, and the other way round.
 *
 * @typedef {{ isOn: (value: unknown) => boolean, valueOf: (isOn: boolean) => unknown }} Kind
 * @type {Kind}
 */
const flag = { isOn: Boolean, valueOf: (isOn) => isOn };

/** @type {Kind} */
const details = {
  isOn: (value) => Array.isArray(value) && DETAILS.every((name) => value.includes(name)),
  valueOf: (isOn) => (isOn ? DETAILS : []),
};

/**
 * The options that change the steps of a visitor, in the order in which their steps come. The
 * sandbox has more, which are for tests.
 *
 * @type {Record<string, Kind>}
 */
const OPTIONS = {
  captcha: flag,
  confirmMail: flag,
  secondFactor: flag,
  socialConsent: flag,
  askFields: details,
};

/** Where the options are. @type {URL} */
let address;
/** The options as the sandbox has told them last. @type {Record<string, unknown>} */
let known = {};
/** @type {Record<string, HTMLInputElement>} */
const inputs = {};
/** One request after the other: what was chosen last must also arrive last. */
let turn = Promise.resolve();
let waiting = 0;

/**
 * Shows the switches where there is a sandbox, and leaves the page alone where there is none.
 *
 * @param {string | undefined} outboxUrl a page that only a sandbox has
 */
export async function startSwitches(outboxUrl) {
  if (!outboxUrl) return;
  address = new URL('sandbox/options', outboxUrl);
  try {
    known = await post({});
  } catch {
    return;
  }
  const offered = Object.keys(OPTIONS).filter((name) => Object.hasOwn(Object(known), name));
  if (!offered.length) return;
  byId('sandbox-switches').append(...offered.map(switchFor));
  reflect();
  const drawer = byId('workshop', HTMLDetailsElement);
  // Another tab may have changed them since.
  drawer.addEventListener('toggle', () => drawer.open && send({}));
  byId('sandbox').hidden = false;
}

/** @param {string} name */
function switchFor(name) {
  const input = make('input', { type: 'checkbox', id: `sandbox-${name}` });
  input.setAttribute('role', 'switch');
  input.addEventListener('change', () => send({ [name]: OPTIONS[name].valueOf(input.checked) }));
  inputs[name] = input;
  const text = textIn('span', t(`sandbox.options.${name}`));
  return make('label', { className: 'toggle' }, [text, input]);
}

/** @param {Record<string, unknown>} change */
function send(change) {
  waiting += 1;
  turn = turn.then(async () => {
    try {
      known = await post(change);
      tell('');
    } catch {
      tell(t('sandbox.silent'));
    }
    waiting -= 1;
    // A switch that was moved once more in the meantime stays where the finger has left it.
    if (!waiting) reflect();
  });
}

/** @param {import('./texts.js').Text} text */
function tell(text) {
  const message = byId('sandbox-message');
  say(message, text);
  // It stands below the switches, so that none of them moves away under the finger.
  if (text) message.scrollIntoView({ block: 'nearest' });
}

function reflect() {
  for (const [name, input] of Object.entries(inputs)) {
    input.checked = OPTIONS[name].isOn(known[name]);
  }
}

/**
 * Changes what is given, and gives what holds now.
 *
 * @param {Record<string, unknown>} change
 */
async function post(change) {
  const answer = await fetch(address, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(change),
    credentials: 'omit',
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  if (!answer.ok) throw new Error(`the sandbox answers ${answer.status}`);
  return /** @type {Promise<Record<string, unknown>>} */ (answer.json());
}
