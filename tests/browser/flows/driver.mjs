import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';

export const title = 'the drivers';

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'the address is that of the elements seen, though the rest of the document is on its way':
    async ({ page }) => {
      const server = createServer(({ url }, response) => {
        response.setHeader('content-type', 'text/html; charset=utf-8');
        if (url !== '/slow') return response.end('<!doctype html><a href="/slow">go</a>');
        // More than a browser waits for before it shows the first of it.
        response.write(`<!doctype html><p id="first">first</p>${' '.repeat(4096)}`);
        // WebKit's driver looks at no document before all of it is there.
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
