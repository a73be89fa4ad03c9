// A fresh page for each test of a file, from one server and one browser.
import { after, afterEach, before, beforeEach } from 'node:test';
import { launch, serve } from '../chromium.mjs';
import { watchTwins } from '../twins.js';

/** The origin of the pages. */
export let origin;

/** The page of the current test. */
export let page;

/** The errors and console messages of that page. */
export let problems;

/**
 * Gives each test of this file its page. `answer(url, response)` sets the headers of the response to `url`,
 * and returns its body.
 */
export const serveEach = (answer) => {
  let server;
  let browser;

  before(async () => {
    server = await serve(async (request, response) => {
      const url = new URL(request.url, 'http://localhost');
      // Browsers request this by themselves.
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
 * From the next load on, `made` counts the modules that the page compiles and the instances that it
 * creates, except for the small wasm that unpacks the other one and imports nothing. A loaded twin counts
 * as a module.
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
