import assert from 'node:assert/strict';

import { serve } from '../../chromium.mjs';

export const title = 'the driver';

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 */
function answer({ url }, response) {
  response.setHeader('content-type', 'text/html; charset=utf-8');
  if (url !== '/slow') return response.end('<!doctype html><a href="/slow">go</a>');
  // Padded, because browsers do not show a document until they have received enough of it.
  response.write(`<!doctype html><p id="first">first</p>${' '.repeat(4096)}`);
  // Not held forever: WebKit's driver runs no script before a document is complete.
  return setTimeout(() => response.end(), 1000);
}

/** @type {Record<string, import('../types').Flow>} */
export const flows = {
  'knows the URL of a document that is still loading': async ({ page }) => {
    const site = await serve(answer);
    try {
      await page.goto(site.origin);
      await page.click('a');
      await page.visible('#first');
      assert.equal(page.url(), `${site.origin}/slow`);
    } finally {
      site.close();
    }
  },
};
