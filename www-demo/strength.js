// How hard a password is to guess, as a hint while it is typed. The service decides what it takes; no
// password is refused here, and none leaves the field.

import { byId, make } from './dom.js';
import { say, t, unsay } from './texts.js';

/** Bits from which on a password is called weak, fair and strong. */
const STEPS = [28, 45, 64];

/** What people take first, and what guessers try first. */
const COMMON =
  /pass(wor[dt])?|qwert[yz]|asdf|letmein|welcome|dragon|monkey|football|iloveyou|admin|login|abc|0?1234+|4321|111+|000+/gi;

/** @param {string} id of the field */
export function showStrength(id) {
  const input = byId(id, HTMLInputElement);
  const meter = make('meter', { max: 4, low: 2, high: 3, optimum: 4, value: 0 });
  meter.setAttribute('aria-hidden', 'true');
  const words = make('p', { className: 'hint' });
  words.setAttribute('role', 'status');
  const box = make('div', { className: 'strength', hidden: true }, [meter, words]);
  input.closest('.field')?.append(box);
  const show = () => {
    const level = strengthOf(input.value, around(input));
    box.hidden = !level;
    meter.value = level;
    box.dataset.level = String(level);
    if (!level) return unsay(words);
    say(words, t('field.strength', { word: t(`field.strengths.${level}`) }));
  };
  input.addEventListener('input', show);
  input.form?.addEventListener('reset', () => setTimeout(show));
}

/** What else is in the form: whoever knows the name tries it as the password. @param {HTMLInputElement} input */
function around(input) {
  const others = /** @type {HTMLInputElement[]} */ ([...(input.form?.elements ?? [])]);
  return others
    .filter(({ name }) => ['username', 'email'].includes(name))
    .map(({ value }) => value);
}

/**
 * From 1, very weak, to 4, strong; 0 for nothing.
 *
 * @param {string} password
 * @param {string[]} known what a guesser knows already
 */
export function strengthOf(password, known = []) {
  if (!password) return 0;
  let rest = password.replace(COMMON, '*');
  for (const word of known.flatMap((value) => value.split(/[@.\s]/))) {
    if (word.length > 2) rest = rest.replaceAll(new RegExp(escaped(word), 'gi'), '*');
  }
  // A run of one character, or up or down the alphabet, counts once.
  const units = [...rest].filter((unit, at, all) => !goesOn(all, at));
  const bits = units.length * Math.log2(poolOf(password));
  return 1 + STEPS.filter((step) => bits >= step).length;
}

/** @param {string[]} units @param {number} at */
function goesOn(units, at) {
  const step = (/** @type {number} */ to) =>
    (units[to]?.codePointAt(0) ?? NaN) - (units[to - 1]?.codePointAt(0) ?? NaN);
  return at > 1 && Math.abs(step(at)) <= 1 && step(at) === step(at - 1);
}

/** How many characters there are of the kinds that it has. @param {string} password */
function poolOf(password) {
  const kinds = /** @type {[RegExp, number][]} */ ([
    [/\p{Ll}/u, 26],
    [/\p{Lu}/u, 26],
    [/\d/, 10],
    [/[\p{P}\p{S}\s]/u, 33],
    [/\p{Lo}/u, 100],
  ]);
  return kinds.reduce((sum, [kind, count]) => sum + (kind.test(password) ? count : 0), 2);
}

/** @param {string} word */
const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
