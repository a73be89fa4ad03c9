// Estimates the strength of a password while it is typed. This is only a hint: the service decides which passwords it
// accepts.

import { byId, make } from './dom.ts';
import { say, t, unsay } from './texts.ts';

/** From 1, very weak, to 4, strong; 0 for an empty field. */
type Level = 0 | 1 | 2 | 3 | 4;

/** The minimum bits of entropy for each level. */
const BITS = { weak: 28, fair: 45, strong: 64 };

/** Common parts of passwords, which attackers try first. */
const COMMON =
  /pass(wor[dt])?|qwert[yz]|asdf|letmein|welcome|dragon|monkey|football|iloveyou|admin|login|abc|0?1234+|4321|111+|000+/gi;

/** Classes of characters, and how many characters each has. */
const CHARACTER_CLASSES: readonly (readonly [RegExp, number])[] = [
  [/\p{Ll}/u, 26],
  [/\p{Lu}/u, 26],
  [/\d/, 10],
  [/[\p{P}\p{S}\s]/u, 33],
  [/\p{Lo}/u, 100],
];

/** @param id of the field */
export function showStrength(id: string): void {
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

/** The name and email address in the same form, which attackers try as the password. */
function around({ form }: HTMLInputElement): string[] {
  const others = form?.querySelectorAll<HTMLInputElement>('[name=username], [name=email]') ?? [];
  return Array.from(others, ({ value }) => value);
}

/** @param known what an attacker already knows */
export function strengthOf(password: string, known: string[] = []): Level {
  if (!password) return 0;
  let rest = password.replace(COMMON, '*');
  for (const word of known.flatMap((value) => value.split(/[@.\s]/))) {
    if (word.length > 2) rest = rest.replaceAll(new RegExp(escaped(word), 'gi'), '*');
  }
  // Counts only the first two characters of runs like `aaaa`, `abcd` or `4321`.
  const units = [...rest].filter((_, at, all) => !goesOn(all, at));
  const bits = units.length * Math.log2(poolOf(password));
  if (bits >= BITS.strong) return 4;
  if (bits >= BITS.fair) return 3;
  return bits >= BITS.weak ? 2 : 1;
}

function goesOn(units: string[], at: number): boolean {
  const distance = (to: number) =>
    (units[to]?.codePointAt(0) ?? NaN) - (units[to - 1]?.codePointAt(0) ?? NaN);
  return at > 1 && Math.abs(distance(at)) <= 1 && distance(at) === distance(at - 1);
}

/** How many characters there are in the classes that the password uses. */
function poolOf(password: string): number {
  return CHARACTER_CLASSES.reduce(
    (sum, [characters, count]) => sum + (characters.test(password) ? count : 0),
    2,
  );
}

const escaped = (word: string): string => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
