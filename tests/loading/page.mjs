// A fresh page for each test of a file, from one server and one browser.
import { after, afterEach, before, beforeEach } from 'node:test';
import { launch, serve } from '../chromium.mjs';
import { watchTwins } from '../twins.js';

/** Where the pages come from. */
export let origin;

/** The page of the test that runs. */
export let page;

/** What that page has complained about or printed. */
export let problems;

/**
 * Gives each test of this file its page. `answer(url, response)` sets the headers of what the
 * server has at `url`, and gives the body.
 */
export const serveEach = (answer) => {
  let server;
  let browser;

  before(async () => {
    server = await serve(async (request, response) => {
      const url = new URL(request.url, 'http://localhost');
      // What a browser asks for by itself.
      if (url.pathname === '/favicon.ico') return response.writeHead(204).end();
      response.end(await answer(url, response));
    });
    ({ origin } = server);
    browser = await launch();
  });

  after(async () => {
    await browser?.close();
    server?.close();
  });

  beforeEach(async () => {
    page = await browser.newPage();
    problems = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => problems.push(message.text()));
  });

  afterEach(() => page.close());
};

/**
 * From the next load on, `made` counts what the page compiles and the instances it makes, but for the small
 * wasm that unpacks the other one: it imports nothing. A twin that is loaded counts as a module.
 */
export const count = async () => {
  await page.addInitScript(`(${watchTwins})((make) => {
    made.modules++;
    return (imports) => (made.instances++, make(imports));
  })`);
  await page.addInitScript(() => {
    window.made = { modules: 0, instances: 0 };
    if (!window.WebAssembly) return;
    for (const [name, count] of [
      ['Module', 'modules'],
      ['Instance', 'instances'],
    ]) {
      WebAssembly[name] = new Proxy(WebAssembly[name], {
        construct(target, args) {
          const result = Reflect.construct(target, args);
          const [module] = name === 'Module' ? [result] : args;
          if (WebAssembly.Module.imports(module).length) made[count]++;
          return result;
        },
      });
    }
  });
};
