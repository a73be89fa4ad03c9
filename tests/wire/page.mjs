// A page that has the recorder in the place of the network, axios, and one build of `XsollaLogin`.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { chromium } from 'playwright-core';

const root = new URL('../../', import.meta.url);
const HTML = `<!doctype html>
<meta charset="utf-8" />
<link rel="icon" href="data:," />
<script src="/axios.js"></script>
<script src="/recorder.js"></script>
<script src="/sdk.js"></script>
`;

export async function open(sdk) {
  const files = {
    '/axios.js': 'node_modules/axios/dist/axios.js',
    '/recorder.js': 'tests/wire/recorder.js',
    '/sdk.js': sdk,
  };
  const scripts = new Map();
  for (const [path, file] of Object.entries(files)) {
    scripts.set(path, await readFile(new URL(file, root)));
  }

  // localhost is a secure context: the page has all that a page served by https has.
  const server = createServer(({ url }, response) => {
    const script = scripts.get(url);
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ?? HTML);
  });
  await new Promise((resolve) => server.listen(0, 'localhost', resolve));
  // A browser that does not start must not leave the run waiting.
  server.unref();

  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(`http://localhost:${server.address().port}/`);

  return {
    errors,
    reload: () => page.reload(),
    hasCall: (name) => page.evaluate((name) => window.hasCall(name), name),
    record: (vector) => page.evaluate((vector) => window.record(vector), vector),
    async close() {
      await browser.close();
      server.close();
    },
  };
}
