// What every form of the page does: checks, busy button, words beside the field, nothing lost.

import { isBusy, runOnce } from './action.js';
import { byId, make } from './dom.js';
import { readDraft, writeDraft } from './drafts.js';
import { showNotice } from './notice.js';
import { find, say, sayLabel, t, textIn } from './texts.js';
import { wordsFor } from './words.js';

/** @typedef {import('./texts.js').Text} Text */

/** What a solved captcha would give. The stand-in service looks only at whether it is there. */
const CAPTCHA_DATA = {
  lot_number: 'demo-lot',
  captcha_output: 'demo-output',
  pass_token: 'demo-pass',
  gen_time: '0',
};

/**
 * @typedef {{ signal: AbortSignal, captchaData?: typeof CAPTCHA_DATA }} CallOptions
 * @typedef {(values: Record<string, string>, options: CallOptions) => Promise<void>} Send
 */

export class Form {
  #form;
  #button;
  #message;
  #busyText;
  #send;
  /** @type {Record<string, () => void>} */
  #helps;
  /** @type {HTMLInputElement | undefined} */
  #robot;
  /** Settles when no call of this form runs. @type {Promise<void>} */
  idle = Promise.resolve();

  /**
   * @param {string} id
   * @param {object} options
   * @param {Text} options.busyText
   * @param {Send} options.send rejects with what is to be explained
   * @param {Record<string, () => void>} [options.helps] what `help` of an error's words starts
   */
  constructor(id, { busyText, send, helps = {} }) {
    this.#form = byId(id, HTMLFormElement);
    const button = this.#form.querySelector('button[type=submit]');
    this.#button = /** @type {HTMLButtonElement} */ (button);
    this.#busyText = busyText;
    this.#send = send;
    this.#helps = helps;
    this.#message = make('p', { className: 'form-message', hidden: true });
    this.#message.setAttribute('role', 'alert');
    this.#button.before(this.#message);
    this.wire();
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  /** Gives every field that has none its place for words. */
  wire() {
    for (const field of this.#form.querySelectorAll('.field:not(.wired)')) wireField(field);
  }

  get busy() {
    return isBusy(this.#button);
  }

  /** @returns {Record<string, string>} */
  get values() {
    return Object.fromEntries(this.#inputs().map((input) => [input.name, valueOf(input)]));
  }

  submit() {
    if (this.busy) return;
    this.clear();
    if (this.#complainAboutInputs()) return;
    const captchaData = this.#robot?.checked ? CAPTCHA_DATA : undefined;
    this.idle = runOnce(
      this.#button,
      this.#busyText,
      async ({ signal }) => {
        await this.#send(this.values, captchaData ? { signal, captchaData } : { signal });
        this.#forgetRobot();
      },
      (error) => this.explain(error),
    );
  }

  clear() {
    this.#message.hidden = true;
    for (const input of this.#inputs()) clearInput(input);
  }

  /** @param {unknown} error */
  explain(error) {
    const names = this.#inputs().map((input) => input.name);
    const words = wordsFor(error, names);
    // A solved captcha is good for one try.
    if (this.#robot) this.#robot.checked = false;
    if (words.help === 'robot') return this.#askRobot(words.text);
    const input = this.#inputs().find(({ name }) => name === firstOf(words.fields, names));
    const help = this.#helpFor(words.help);
    if (input) return complain(input, words.text, help);
    if (words.place === 'notice') return showNotice(words.text, { tone: 'bad', ...help });
    this.#say(words.text);
  }

  /** @param {string | undefined} name */
  #helpFor(name) {
    if (name === 'retry') return { label: t('notice.retry'), run: () => this.submit() };
    if (!name || !this.#helps[name]) return undefined;
    return { label: t(`help.${name}`), run: this.#helps[name] };
  }

  /**
   * @param {Text} text
   * @param {'bad' | 'calm'} [tone]
   */
  #say(text, tone = 'bad') {
    this.#message.dataset.tone = tone;
    say(this.#message, text);
    this.#message.hidden = false;
  }

  /** Every input that counts, in the order of the page. @returns {HTMLInputElement[]} */
  #inputs() {
    return [...this.#form.querySelectorAll('.field:not([hidden]) input')].map(
      (input) => /** @type {HTMLInputElement} */ (input),
    );
  }

  #complainAboutInputs() {
    const wrong = this.#inputs().filter((input) => {
      const text = problemOf(input);
      if (text) complain(input, text, undefined, false);
      return text;
    });
    wrong[0]?.focus();
    return wrong.length > 0;
  }

  /** @param {Text} text */
  #askRobot(text) {
    this.#say(text, 'calm');
    if (!this.#robot) {
      this.#robot = make('input', { type: 'checkbox', name: 'robot', required: true });
      this.#robot.id = `${this.#form.id}-robot`;
      const words = textIn('span', t('robot.label'));
      const label = make('label', { className: 'robot' }, [this.#robot, words]);
      const field = make('div', { className: 'field' }, [label]);
      this.#message.after(field);
      this.wire();
    }
    this.#robot.focus();
  }

  #forgetRobot() {
    this.#robot?.closest('.field')?.remove();
    this.#robot = undefined;
  }
}

/** @param {Element} field */
function wireField(field) {
  field.classList.add('wired');
  const input = /** @type {HTMLInputElement} */ (field.querySelector('input'));
  const error = make('p', { className: 'field-error', id: `${input.id}-error`, hidden: true });
  field.append(error);
  const described = input.getAttribute('aria-describedby');
  input.setAttribute('aria-describedby', described ? `${error.id} ${described}` : error.id);
  input.addEventListener('input', () => clearInput(input));
  if (input.type === 'password') return addReveal(input);
  if (!['code', 'robot'].includes(input.name)) keepDraft(input);
}

/** @param {HTMLInputElement} input */
function addReveal(input) {
  const button = make('button', { type: 'button', className: 'reveal' });
  const box = make('div', { className: 'reveal-box' });
  input.replaceWith(box);
  box.append(input, button);
  const set = (/** @type {boolean} */ shown) => {
    input.type = shown ? 'text' : 'password';
    say(button, t(shown ? 'field.hide' : 'field.show'));
    button.setAttribute('aria-pressed', String(shown));
  };
  sayLabel(button, t('field.showPassword'));
  button.addEventListener('click', () => set(input.type === 'password'));
  set(false);
}

/** @param {HTMLInputElement} input */
function keepDraft(input) {
  if (!input.value) input.value = readDraft(input.id);
  input.addEventListener('input', () => writeDraft(input.id, input.value));
}

/** @param {HTMLInputElement} input */
function valueOf(input) {
  if (input.type === 'tel') return input.value.replace(/[\s().-]/g, '');
  if (input.name === 'code') return input.value.replace(/\s/g, '');
  return input.type === 'password' || isRevealed(input) ? input.value : input.value.trim();
}

/** @param {HTMLInputElement} input */
function isRevealed(input) {
  return input.parentElement?.classList.contains('reveal-box');
}

/**
 * Only what nobody could mean: the rest is the service's to decide.
 *
 * @param {HTMLInputElement} input
 * @returns {Text | undefined}
 */
function problemOf(input) {
  const value = valueOf(input);
  if (input.type === 'checkbox') return input.checked ? undefined : t('robot.missing');
  if (!value) return input.required ? missing(input.name) : undefined;
  if (value.length < input.minLength) return t('invalid.short', { min: input.minLength });
  if (input.type === 'email' && !/^\S+@\S+$/.test(value)) return t('invalid.email');
  if (input.type === 'tel' && !/^\+\d{5,25}$/.test(value)) return t('invalid.phone');
  return undefined;
}

/** @param {string} name */
function missing(name) {
  return find(`missing.${name}`) ?? t('missing.other');
}

/**
 * @param {HTMLInputElement} input
 * @param {Text} text
 * @param {{ label: Text, run: () => void } | undefined} [help]
 * @param {boolean} [focus]
 */
function complain(input, text, help, focus = true) {
  const place = byId(`${input.id}-error`);
  place.replaceChildren(textIn('span', text));
  if (help) {
    const button = textIn('button', help.label, { type: 'button', className: 'link' });
    button.addEventListener('click', help.run);
    place.append(' ', button);
  }
  place.hidden = false;
  input.setAttribute('aria-invalid', 'true');
  if (focus) input.focus();
}

/** @param {HTMLInputElement} input */
function clearInput(input) {
  const place = byId(`${input.id}-error`);
  place.hidden = true;
  place.replaceChildren();
  input.removeAttribute('aria-invalid');
}

/**
 * @param {string[] | undefined} candidates
 * @param {string[]} present
 */
function firstOf(candidates, present) {
  return candidates?.find((name) => present.includes(name));
}
