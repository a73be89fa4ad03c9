// What the documents point at is there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { DOCUMENTS as EXAMPLES, blocksOf, root } from '../docs/blocks.mjs';

const read = (path) => readFileSync(join(root, path), 'utf8');

const DOCUMENTS = [
  // VitePress checks the links of the others, `tests/docs/site.mjs` those to their headings.
  ...EXAMPLES.filter((document) => document !== 'docs/index.md'),
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'HACKING.md',
  'SECURITY.md',
  'tests/README.md',
];

/** The id that a heading has where Markdown is shown. */
const idOf = (heading) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

const headings = (markdown) =>
  Array.from(markdown.matchAll(/^#+ (.*)$/gm), ([, heading]) => idOf(heading));

for (const document of DOCUMENTS) {
  test(`every link of ${document} leads to a file or a heading`, () => {
    const text = read(document).replaceAll(/^ *```[^]*?^ *```$/gm, '');
    for (const [, target] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https:/.test(target)) continue;
      const [path, id] = target.split('#');
      const file = path ? join(dirname(document), path) : document;
      assert.ok(existsSync(join(root, file)), `${target} is not there`);
      if (id) assert.ok(headings(read(file)).includes(id), `${target}: there is no such heading`);
    }
  });

  test(`every file and command that ${document} names is there`, () => {
    const text = read(document);
    for (const [, path] of text.matchAll(
      /`((?:src|js|tests|xtask|pkg-template|www-demo)\/[\w./-]*\w)`/g,
    )) {
      // What the build makes is there only afterwards.
      if (!path.startsWith('js/generated/'))
        assert.ok(existsSync(join(root, path)), `${path} is not there`);
    }
    const tasks = new Set(
      Array.from(read('xtask/src/main.rs').matchAll(/Task::(\w+)/g), ([, task]) =>
        task.toLowerCase(),
      ),
    );
    for (const [, task] of text.matchAll(/`cargo xtask ([a-z]+)/g)) {
      assert.ok(tasks.has(task), `cargo xtask ${task} is no task`);
    }
  });
}

test('every guarantee of SECURITY.md has its test', () => {
  const rows = Array.from(read('SECURITY.md').matchAll(/^\| .* \| `([^`]+)`: (.*) \|$/gm));
  assert.ok(rows.length > 15, `only ${rows.length} rows name a test`);
  for (const [, file, name] of rows) {
    // Names have apostrophes in some quotes and not in others.
    const plain = (text) => text.replaceAll(/\\?'/g, '');
    assert.ok(plain(read(file)).includes(plain(name)), `${file} has no test: ${name}`);
  }
});

test('each call stands in an example of the documentation', () => {
  const examples = EXAMPLES.flatMap(blocksOf).map(({ code }) => code);
  const calls = Array.from(
    read('js/api.js').matchAll(/^ {2}(?:async )?(\w+)\(/gm),
    ([, name]) => name,
  );
  const missing = calls.filter(
    (name) => name !== 'constructor' && !examples.some((code) => code.includes(`api.${name}(`)),
  );
  assert.deepEqual(missing, []);
});

test('the figures of the README are those of the documentation', () => {
  const lines = (path) => read(path).split('\n');
  for (const [start, title] of [
    ['| script-tag file, brotli |', '| script-tag file, brotli -q 11,'],
    [
      '| its text to the first `Api`, Chromium |',
      '| script text to the first `Api`, against the original, Chromium |',
    ],
  ]) {
    const [, theirs, ours] = /\| ([\d.]+ \w+) \| ([\d.]+ \w+) \|$/.exec(
      lines('README.md').find((line) => line.startsWith(start)),
    );
    const measured = lines('docs/performance.md').find((line) => line.startsWith(title));
    assert.ok(measured.includes(`| ${ours} | ${theirs} |`), measured);
  }
});

test('the README has at most 1 200 words', () => {
  const words = read('README.md').split(/\s+/).length;
  assert.ok(words <= 1200, `${words} words`);
});

test('every code that the types know stands in the table of codes', () => {
  const known = [...read('pkg-template/index.d.ts').matchAll(/'(\d{3,4}-\d{3,4})'/g)];
  assert.ok(known.length > 50, `only ${known.length}`);
  const errors = read('docs/errors.md');
  const missing = Array.from(known, ([, code]) => code).filter(
    (code) => !new RegExp(`(?<![\\d-])${code}(?![\\d-])`).test(errors),
  );
  assert.deepEqual(missing, []);
});

test('the table of codes has the names that the types have', () => {
  const declared = [...read('pkg-template/index.d.ts').matchAll(/readonly (\w+): '([\d-]+)'/g)];
  const names = new Map(declared.map(([, name, code]) => [code, name]));
  const rows = [...read('docs/errors.md').matchAll(/^\| (\d[^|]*) \| ([^|]*) \|/gm)];
  assert.ok(rows.length > 30, `only ${rows.length}`);
  for (const [, codes, shown] of rows) {
    const named = codes.split(', ').map((code) => names.get(code));
    assert.equal(shown, named.map((name) => (name ? `\`${name}\`` : '–')).join(', '), codes);
  }
});

test('every option that the types know stands in the table of options', () => {
  const [, body] = /export interface Config \{(.*?)\n\}/s.exec(read('pkg-template/index.d.ts'));
  const options = Array.from(body.matchAll(/^  (\w+)\??:/gm), ([, name]) => name);
  const text = read('docs/options.md');
  assert.ok(options.length > 30, `only ${options.length}`);
  assert.deepEqual(
    options.filter((name) => !text.includes(`\`${name}\``)),
    [],
  );
});
