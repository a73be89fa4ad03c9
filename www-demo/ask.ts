// The form for the fields that a project requests from a player during a sign-in.

import type {
  Api,
  AskField,
  AskFieldsResult,
  AskResponse,
  CaptchaOptions,
  ErrorResult,
} from 'xsolla-login-wasm';

import type { Accept } from './account.ts';
import { byId, make } from './dom.ts';
import { Form } from './form.ts';
import { linkUrl, openEntry } from './code.ts';
import { find, t, textIn } from './texts.ts';
import { show } from './views.ts';

const AUTOCOMPLETE: Record<string, AutoFill> = { email: 'email', phone: 'tel' };

const INPUT_TYPES: Record<string, string> = {
  email: 'email',
  phone: 'tel',
  date: 'date',
  number: 'number',
};

/** A sign-in that waits for these fields. */
interface Asking {
  token: string;
  /** Continues the sign-in without the fields. */
  skip: () => void;
  /** The instance that made the sign-in. */
  by: Api;
}

let asking: Asking | undefined;
let form: Form;

export function hasQuestions(): boolean {
  return asking !== undefined;
}

export function dropQuestions(): void {
  asking = undefined;
}

export function startAsk(accept: Accept): void {
  form = new Form('ask-form', {
    busyText: t('ask.busy'),
    send: async (values, { captchaData, signal }) => {
      if (!asking) throw new Error('no sign-in is waiting for these answers');
      const fields = given(values);
      const { by, token } = asking;
      const request = (options: CaptchaOptions) =>
        by.ask({ fields, token, link_url: linkUrl }, options);
      const answer = await request({ captchaData, signal });
      if (answer.error) return confirm(answer.error, fields, by, request);
      await accept(answer, by);
    },
  });
  byId('ask-skip').addEventListener('click', () => asking?.skip());
}

/**
 * @param end the result of a sign-in that asks for more fields
 * @param skip continues the sign-in without them
 * @param by the instance that made the sign-in
 */
export function openAsk(
  { askFields, token }: Pick<AskFieldsResult, 'askFields' | 'token'>,
  skip: () => void,
  by: Api,
): void {
  asking = { token, skip, by };
  const fields = [...askFields].sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
  byId('ask-fields').replaceChildren(...fields.map(fieldFor));
  form.wire();
  byId('ask-skip').hidden = fields.some(({ required }) => required);
  show('ask');
}

/** Has the player confirm an email address or phone number, in the same view as a one-time code. */
function confirm(
  error: ErrorResult,
  fields: Record<string, string>,
  by: Api,
  request: (options: CaptchaOptions) => Promise<AskResponse>,
): void {
  const channel = error.code === '003-014' ? 'phone_number' : 'email';
  openEntry({
    channel,
    to: fields[channel] ?? '',
    id: operationOf(error),
    back: 'ask',
    form,
    by,
    sendAgain: async (options) => {
      const answer = await request(options);
      return { operation_id: answer.error ? operationOf(answer.error) : '' };
    },
  });
}

const operationOf = ({ details }: ErrorResult): string => details?.operation_id ?? '';

/** Leaves out empty fields, which are all optional. */
function given(values: Record<string, string>): Record<string, string> {
  const kept = Object.entries(values).filter(([name, value]) => value && name !== 'robot');
  return Object.fromEntries(kept);
}

function fieldFor({ name, type, required }: AskField): HTMLElement {
  const input = make('input', {
    id: `ask-${name}`,
    name,
    type: INPUT_TYPES[type ?? ''] ?? 'text',
    required,
    autocomplete: AUTOCOMPLETE[type ?? ''] ?? 'off',
  });
  const label = find(`ask.labels.${name}`) ?? readable(name);
  const text = required ? label : t('field.optional', { label });
  return make('div', { className: 'field' }, [textIn('label', text, { htmlFor: input.id }), input]);
}

function readable(name: string): string {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
