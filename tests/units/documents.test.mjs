// What the documents point at is there.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path) => readFileSync(join(root, path), 'utf8');

const DOCUMENTS = [
  'README.md',
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

test('the workflows run commands of this project, and no action of anybody', () => {
  const folder = '.github/workflows';
  const workflows = readdirSync(join(root, folder));
  assert.ok(workflows.length, 'there are workflows');
  for (const path of workflows) {
    assert.doesNotMatch(read(join(folder, path)), /^\s*(- )?uses:/m, path);
  }
});

test('each call stands in an example of the README', () => {
  const examples = Array.from(
    read('README.md').matchAll(/^```js\n([^]*?)^```$/gm),
    ([, code]) => code,
  );
  const calls = Array.from(
    read('js/api.js').matchAll(/^ {2}(?:async )?(\w+)\(/gm),
    ([, name]) => name,
  );
  // Those that an app needs only where it does for itself what others do for it.
  const inside = ['constructor', 'exchangeCode', 'refresh'];
  const missing = calls.filter(
    (name) => !inside.includes(name) && !examples.some((code) => code.includes(`api.${name}(`)),
  );
  assert.deepEqual(missing, []);
});

test('the first figures of the README are those of its table', () => {
  const lines = read('README.md').split('\n');
  for (const [start, title] of [
    ['| script-tag file, brotli |', '| script-tag file, brotli -q 11,'],
    [
      '| its text to the first `Api`, Chromium |',
      '| script text to the first `Api`, against the original, Chromium |',
    ],
  ]) {
    const [, theirs, ours] = /\| ([\d.]+ \w+) \| ([\d.]+ \w+) \|$/.exec(
      lines.find((line) => line.startsWith(start)),
    );
    const measured = lines.find((line) => line.startsWith(title));
    assert.ok(measured.includes(`| ${ours} | ${theirs} |`), measured);
  }
});
