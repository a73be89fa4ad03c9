// The guide to testing tests the page of the React guide: its example for Playwright runs here as it stands, but that
// `@playwright/test` is a few lines around the library.
import assert from 'node:assert/strict';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { launch } from '../chromium.mjs';
import { blocksOf, root } from './blocks.mjs';

const app = join(root, 'target/docs-guides');

const PAGE = `import { createRoot } from 'react-dom/client';
import { App } from './app';
createRoot(document.querySelector('#app')!).render(<App />);
`;

const PLAYWRIGHT = `export const test = (title, run) => (globalThis.guide = run);
export const expect = (found) => ({
  toHaveText: async (text) => {
    await found.waitFor();
    if ((await found.textContent()) !== text) throw new Error(await found.textContent());
  },
});
`;

let browser;

before(async () => {
  await rm(app, { recursive: true, force: true });
  await mkdir(join(app, 'node_modules'), { recursive: true });
  await symlink(join(root, 'pkg'), join(app, 'node_modules/xsolla-login-wasm'));
  await symlink(join(root, 'pkg-sandbox'), join(app, 'node_modules/xsolla-login-sandbox'));
  for (const { code } of blocksOf('docs/guides/react.md')) {
    const [, name] = /^\/\/ (\w+\.tsx?)\n/.exec(code) ?? [];
    if (name) await writeFile(join(app, name), code);
  }
  await writeFile(join(app, 'page.tsx'), PAGE);
  await writeFile(join(app, 'playwright.js'), PLAYWRIGHT);
  browser = await launch();
});

after(() => browser.close());

const bundle = (more) =>
  build({ absWorkingDir: app, bundle: true, format: 'esm', logLevel: 'error', ...more });

test('the page of the React guide passes the test of the guide to testing', async () => {
  const example = blocksOf('docs/guides/testing.md').find(({ code }) =>
    code.includes("from '@playwright/test'"),
  );
  await writeFile(join(app, 'example.ts'), example.code);
  await bundle({ entryPoints: ['page.tsx'], outfile: 'built/page.js', jsx: 'automatic' });
  await bundle({
    entryPoints: ['example.ts'],
    outfile: 'built/example.mjs',
    alias: { '@playwright/test': './playwright.js' },
    external: ['xsolla-login-sandbox'],
  });
  await import(pathToFileURL(join(app, 'built/example.mjs')).href);

  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  const thrown = [];
  page.on('pageerror', (error) => thrown.push(String(error)));
  const script = await readFile(join(app, 'built/page.js'));
  await page.route('http://localhost:5173/**', (route) =>
    new URL(route.request().url()).pathname === '/page.js'
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({
          contentType: 'text/html',
          body: '<!doctype html><div id="app"></div><script type="module" src="page.js"></script>',
        }),
  );
  await globalThis.guide({ page });
  assert.deepEqual(thrown, []);
  await page.close();
});
