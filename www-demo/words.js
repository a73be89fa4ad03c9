// From an error to the words that a player can use, and to the place where they belong.

import { XsollaLogin } from './package.js';
import { t } from './texts.js';

/**
 * `fields`: the candidates that the words concern, the first one present gets them.
 * `place`: where they go when no candidate is there.
 * `help`: what the page offers beside the words.
 *
 * @typedef {object} Words
 * @property {import('./texts.js').Text} text
 * @property {string[]} [fields]
 * @property {'form' | 'notice'} place
 * @property {'retry' | 'resend' | 'newCode' | 'robot'} [help]
 */

/** @type {Record<string, [text: string, fields?: string[], help?: Words['help']]>} */
const BY_CODE = {
  '002-040': ['banned', ['username']],
  '002-043': ['badPhone', ['phone_number']],
  '002-056': ['badPhone', ['phone_number']],
  '002-057': ['blocked', ['username']],
  '002-058': ['blocked', ['username']],
  '002-060': ['tooYoung'],
  '003-001': ['wrongPassword', ['password']],
  '003-002': ['noSuchUser', ['username', 'email', 'phone_number']],
  '003-003': ['nameTaken', ['username']],
  '003-004': ['mailTaken', ['email']],
  '003-005': ['noSuchMail', ['email', 'username']],
  '003-007': ['unconfirmed', ['username'], 'resend'],
  '003-024': ['resetNotAllowed', ['username']],
  '003-038': ['robot', [], 'robot'],
  '003-039': ['wrongCode', ['code']],
  '003-049': ['tooManyCodes', ['code'], 'newCode'],
  '003-338': ['robot', [], 'robot'],
  '010-003': ['closed'],
  '010-007': ['robot', [], 'robot'],
  '010-015': ['socialFailed'],
  '010-016': ['socialTaken'],
  '010-023': ['usedUp'],
};

/**
 * @param {unknown} error an `APIError`, an `SDKError`, or a mistake of this page
 * @param {string[]} fields the names of the fields on the screen
 * @returns {Words}
 */
export function wordsFor(error, fields) {
  if (error instanceof XsollaLogin.APIError) return ofService(error, fields);
  if (error instanceof XsollaLogin.SDKError) {
    if (error.kind === 'network') return notice('error.offline');
    if (error.kind === 'timeout') return notice('error.timeout');
    if (error.kind === 'response') return notice('error.service');
    if (error.kind === 'state') return { text: t('error.state'), place: 'notice' };
  }
  return { text: error instanceof Error ? error.message : String(error), place: 'notice' };
}

/** Whether the service wants to see a solved captcha first. @param {unknown} error */
export const wantsCaptcha = (error) => wordsFor(error, []).help === 'robot';

/**
 * @param {import('xsolla-login-wasm').APIError} error
 * @param {string[]} fields
 * @returns {Words}
 */
function ofService(error, fields) {
  const known = BY_CODE[error.code ?? ''];
  if (known)
    return { text: t(`error.${known[0]}`), fields: known[1], place: 'form', help: known[2] };
  if (error.status === 429) return tooOften(error.retryAfter);
  if ((error.status ?? 0) >= 500 || error.status === 408) return notice('error.service');
  const text = error.description || t('error.unknown', { code: error.code ?? '' });
  return { text, fields: namedIn(error.description ?? '', fields), place: 'form' };
}

/** @param {number | undefined} seconds */
function tooOften(seconds) {
  if (!seconds) return notice('error.tooOftenSoon');
  return notice('error.tooOften', { seconds: Math.ceil(seconds) });
}

/**
 * @param {string} path
 * @param {import('./texts.js').Values} [values]
 * @returns {Words}
 */
function notice(path, values) {
  return { text: t(path, values), place: 'notice', help: 'retry' };
}

/**
 * For a broken field the service has one code and a sentence: the field is the one it names.
 *
 * @param {string} sentence
 * @param {string[]} fields
 */
function namedIn(sentence, fields) {
  const said = sentence.toLowerCase();
  return fields.filter((field) => said.includes(field.replace(/^new_|_number$/, '')));
}
