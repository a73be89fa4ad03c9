// The signed-in user: first the claims of the token, then the profile from the service.

import type { Api } from 'xsolla-login-wasm';

import { explainInNotice } from './action.ts';
import { byId, make } from './dom.ts';
import { inWords, say, spoken, t, textIn, unsay, whenSpoken, type Sentence } from './texts.ts';
import { claimsOf } from './token.ts';

/** The properties of a profile that are shown, in this order, and their formatters. */
const FACTS = [
  ['username', String],
  ['name', String],
  ['nickname', String],
  ['email', String],
  ['phone', String],
  ['id', String],
  ['provider', String],
  ['registered', readableTime],
  ['last_login', readableTime],
] as const;

/** Counts the calls of `showProfile()`: only the latest one shows its profile. */
let latestCall = 0;

/** The facts on the page; undefined if nobody is signed in. */
let shown: Record<string, unknown> | undefined;

// The format of dates depends on the language.
whenSpoken(() => shown && showFacts(shown));

export async function showProfile(api: Api, token: string): Promise<void> {
  const call = ++latestCall;
  const claims = claimsOf(token);
  const told = { ...claims, id: claims?.sub };
  showFacts(told);
  showClaims(claims);
  try {
    const profile = await api.getUser();
    if (call === latestCall) showFacts({ ...told, ...filled(profile) });
  } catch (error) {
    if (call === latestCall) explainInNotice(error, () => showProfile(api, token));
  }
}

/** Removes the profile from the page. */
export function hideProfile(): void {
  latestCall++;
  shown = undefined;
  unsay(byId('signed-in-title'));
  for (const id of ['title', 'avatar', 'facts', 'claims']) byId(`signed-in-${id}`).textContent = '';
}

/** The properties that have a value. */
function filled(profile: object): Record<string, unknown> {
  const entries: [string, unknown][] = Object.entries(profile);
  return Object.fromEntries(entries.filter(([, value]) => value != null));
}

function showFacts(known: Record<string, unknown>): void {
  shown = known;
  const called = known.username || known.name || known.email;
  const name = called ? String(called) : t('signedIn.nameless');
  say(byId('signed-in-title'), t('signedIn.title', { name }));
  const [letter = ''] = inWords(name);
  byId('signed-in-avatar').textContent = letter.toUpperCase();
  const facts = FACTS.filter(([fact]) => known[fact] != null);
  byId('signed-in-facts').replaceChildren(
    ...facts.flatMap(([fact, read]) => pair(t(`signedIn.facts.${fact}`), read(known[fact]), fact)),
  );
}

function showClaims(claims: Record<string, unknown> | undefined): void {
  const all = Object.entries(claims ?? {}).flatMap(([claim, value]) =>
    pair(claim, typeof value === 'object' ? JSON.stringify(value) : String(value)),
  );
  const unreadable = textIn('dd', t('token.unreadable'));
  byId('signed-in-claims').replaceChildren(...(claims ? all : [unreadable]));
}

function pair(label: Sentence, text: string, fact = ''): HTMLElement[] {
  const value = make('dd', { textContent: text, dir: 'auto' });
  value.dataset.fact = fact;
  return [textIn('dt', label), value];
}

/** @param time in the format of RFC 3339 */
function readableTime(time: unknown): string {
  const date = new Date(String(time));
  if (Number.isNaN(date.getTime())) return String(time);
  return date.toLocaleString(spoken(), { dateStyle: 'medium', timeStyle: 'short' });
}
