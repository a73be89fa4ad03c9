// The fenced code blocks of the READMEs, of docs/ and of the comments in the declarations.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../../', import.meta.url));

/** Every document whose blocks are checked, by its path in the project. */
export const DOCUMENTS = [
  'README.md',
  'pkg-template/README.md',
  'pkg-template/index.d.ts',
  'pkg-template/react.d.ts',
  'www-demo/sandbox/npm/README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true })
    .filter((path) => path.endsWith('.md') && !path.includes('node_modules'))
    .sort()
    .map((path) => `docs/${path}`),
];

/** What stands before a fence: blanks, and the star of a comment. */
const INDENT = '(?: *\\* )? *';

/**
 * @typedef {object} Block
 * @property {string} document
 * @property {number} line The first line of its code.
 * @property {string} language
 * @property {string} code Without the indent of its fence.
 */

/** The blocks of a document. @param {string} document @returns {Block[]} */
export function blocksOf(document) {
  const markdown = readFileSync(join(root, document), 'utf8');
  return Array.from(
    markdown.matchAll(new RegExp(`^(${INDENT})\`\`\`(\\S*).*\n([^]*?)^${INDENT}\`\`\`$`, 'gm')),
    ([, indent, language, code], index) => ({ index, indent, language, code }),
  ).map(({ index, indent, language, code }) => ({
    document,
    line: lineOf(markdown, index),
    language,
    // An empty line of a comment has no blank behind its star.
    code: code.replaceAll(new RegExp(`^${indent.replace('* ', '\\* ?')}`, 'gm'), ''),
  }));
}

/** The line after the opening fence of the block at that place. */
function lineOf(markdown, index) {
  const fences = [...markdown.matchAll(new RegExp(`^${INDENT}\`\`\`.*$`, 'gm'))];
  return markdown.slice(0, fences[2 * index].index).split('\n').length + 1;
}

/** All blocks of all documents in one of these languages. @param {...string} languages */
export const blocks = (...languages) =>
  DOCUMENTS.flatMap(blocksOf).filter(({ language }) => languages.includes(language));

/** The file that a block says it is, in its first line. @param {Block} block */
export const nameOf = ({ code }) => /^\/\/ ([\w-]+(?:\.\w+)+)\n/.exec(code)?.[1];

/** The code of the one block of a guide that has these words. */
export function codeWith(guide, words) {
  const document = `docs/guides/${guide}.md`;
  const found = blocksOf(document).filter(({ code }) => code.includes(words));
  assert.equal(found.length, 1, `${document}: blocks with ${words}`);
  return found[0].code;
}

/** The scripts in a block of HTML, Vue or Svelte, each with its attributes. */
export const scriptsOf = ({ code }) =>
  Array.from(code.matchAll(/<script([^>]*)>([^]*?)<\/script>/g), ([, attributes, script]) => ({
    attributes,
    script,
  }));

export const titleOf = ({ document, line }) => `${document}:${line}`;
