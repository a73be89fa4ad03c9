// No module of JavaScript or TypeScript imports itself through others (`tests/house.rs` holds the same for Rust), and no
// source file is too long.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';
import { root } from '../docs/blocks.mjs';

/** The folders whose modules may import each other. */
const PARTS = ['js', 'pkg-template', 'www-demo', 'www-demo/sandbox', 'tests'];

/** Folders with packages of others, or with what the build makes. */
const FOREIGN = new Set(['node_modules', 'target', 'generated', 'dist', '.next']);

/** Returns the paths of the files in a folder, and in the folders inside it. */
const filesIn = (folder) =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (!entry.isDirectory()) return [path];
    return FOREIGN.has(entry.name) ? [] : filesIn(path);
  });

/** Imports of files that the build or a test makes. */
const MADE = /\/(generated|consumers|docs\/page)\/|^js\/xsolla-login\./;

const isModule = (path) => /\.(js|mjs|ts|tsx)$/.test(path);

/** Returns the modules of a part, without those of the parts inside it. */
const modulesOf = (part) => {
  const inner = PARTS.filter((other) => other.startsWith(`${part}/`));
  return filesIn(part).filter(
    (path) => isModule(path) && !inner.some((other) => path.startsWith(`${other}/`)),
  );
};

/** Returns the relative paths that a module imports, types included, also those in JSDoc. */
const namesIn = (file) => {
  const text = readFileSync(join(root, file), 'utf8');
  const imported = ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName);
  const inComments = Array.from(text.matchAll(/\{[^}]*import\('([^']+)'\)/g), ([, name]) => name);
  return [...imported, ...inComments].filter((name) => name.startsWith('.'));
};

/** How a module may be named in an import: as it is, without its extension, or as the JavaScript that it becomes. */
const ENDS = ['', '.ts', '.tsx', '.js', '.d.ts'];

/** Returns the files that a module imports, each with the name of a file in `files` if there is one. */
const importsOf = (file, files) =>
  namesIn(file).map((name) => {
    const path = relative(root, join(root, dirname(file), name));
    const bare = path.replace(/\.js$/, '');
    return (
      ENDS.flatMap((end) => [path + end, bare + end]).find((found) => files.has(found)) ?? path
    );
  });

/**
 * Returns a chain of imports that ends in a cycle.
 * @param {Record<string, string[]>} imports
 */
const cycleIn = (imports) => {
  const done = new Set();
  const follow = (file, above) => {
    if (above.includes(file)) return [...above.slice(above.indexOf(file)), file];
    if (done.has(file)) return undefined;
    for (const other of imports[file] ?? []) {
      const cycle = follow(other, [...above, file]);
      if (cycle) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of Object.keys(imports)) {
    const cycle = follow(file, []);
    if (cycle) return cycle;
  }
  return undefined;
};

test('a cycle is found', () => {
  assert.deepEqual(cycleIn({ a: ['b'], b: ['c', 'd'], c: [], d: ['b'] }), ['b', 'd', 'b']);
  assert.equal(cycleIn({ a: ['b', 'c'], b: ['c'], c: [] }), undefined);
});

for (const part of PARTS) {
  test(`no module of ${part}/ imports itself through others`, () => {
    const files = new Set(modulesOf(part));
    const imports = Object.fromEntries([...files].map((file) => [file, importsOf(file, files)]));
    // Guards against a test that passes because imports were not found.
    const inside = Object.values(imports).flat();
    const lost = inside.filter(
      (file) => file.startsWith(`${part}/`) && !existsSync(join(root, file)),
    );
    assert.ok(inside.some((file) => files.has(file)));
    assert.deepEqual(
      lost.filter((file) => !MADE.test(file)),
      [],
    );
    assert.equal(cycleIn(imports)?.join(' imports '), undefined);
  });
}

/** The most lines of a source file, without its tests. */
const LONGEST = 400;

/** The folders of source files. Tests may be longer, since they are lists; the model is not a list. */
const SOURCES = ['src', 'js', 'xtask', 'www-demo', 'pkg-template', 'fuzz', 'tests/model'];

/** Files that are longer, each with its reason. */
const LONGER = new Map([
  ['www-demo/index.html', 'a page is one document'],
  ['pkg-template/types/api.d.ts', 'TypeScript declares a class in one piece'],
]);

const isTest = (path) => /\/tests(\/|\.rs$)/.test(path);

/** The tests inside a file of Rust, which rustfmt closes with a brace at the start of a line. */
const INLINE_TESTS = /^#\[cfg\((?:test|all\(test, .*\))\)\]\nmod tests \{\n[^]*?^\}\n/gm;

/** Returns the number of lines of a source file, without its tests. */
const linesOf = (path) => {
  const code = readFileSync(join(root, path), 'utf8').replaceAll(INLINE_TESTS, '');
  return code.split('\n').length - 1;
};

test(`no source file has over ${LONGEST} lines without its tests`, () => {
  const sources = SOURCES.flatMap(filesIn).filter(
    (path) => (isModule(path) || /\.(rs|css|html|jsx|svelte|vue)$/.test(path)) && !isTest(path),
  );
  for (const known of ['src/client.rs', 'js/load.js', 'tests/model/world.rs']) {
    assert.ok(sources.includes(known), known);
  }
  const long = sources.filter((path) => linesOf(path) > LONGEST);
  assert.deepEqual(long, [...LONGER.keys()]);
});
