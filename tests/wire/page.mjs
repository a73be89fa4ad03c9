// A page with the recorder instead of the network, with axios, and with one build of `XsollaLogin`.
import { file, serve } from '../chromium.mjs';

const HTML = `<!doctype html>
<meta charset="utf-8" />
<link rel="icon" href="data:," />
<script src="/axios.js"></script>
<script src="/recorder.js"></script>
<script src="/sdk.js"></script>
`;

export async function open(sdk, browser) {
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
  const page = await browser.open();
  await page.goto(server.origin);

  return {
    errors: () => page.consoleMessages(),
    reload: () => page.goto(server.origin),
    record: (vector) => page.evaluate((vector) => window.record(vector), vector),
    /** Resolves to the stack of the error that `login` rejects with if the service responds with one. */
    stack: () =>
      page.evaluate(async () => {
        const { fetch } = window;
        window.fetch = async () => new Response('{"error":{"code":"003-001"}}', { status: 401 });
        const api = new XsollaLogin.Api({ projectId: 'project' });
        const error = await api.login({ credentials: {} }).catch((error) => error);
        window.fetch = fetch;
        return error.stack;
      }),
    async close() {
      await page.close();
      server.close();
    },
  };
}
