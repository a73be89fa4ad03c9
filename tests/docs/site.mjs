// Tests that every link of the built site leads to a page, and to a heading there. After `cargo xtask docs`, run
// `node --test-reporter=spec tests/docs/site.mjs`.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';

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

/** What users search for, and a page that has to be among the first results. */
const SEARCHES = {
  '2FA': 'guides/session',
  MFA: 'guides/session',
  docker: 'guides/testing',
  container: 'guides/testing',
  backend: 'security',
  'JWT verify': 'security',
  'remember me': 'guides/session',
  'Failed to fetch': 'troubleshooting',
  CORS: 'troubleshooting',
  Facebook: 'guides/social',
};

test('the search finds what users look for', async () => {
  const { default: MiniSearch } =
    await import('../../docs/node_modules/minisearch/dist/es/index.js');
  const chunks = join(site, 'assets/chunks');
  const name = readdirSync(chunks).find((file) => file.includes('localSearchIndex'));
  const { default: json } = await import(pathToFileURL(join(chunks, name)).href);
  // As VitePress's search box has them.
  const index = MiniSearch.loadJSON(json, {
    fields: ['title', 'titles', 'text'],
    storeFields: ['title', 'titles'],
    searchOptions: { fuzzy: 0.2, prefix: true, boost: { title: 4, text: 2, titles: 1 } },
  });
  for (const [words, page] of Object.entries(SEARCHES)) {
    const found = index.search(words).map(({ id }) => id.split('#')[0]);
    assert.ok(found.slice(0, 5).includes(`/${page}.html`), `${words}: ${found.slice(0, 5)}`);
  }
});

test('no page contains a placeholder', () => {
  for (const page of pages) assert.doesNotMatch(read(page), /\{(integrity|version)\}/, page);
});
