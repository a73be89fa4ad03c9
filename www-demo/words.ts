// Chooses a message for an error, and where to show it.

import type { APIError } from 'xsolla-login-wasm';

import { XsollaLogin } from './checked-package.ts';
import { t, type Path, type Sentence, type SentenceParams } from './texts.ts';

/** What the page offers beside the message. */
export type Help = 'retry' | 'resend' | 'newCode' | 'robot';

interface Words {
  text: Sentence;
  /** The fields that the message may concern: it goes to the first one on the screen. */
  fields?: string[] | undefined;
  /** Where the message goes if none of them is on the screen. */
  place: 'form' | 'notice';
  help?: Help | undefined;
}

type Known = [path: Path & `error.${string}`, fields?: string[], help?: Help];

const BY_CODE: Record<string, Known> = {
  '002-040': ['error.banned', ['username']],
  '002-043': ['error.badPhone', ['phone_number']],
  '002-056': ['error.badPhone', ['phone_number']],
  '002-057': ['error.blocked', ['username']],
  '002-058': ['error.blocked', ['username']],
  '002-060': ['error.tooYoung'],
  '003-001': ['error.wrongPassword', ['password']],
  '003-002': ['error.noSuchUser', ['username', 'email', 'phone_number']],
  '003-003': ['error.nameTaken', ['username']],
  '003-004': ['error.mailTaken', ['email']],
  '003-005': ['error.noSuchMail', ['email', 'username']],
  '003-007': ['error.unconfirmed', ['username'], 'resend'],
  '003-024': ['error.resetNotAllowed', ['username']],
  '003-038': ['error.robot', [], 'robot'],
  '003-039': ['error.wrongCode', ['code']],
  '003-049': ['error.tooManyCodes', ['code'], 'newCode'],
  '003-338': ['error.robot', [], 'robot'],
  '010-003': ['error.closed'],
  '010-007': ['error.robot', [], 'robot'],
  '010-015': ['error.socialFailed'],
  '010-016': ['error.socialTaken'],
  '010-023': ['error.usedUp'],
};

/**
 * @param error an `APIError`, an `SDKError`, or an error of this page
 * @param fields the names of the fields on the screen
 */
export function wordsFor(error: unknown, fields: string[]): Words {
  if (error instanceof XsollaLogin.APIError) return ofService(error, fields);
  if (error instanceof XsollaLogin.SDKError) {
    if (error.kind === 'network') return notice('error.offline');
    if (error.kind === 'timeout') return notice('error.timeout');
    if (error.kind === 'response') return notice('error.service');
    if (error.kind === 'state') return { text: t('error.state'), place: 'notice' };
  }
  return { text: error instanceof Error ? error.message : String(error), place: 'notice' };
}

/** Whether the service asks for a solved captcha. */
export const wantsCaptcha = (error: unknown): boolean => wordsFor(error, []).help === 'robot';

function ofService(error: APIError, fields: string[]): Words {
  const known = BY_CODE[error.code ?? ''];
  if (known) {
    const [path, candidates, help] = known;
    return { text: t(path), fields: candidates, place: 'form', help };
  }
  if (error.status === 429) return tooOften(error.retryAfter);
  if ((error.status ?? 0) >= 500 || error.status === 408) return notice('error.service');
  const text = error.description || t('error.unknown', { code: error.code ?? '' });
  return { text, fields: namedIn(error.description ?? '', fields), place: 'form' };
}

function tooOften(seconds: number | undefined): Words {
  if (!seconds) return notice('error.tooOftenSoon');
  return notice('error.tooOften', { seconds: Math.ceil(seconds) });
}

function notice(path: Path, params?: SentenceParams): Words {
  return { text: t(path, params), place: 'notice', help: 'retry' };
}

/** The service uses one error code for all invalid fields, so the field is found by its name in the message. */
function namedIn(sentence: string, fields: string[]): string[] {
  const said = sentence.toLowerCase();
  return fields.filter((field) => said.includes(field.replace(/^new_|_number$/, '')));
}
