// Who is signed in: at once what the token says, and then what the service says.

import { explainInNotice } from './action.js';
import { byId, make } from './dom.js';
import { inWords, say, spoken, t, textIn, unsay, whenSpoken } from './texts.js';
import { claimsOf } from './token.js';

/** What is shown of a profile, in this order, and how. @type {Record<string, (value: unknown) => string>} */
const FACTS = {
  username: String,
  name: String,
  nickname: String,
  email: String,
  phone: String,
  id: String,
  provider: String,
  registered: readableTime,
  last_login: readableTime,
};

/** Tells a profile that comes late from the one that is wanted. */
let turn = 0;

/** What is shown, as long as somebody is signed in. @type {Record<string, unknown> | undefined} */
let shown;

// A date is written in another way in another language.
whenSpoken(() => shown && showFacts(shown));

/**
 * @param {import('xsolla-login-wasm').Api} api
 * @param {string} token
 */
export async function showProfile(api, token) {
  const mine = ++turn;
  const claims = claimsOf(token);
  const told = { ...claims, id: claims?.sub };
  showFacts(told);
  showClaims(claims);
  try {
    const profile = await api.getUser();
    if (mine === turn) showFacts({ ...told, ...filled(profile) });
  } catch (error) {
    if (mine === turn) explainInNotice(error, () => showProfile(api, token));
  }
}

/** Nothing of it stays in the page. */
export function hideProfile() {
  turn++;
  shown = undefined;
  unsay(byId('signed-in-title'));
  for (const id of ['title', 'avatar', 'facts', 'claims']) byId(`signed-in-${id}`).textContent = '';
}

/** @param {object} profile what it says, without what it leaves open */
function filled(profile) {
  /** @type {[string, unknown][]} */
  const entries = Object.entries(profile);
  return Object.fromEntries(entries.filter(([, value]) => value != null));
}

/** @param {Record<string, unknown>} known */
function showFacts(known) {
  shown = known;
  const called = known.username || known.name || known.email;
  const name = called ? String(called) : t('signedIn.nameless');
  say(byId('signed-in-title'), t('signedIn.title', { name }));
  byId('signed-in-avatar').textContent = [...inWords(name)][0].toUpperCase();
  const facts = Object.entries(FACTS).filter(([fact]) => known[fact] != null);
  byId('signed-in-facts').replaceChildren(
    ...facts.flatMap(([fact, read]) => pair(t(`signedIn.facts.${fact}`), read(known[fact]), fact)),
  );
}

/** @param {Record<string, unknown> | undefined} claims */
function showClaims(claims) {
  const all = Object.entries(claims ?? {}).flatMap(([claim, value]) =>
    pair(claim, typeof value === 'object' ? JSON.stringify(value) : String(value)),
  );
  const unreadable = textIn('dd', t('token.unreadable'));
  byId('signed-in-claims').replaceChildren(...(claims ? all : [unreadable]));
}

/** @param {import('./texts.js').Text} label @param {string} text @param {string} [fact] */
function pair(label, text, fact = '') {
  const value = make('dd', { textContent: text, dir: 'auto' });
  value.dataset.fact = fact;
  return [textIn('dt', label), value];
}

/** @param {unknown} time as RFC 3339 has it */
function readableTime(time) {
  const date = new Date(String(time));
  if (Number.isNaN(date.getTime())) return String(time);
  return date.toLocaleString(spoken(), { dateStyle: 'medium', timeStyle: 'short' });
}
