import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';

export const title = 'the driver';

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'knows the address of a document that is still loading': async ({ page }) => {
    const server = createServer(({ url }, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      if (url !== '/slow') return response.end('<!doctype html><a href="/slow">go</a>');
      // Padded, because browsers do not show a document before they have enough of it.
      response.write(`<!doctype html><p id="first">first</p>${' '.repeat(4096)}`);
      // Not held for ever: WebKit's driver runs no script before a document is complete.
      return setTimeout(() => response.end(), 1000);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    try {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      const here = `http://127.0.0.1:${port}`;
      await page.goto(here);
      await page.click('a');
      await page.visible('#first');
      assert.equal(page.url(), `${here}/slow`);
    } finally {
      server.close();
    }
  },
};
