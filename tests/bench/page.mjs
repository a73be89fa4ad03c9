// The pages to measure in, and their server.

import { EventEmitter, once } from 'node:events';
import { text } from 'node:stream/consumers';

import { until } from '../browser/until.mjs';
import { file, serve } from '../chromium.mjs';
import { ANSWER, JSON_TYPE } from './page/answer.js';

/**
 * What a part measures in.
 *
 * @typedef {object} Place
 * @property {string} engine
 * @property {import('../browser/types').Browser} browser
 * @property {Awaited<ReturnType<typeof startServer>>} server of the pages
 * @property {boolean} quick
 * @property {number} [clockStep] the smallest step of the pages' clock, in milliseconds
 */

export const OURS = 'pkg/dist/xsolla-login.script.js';
/** The script-tag file of `./js`, where the Rust is compiled to JavaScript. */
export const JS = 'pkg/dist/xsolla-login.js.script.js';
export const MODULE = 'pkg/dist/xsolla-login.mjs';
export const ORIGINAL = 'node_modules/@xsolla/login-sdk/dist/sdk.js';

/** How long to wait for the report of a page that never sends one. */
const PATIENCE_MS = 5 * 60_000;

const FILES = { '/ours.js': OURS, '/js.js': JS, '/ours.mjs': MODULE, '/original.js': ORIGINAL };

const HEAD = `<!doctype html>
<meta charset="utf-8" />
<link rel="icon" href="data:," />
<body></body>
`;

// The original SDK comes first, because both packages define the same global.
const BOTH = `<script src="/original.js"></script>
<script>globalThis.Original = XsollaLogin;</script>
<script src="/ours.js"></script>
`;

const JS_TOO = `<script src="/js.js"></script>
<script>globalThis.WithoutWasm = XsollaLogin;</script>
`;

/**
 * The pages by path: an empty one, and one for each script of page/ that measures calls.
 *
 * @type {Record<string, string>}
 */
const PAGES = {
  '/': HEAD,
  '/calls': `${HEAD}${JS_TOO}${BOTH}<script type="module" src="/page/calls.js"></script>`,
  '/growth': `${HEAD}${BOTH}<script type="module" src="/page/growth.js"></script>`,
  '/loopback': `${HEAD}${BOTH}<script type="module" src="/page/loopback.js"></script>`,
  // watch.js replaces `WebAssembly`, so it must run before the package.
  '/memory': `${HEAD}<script src="/page/watch.js"></script>
<script src="/ours.js"></script>
<script type="module" src="/page/memory.js"></script>`,
};

/** Makes a page cross-origin isolated, for the finest clock that its browser has. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/**
 * Serves the pages, the packages, and a service that signs anybody in, all from one origin.
 * `reported()` resolves to the next report of a page. It rejects if the report is an error, or
 * after five minutes.
 */
export async function startServer() {
  const reports = new EventEmitter();
  const server = await serve(async (request, response) => {
    const path = new URL(request.url, 'http://localhost').pathname;
    if (path === '/report') {
      reports.emit('report', JSON.parse(await text(request)));
      return response.writeHead(204).end();
    }
    if (path.startsWith('/api/')) {
      request.resume();
      return response.writeHead(200, { 'Content-Type': JSON_TYPE }).end(ANSWER);
    }
    const html = PAGES[path];
    const type = html ? 'text/html' : 'text/javascript; charset=utf-8';
    const body = html ?? (await scriptOf(path));
    if (!body) return response.writeHead(404).end();
    response.writeHead(200, { ...ISOLATED, 'Content-Type': type }).end(body);
  });
  return {
    ...server,
    async reported() {
      const [report] = await once(reports, 'report', { signal: AbortSignal.timeout(PATIENCE_MS) });
      if (report.error) throw new Error(report.error);
      return report;
    },
  };
}

/** @param {string} path */
const scriptOf = (path) => file(FILES[path] ?? `tests/bench${path}`).catch(() => undefined);

/**
 * Calls `run` with a fresh page in its own profile, and closes the page afterwards.
 *
 * @template T
 * @param {Place} place
 * @param {string} path
 * @param {(page: import('../browser/types').Page) => Promise<T>} run
 */
export async function withPage({ browser, server }, path, run) {
  const page = await browser.open();
  try {
    await page.goto(server.origin + path);
    // WebKit loads an isolated page in another process, which its driver may not wait for.
    await until(() => page.evaluate(isLoaded, path), `${path} to be loaded`);
    return await run(page);
  } finally {
    await page.close();
  }
}

/** Runs in the page. @param {string} path */
const isLoaded = (path) => location.pathname === path && document.readyState === 'complete';
