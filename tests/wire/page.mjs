// A page that has the recorder in the place of the network, axios, and one build of `XsollaLogin`.
import { file, launch, serve } from '../chromium.mjs';

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
  for (const [path, source] of Object.entries(files)) scripts.set(path, await file(source));

  const server = await serve(({ url }, response) => {
    const script = scripts.get(url);
    response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html');
    response.end(script ?? HTML);
  });
  const browser = await launch();
  const page = await browser.newPage();
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.goto(server.origin);

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
