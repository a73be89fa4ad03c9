// What the project still wants to know about a player: asked for in the middle of a sign-in.

import { byId, make } from './dom.js';
import { Form } from './form.js';
import { linkUrl, openEntry } from './code.js';
import { find, t, textIn } from './texts.js';
import { show } from './views.js';

/**
 * @typedef {import('xsolla-login-wasm').Api} Api
 * @typedef {import('xsolla-login-wasm').AskFieldInterface} AskField
 * @typedef {import('xsolla-login-wasm').AskProps} AskProps
 * @typedef {import('xsolla-login-wasm').AskResponse} AskResponse
 * @typedef {import('xsolla-login-wasm').CallOptions} CallOptions
 * @typedef {import('xsolla-login-wasm').ErrorResult} Problem
 */

/** @type {Record<string, AutoFill>} */
const AUTOCOMPLETE = { email: 'email', phone: 'tel' };

const INPUT_TYPES = /** @type {Record<string, string>} */ ({
  email: 'email',
  phone: 'tel',
  date: 'date',
  number: 'number',
});

/**
 * The sign-in that asks.
 *
 * @type {{ token: string, skip: () => void, by: Api } | undefined}
 */
let asking;
/** @type {Form} */
let form;

export function hasQuestions() {
  return asking !== undefined;
}

export function dropQuestions() {
  asking = undefined;
}

/** @param {import('./account.js').Accept} accept */
export function startAsk(accept) {
  form = new Form('ask-form', {
    busyText: t('ask.busy'),
    send: async (values, { captchaData, signal }) => {
      const fields = given(values);
      const { by, token } = /** @type {NonNullable<typeof asking>} */ (asking);
      const request = (
        /** @type {CallOptions} */ options,
        /** @type {Partial<AskProps>} */ more = {},
      ) => by.ask({ fields, token, link_url: linkUrl, ...more }, options);
      const answer = await request({ signal }, { captchaData });
      if (answer.error) return confirm(answer.error, fields, by, request);
      await accept(answer, by);
    },
  });
  byId('ask-skip').addEventListener('click', () => asking?.skip());
}

/**
 * @param {{ askFields: AskField[], token: string }} end of a sign-in that wants to know more
 * @param {() => void} skip goes on although nothing is told
 * @param {Api} by the instance that it is of
 */
export function openAsk({ askFields, token }, skip, by) {
  asking = { token, skip, by };
  const fields = [...askFields].sort((a, b) => (a.step ?? 0) - (b.step ?? 0));
  byId('ask-fields').replaceChildren(...fields.map(fieldFor));
  form.wire();
  byId('ask-skip').hidden = fields.some(({ required }) => required);
  show('ask');
}

/**
 * The address or number must be confirmed: the same entry as for a one-time code.
 *
 * @param {Problem} error
 * @param {Record<string, string>} fields
 * @param {Api} by
 * @param {(options: CallOptions) => Promise<AskResponse>} request
 */
function confirm(error, fields, by, request) {
  const kind = error.code === '003-014' ? 'phone_number' : 'email';
  openEntry({
    kind,
    to: fields[kind],
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

/** @param {Problem} error */
const operationOf = ({ details }) => details?.operation_id ?? '';

/**
 * Fields left empty, which only optional ones can be, are not sent.
 *
 * @param {Record<string, string>} values
 */
function given(values) {
  const kept = Object.entries(values).filter(([name, value]) => value && name !== 'robot');
  return Object.fromEntries(kept);
}

/** @param {AskField} field */
function fieldFor({ name, type, required }) {
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

/** @param {string} name */
function readable(name) {
  const words = name.replaceAll('_', ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
