// The fenced code blocks of the READMEs, of docs/ and of the doc comments in the declarations.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** The modules of the declarations, by path in the project. */
export const DECLARATIONS = readdirSync(join(root, 'pkg-template/types'))
  .sort()
  .map((name) => `pkg-template/types/${name}`);

/** The documents whose blocks are checked, by path in the project. */
export const DOCUMENTS = [
  'README.md',
  'pkg-template/README.md',
  ...DECLARATIONS,
  'pkg-template/react.d.ts',
  'www-demo/sandbox/npm/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
    .sort()
    .map((path) => `docs/${path}`),
];

/** What may precede a fence: spaces, and the asterisk of a comment. */
const INDENT = '(?: *\\* )? *';

/**
 * @typedef {object} Block
 * @property {string} document
 * @property {number} line The first line of its code.
 * @property {string} language
 * @property {string} code Without the fence's indent.
 */

/** Returns the blocks of a document. @param {string} document @returns {Block[]} */
export function blocksOf(document) {
  const markdown = readFileSync(join(root, document), 'utf8');
  return Array.from(
    markdown.matchAll(new RegExp(`^(${INDENT})\`\`\`(\\S*).*\n([^]*?)^${INDENT}\`\`\`$`, 'gm')),
    ([, indent, language, code], index) => ({ index, indent, language, code }),
  ).map(({ index, indent, language, code }) => ({
    document,
    line: lineOf(markdown, index),
    language,
    // An empty line of a comment has no space after its asterisk.
    code: code.replaceAll(new RegExp(`^${indent.replace('* ', '\\* ?')}`, 'gm'), ''),
  }));
}

/** Returns the number of the line after the block's opening fence. */
function lineOf(markdown, index) {
  const fences = [...markdown.matchAll(new RegExp(`^${INDENT}\`\`\`.*$`, 'gm'))];
  return markdown.slice(0, fences[2 * index].index).split('\n').length + 1;
}

/** Returns all blocks of all documents in these languages. @param {...string} languages */
export const blocks = (...languages) =>
  DOCUMENTS.flatMap(blocksOf).filter(({ language }) => languages.includes(language));

/** Returns the file name in a block's first line, if it has one. @param {Block} block */
export const nameOf = ({ code }) =>
  /^(?:\/\/|<!--) ((?:[\w-]+\/)*[\w-]+(?:\.\w+)+)(?: -->)?\n/.exec(code)?.[1];

/** Returns the code of a guide's named blocks, by name. */
export const filesOf = (guide) =>
  Object.fromEntries(
    blocksOf(`docs/guides/${guide}.md`)
      .filter(nameOf)
      .map((block) => [nameOf(block), block.code]),
  );

/** Returns the files of the app of the Next.js guide, which uses the components of the React guide. */
export function filesOfNext() {
  const { 'App.tsx': replaced, ...components } = filesOf('react');
  assert.ok(replaced);
  const guide = readFileSync(join(root, 'docs/guides/next.md'), 'utf8');
  const own = Object.entries(filesOf('next')).filter(([name]) => name.startsWith('app/'));
  const copied = Object.entries(components).map(([name, code]) => [`app/${name}`, code]);
  for (const name of Object.keys(components)) assert.ok(guide.includes(`\`${name}\``), name);
  return Object.fromEntries([...copied, ...own]);
}

/** Returns the code of the block that contains `words`, of a page below `docs/`. Throws unless exactly one does. */
export function codeWith(page, words) {
  const document = `docs/${page}.md`;
  const found = blocksOf(document).filter(({ code }) => code.includes(words));
  assert.equal(found.length, 1, `${document}: blocks with ${words}`);
  return found[0].code;
}

/** Returns the scripts in a block of HTML, Vue or Svelte, with their attributes. */
export const scriptsOf = ({ code }) =>
  Array.from(code.matchAll(/<script([^>]*)>([^]*?)<\/script>/g), ([, attributes, script]) => ({
    attributes,
    script,
  }));

export const titleOf = ({ document, line }) => `${document}:${line}`;
