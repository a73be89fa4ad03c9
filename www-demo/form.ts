// What all forms share: validation, a busy button, errors beside the fields, and drafts.

import type { CaptchaOptions, SolvedCaptcha } from 'xsolla-login-wasm';

import { isBusy, runOnce, type Call } from './action.ts';
import { byId, make } from './dom.ts';
import { readDraft, writeDraft } from './drafts.ts';
import { showNotice } from './notice.ts';
import { find, say, sayLabel, t, textIn, type Sentence } from './texts.ts';
import { wordsFor, type Help } from './words.ts';

/** Stands in for a solved captcha. The sandbox only checks that there is one. */
const CAPTCHA_DATA = {
  lot_number: 'demo-lot',
  captcha_output: 'demo-output',
  pass_token: 'demo-pass',
  gen_time: '0',
} satisfies SolvedCaptcha;

/** Options for the call of a form: its signal, and the captcha if it was solved. */
type FormCall = Call & Pick<CaptchaOptions, 'captchaData'>;

/** The values of the visible inputs, by their names. */
type FieldValues = Record<string, string>;

type Helps = Partial<Record<Help, () => void>>;

interface FormOptions {
  busyText: Sentence;
  /** Makes the call. The form explains the error that it rejects with. */
  send: (values: FieldValues, call: FormCall) => Promise<void>;
  /** What the button beside an error does, by its `help`. */
  helps?: Helps;
}

/** A button beside an error. */
interface Offer {
  label: Sentence;
  run: () => void;
}

export class Form {
  readonly #form: HTMLFormElement;
  readonly #button: HTMLButtonElement;
  readonly #message: HTMLElement;
  readonly #busyText: Sentence;
  readonly #send: FormOptions['send'];
  readonly #helps: Helps;
  #robot: HTMLInputElement | undefined;
  /** Settles when this form's call has ended. */
  idle: Promise<void> = Promise.resolve();

  constructor(id: string, { busyText, send, helps = {} }: FormOptions) {
    this.#form = byId(id, HTMLFormElement);
    const button = this.#form.querySelector<HTMLButtonElement>('button[type=submit]');
    if (!button) throw new Error(`no button in #${id}`);
    this.#button = button;
    this.#busyText = busyText;
    this.#send = send;
    this.#helps = helps;
    this.#message = make('p', { className: 'form-message', hidden: true });
    this.#message.setAttribute('role', 'alert');
    this.#button.after(this.#message);
    this.wire();
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.submit();
    });
  }

  /** Adds a place for errors, and listeners, to each new field. */
  wire(): void {
    for (const field of this.#form.querySelectorAll('.field:not(.wired)')) wireField(field);
  }

  get busy(): boolean {
    return isBusy(this.#button);
  }

  get values(): FieldValues {
    return Object.fromEntries(this.#inputs().map((input) => [input.name, valueOf(input)]));
  }

  submit(): void {
    if (this.busy) return;
    this.clear();
    if (this.#complainAboutInputs()) return;
    const captchaData = this.#robot?.checked ? CAPTCHA_DATA : undefined;
    this.idle = runOnce(
      this.#button,
      this.#busyText,
      async ({ signal }) => {
        await this.#send(this.values, { signal, captchaData });
        this.#forgetRobot();
      },
      (error) => this.explain(error),
    );
  }

  clear(): void {
    this.#message.hidden = true;
    for (const input of this.#inputs()) clearInput(input);
  }

  explain(error: unknown): void {
    const names = this.#inputs().map((input) => input.name);
    const words = wordsFor(error, names);
    // A solved captcha is valid for one attempt.
    if (this.#robot) this.#robot.checked = false;
    if (words.help === 'robot') return this.#askRobot(words.text);
    const input = this.#inputs().find(({ name }) => name === firstOf(words.fields, names));
    const help = this.#offerOf(words.help);
    if (input) return complain(input, words.text, help);
    if (words.place === 'notice') return showNotice(words.text, { tone: 'bad', ...help });
    this.#button.after(this.#message);
    this.#say(words.text);
  }

  #offerOf(help: Help | undefined): Offer | undefined {
    if (help === 'retry') return { label: t('notice.retry'), run: () => this.submit() };
    const run = help && this.#helps[help];
    if (!run || help === 'robot') return undefined;
    return { label: t(`help.${help}`), run };
  }

  #say(text: Sentence, tone: 'bad' | 'calm' = 'bad'): void {
    this.#message.dataset.tone = tone;
    say(this.#message, text);
    this.#message.hidden = false;
  }

  /** The visible inputs, in the order of the page. */
  #inputs(): HTMLInputElement[] {
    return [...this.#form.querySelectorAll<HTMLInputElement>('.field:not([hidden]) input')];
  }

  #complainAboutInputs(): boolean {
    const wrong = this.#inputs().filter((input) => {
      const text = problemOf(input);
      if (text) complain(input, text, undefined, false);
      return text;
    });
    wrong[0]?.focus();
    return wrong.length > 0;
  }

  #askRobot(text: Sentence): void {
    this.#robot ??= this.#newRobot();
    const field = this.#robot.closest('.field');
    // The question comes before the button, unlike an error.
    if (field) this.#button.before(this.#message, field);
    this.wire();
    this.#say(text, 'calm');
    this.#robot.focus();
  }

  #newRobot(): HTMLInputElement {
    const robot = make('input', { type: 'checkbox', name: 'robot', required: true });
    robot.id = `${this.#form.id}-robot`;
    const words = textIn('span', t('robot.label'));
    make('div', { className: 'field' }, [make('label', { className: 'robot' }, [robot, words])]);
    return robot;
  }

  #forgetRobot(): void {
    this.#robot?.closest('.field')?.remove();
    this.#robot = undefined;
  }
}

function wireField(field: Element): void {
  field.classList.add('wired');
  const input = field.querySelector('input');
  if (!input) throw new Error('a field without an input');
  const error = make('p', { className: 'field-error', id: `${input.id}-error`, hidden: true });
  field.append(error);
  const described = input.getAttribute('aria-describedby');
  input.setAttribute('aria-describedby', described ? `${error.id} ${described}` : error.id);
  input.addEventListener('input', () => clearInput(input));
  if (input.type === 'password') return addReveal(input);
  if (!['code', 'robot'].includes(input.name)) keepDraft(input);
}

function addReveal(input: HTMLInputElement): void {
  const button = make('button', { type: 'button', className: 'reveal' });
  const box = make('div', { className: 'reveal-box' });
  input.replaceWith(box);
  box.append(input, button);
  const set = (shown: boolean) => {
    input.type = shown ? 'text' : 'password';
    say(button, t(shown ? 'field.hide' : 'field.show'));
    button.setAttribute('aria-pressed', String(shown));
  };
  sayLabel(button, t('field.showPassword'));
  button.addEventListener('click', () => set(input.type === 'password'));
  set(false);
}

function keepDraft(input: HTMLInputElement): void {
  if (!input.value) input.value = readDraft(input.id);
  input.addEventListener('input', () => writeDraft(input.id, input.value));
}

function valueOf(input: HTMLInputElement): string {
  if (input.type === 'tel') return input.value.replace(/[\s().-]/g, '');
  if (input.name === 'code') return input.value.replace(/\s/g, '');
  return input.type === 'password' || isRevealed(input) ? input.value : input.value.trim();
}

function isRevealed(input: HTMLInputElement): boolean {
  return input.parentElement?.classList.contains('reveal-box') ?? false;
}

/** Finds obvious mistakes only; the service decides the rest. */
function problemOf(input: HTMLInputElement): Sentence | undefined {
  const value = valueOf(input);
  if (input.type === 'checkbox') return input.checked ? undefined : t('robot.missing');
  if (!value) return input.required ? missing(input.name) : undefined;
  if (value.length < input.minLength) return t('invalid.short', { min: input.minLength });
  if (input.type === 'email' && !/^\S+@\S+$/.test(value)) return t('invalid.email');
  if (input.type === 'tel' && !/^\+\d{5,25}$/.test(value)) return t('invalid.phone');
  return undefined;
}

function missing(name: string): Sentence {
  return find(`missing.${name}`) ?? t('missing.other');
}

function complain(input: HTMLInputElement, text: Sentence, help?: Offer, focus = true): void {
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

function clearInput(input: HTMLInputElement): void {
  const place = byId(`${input.id}-error`);
  place.hidden = true;
  place.replaceChildren();
  input.removeAttribute('aria-invalid');
}

function firstOf(candidates: string[] | undefined, present: string[]): string | undefined {
  return candidates?.find((name) => present.includes(name));
}
