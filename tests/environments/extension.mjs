// A Chromium extension that contains the built package, with nothing in its manifest that allows WebAssembly.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { program } from '../chromium.mjs';

const DIST = fileURLToPath(new URL('../../pkg/dist', import.meta.url));

/** The modules that its service worker imports statically, since it may import nothing later. */
const MODULES = ['/xsolla-login.mjs', '/xsolla-login.slim.mjs', '/xsolla-login.js.mjs'];

/** The scripts that are content scripts, each on its own pages. */
const SCRIPTS = ['/xsolla-login.script.js', '/xsolla-login.js.script.js'];

const manifest = ({ protocol, hostname }) => ({
  manifest_version: 3,
  name: 'test',
  version: '1',
  host_permissions: [`${protocol}//${hostname}/*`],
  background: { service_worker: 'worker.js', type: 'module' },
  content_scripts: SCRIPTS.map((script) => ({
    matches: [`${protocol}//${hostname}/*`],
    include_globs: [`*content=${encodeURIComponent(script)}*`],
    js: [`dist${script}`, 'content.js'],
  })),
});

/** The files of the extension, as strings by name. `begin` also runs in a content script. */
const files = (site, begin) => ({
  'manifest.json': JSON.stringify(manifest(site)),
  'page.html': '<!doctype html><body></body>',
  ...Object.fromEntries(SCRIPTS.map((script, i) => [`page-${i}.html`, tag(script)])),
  'worker.js': `${MODULES.map((module, i) => `import * as m${i} from './dist${module}';`).join('\n')}
globalThis.modules = [${MODULES.map((_, i) => `m${i}`)}];`,
  'content.js': `(${begin})('', '${site.origin}/api').then((result) => {
  document.documentElement.dataset.begun = result;
});`,
});

const tag = (script) => `<!doctype html><body><script src="dist${script}"></script></body>`;

/**
 * Starts a browser with the extension. `origin` serves the pages and the service; `begin(module, apiUrl)` runs in
 * each place.
 */
export const openExtension = async (origin, begin) => {
  const folder = await mkdtemp(join(tmpdir(), 'extension-'));
  const extension = join(folder, 'extension');
  await mkdir(extension);
  for (const [name, text] of Object.entries(files(new URL(origin), begin))) {
    await writeFile(join(extension, name), text);
  }
  await cp(DIST, join(extension, 'dist'), { recursive: true });
  const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
    executablePath: program,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      '--no-sandbox',
      `--disable-extensions-except=${extension}`,
      `--load-extension=${extension}`,
    ],
  });
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));

  const inPage = async (url, run) => {
    const page = await context.newPage();
    try {
      await page.goto(url);
      return await run(page);
    } finally {
      await page.close();
    }
  };

  const apiUrl = `${origin}/api`;
  const here = new URL('.', worker.url()).href;
  /** In a page, a worker or a content script: returns when an entry starts to work. */
  const ask = {
    page: ({ script, module }) =>
      inPage(`${here}page${script ? `-${SCRIPTS.indexOf(script)}` : ''}.html`, (page) =>
        page.evaluate(`(${begin})(${JSON.stringify(module && `/dist${module}`)}, '${apiUrl}')`),
      ),
    worker: ({ module }) =>
      worker.evaluate(
        `globalThis.XsollaLogin = modules[${MODULES.indexOf(module)}], (${begin})('', '${apiUrl}')`,
      ),
    content: ({ script }) =>
      inPage(`${origin}/page?${new URLSearchParams({ content: script })}`, async (page) => {
        const begun = await page.waitForSelector('[data-begun]', { state: 'attached' });
        return begun.getAttribute('data-begun');
      }),
  };
  return {
    ask,
    close: async () => {
      await context.close();
      await rm(folder, { recursive: true });
    },
  };
};
