// What the types of the package declare.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DECLARATIONS, root } from '../docs/blocks.mjs';

/** The text of all modules of the declarations. */
export const TYPES = DECLARATIONS.map((path) => readFileSync(join(root, path), 'utf8')).join('\n');

/** Returns the names of the members of a declaration. Guards against a pattern that no longer finds them. */
const membersOf = (declaration, member) => {
  const start = `export ${declaration} {`;
  const body = TYPES.slice(TYPES.indexOf(start) + start.length).split(/\n\}/, 1)[0];
  const names = Array.from(body.matchAll(member), ([, name]) => name);
  if (names.length <= 30) throw new Error(`${declaration} has only ${names.length} members`);
  return [...new Set(names)];
};

/** The names of the options. */
export const OPTIONS = membersOf('interface Config', /^ {2}(\w+)\??:/gm);

/** The names of the calls. */
export const CALLS = membersOf('class Api', /^ {2}(\w+)[(<]/gm).filter(
  (name) => name !== 'constructor',
);
