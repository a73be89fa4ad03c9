// Tests that every link of the built site leads to a page, and to a heading there. After `cargo xtask docs`, run
// `node --test-reporter=spec tests/docs/site.mjs`.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const site = fileURLToPath(new URL('../../target/docs/', import.meta.url));
/** What the path of every page begins with; see docs/.vitepress/config.mjs. */
const base = new URL(process.env.DOCS_URL ?? 'http://localhost/').pathname;

const read = (path) => readFileSync(join(site, path), 'utf8');
const pages = readdirSync(site, { recursive: true }).filter(
  (path) => path.endsWith('.html') && !path.startsWith('reference/') && path !== '404.html',
);

/** Returns the file that the site serves for a path. */
const shownBy = (path) =>
  [path, `${path}.html`, join(path, 'index.html')].find(
    (file) => file.endsWith('.html') && existsSync(join(site, file)),
  );

const attributes = (html, name) =>
  Array.from(html.matchAll(new RegExp(` ${name}="([^"]*)"`, 'g')), ([, value]) =>
    decodeURIComponent(value.replaceAll('&amp;', '&')),
  );

test('the site has pages, a reference and a search index', () => {
  assert.ok(pages.length > 20, `only ${pages.length}`);
  assert.ok(existsSync(join(site, 'reference/index.html')));
  const chunks = readdirSync(join(site, 'assets/chunks'));
  assert.ok(
    chunks.some((name) => name.includes('localSearchIndex')),
    'the site has a search index',
  );
});

for (const page of pages) {
  test(`every link of ${page} has a target`, () => {
    for (const target of attributes(read(page), 'href')) {
      if (/^(https?:|mailto:|data:)/.test(target)) continue;
      const [path, id] = target.split('#');
      if (/\.(css|js|woff2|svg|png)$/.test(path)) continue;
      const from = path.startsWith(base) ? path.slice(base.length) : join(dirname(page), path);
      const file = path ? shownBy(normalize(from || '.')) : page;
      assert.ok(file, `${target} does not exist`);
      if (id) assert.ok(attributes(read(file), 'id').includes(id), `${target}: no such heading`);
    }
  });
}

test('no page contains a placeholder', () => {
  for (const page of pages) assert.doesNotMatch(read(page), /\{(integrity|version)\}/, page);
});
