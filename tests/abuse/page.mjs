// A page with one of the scripts of `page/` and the built package, in headless Chromium. With WEBASSEMBLY=off,
// the package loads its twin.
import { build } from 'esbuild';
import { fileURLToPath } from 'node:url';
import { file, hasWebAssembly, launch, serve } from '../chromium.mjs';

// Another file than that of the build: a copy with a fault, to see a test fail.
const SCRIPT = process.env.ABUSE_SCRIPT ?? 'pkg/dist/xsolla-login.script.js';
const TWIN = SCRIPT.replace('.script.js', '.twin.js');

// The script of the test comes first, since it watches what the package does to the page.
const HTML = `<!doctype html>
<meta charset="utf-8" />
<link rel="icon" href="data:," />
<body></body>
<script src="/page.js"></script>
<script src="/xsolla-login.script.js"></script>
`;

/** The seed of everything that is drawn. */
export const seed = Number(process.env.ABUSE_SEED ?? 20_240_229);

/**
 * Opens a page with `page/<name>.js`. In the page, `await collect()` collects garbage.
 */
export const open = async (name) => {
  const scripts = {
    '/page.js': await bundled(name),
    '/xsolla-login.script.js': await file(SCRIPT),
    '/xsolla-login.twin.js': await file(TWIN),
  };
  const server = await serve(({ url }, response) => {
    const script = scripts[new URL(url, 'http://x').pathname];
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ?? HTML);
  });
  // With its JIT compilers; otherwise hundreds of thousands of calls take minutes.
  const browser = await launch('--no-jitless', '--expose-gc');
  const page = await browser.newPage();
  if (!hasWebAssembly) await page.addInitScript(() => delete window.WebAssembly);
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  const devtools = await page.context().newCDPSession(page);
  await page.exposeFunction('collect', () => devtools.send('HeapProfiler.collectGarbage'));
  await page.goto(server.origin);
  if (!hasWebAssembly) await page.evaluate(() => XsollaLogin.init());
  return {
    errors,
    /** Calls a function that the script has defined on `abuse`. */
    run: (method, ...args) =>
      page.evaluate(([method, args]) => window.abuse[method](...args), [method, args]),
    /** Returns the bytes of the JavaScript heap in use. */
    heap: async () => (await devtools.send('Runtime.getHeapUsage')).usedSize,
    collect: () => devtools.send('HeapProfiler.collectGarbage'),
    async close() {
      await browser.close();
      server.close();
    },
  };
};

const bundled = async (name) => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`page/${name}.js`, import.meta.url))],
    bundle: true,
    write: false,
  });
  return outputFiles[0].text;
};
