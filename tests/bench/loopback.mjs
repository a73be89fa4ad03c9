// Compares a call over loopback with a bare `fetch` of the same request.

import assert from 'node:assert/strict';

import { launch } from '../chromium.mjs';
import { compare } from './statistics.mjs';

const CALLS = 40;
const ROUNDS = 80;
const QUICK = 10;
const WARM_UP = 5;

/**
 * @param {import('./page.mjs').Place} place
 * @returns {Promise<import('./figures.mjs').Measured[]>}
 */
export async function loopback({ engine, server, quick }) {
  const rounds = WARM_UP + (quick ? QUICK : ROUNDS);
  const { answers, measured } = await unwatched(
    server,
    `/loopback?rounds=${rounds}&calls=${CALLS}`,
  );
  assert.equal(answers.ours, answers.bare, 'both sides get the same response');
  const of = (/** @type {'ours' | 'bare'} */ side) =>
    measured.slice(WARM_UP).map((/** @type {any} */ round) => round[side]);
  return [{ figure: 'loopback', engine, ...compare(of('ours'), of('bare')) }];
}

/**
 * Opens a page that no driver is attached to, and returns what it reports. A driver listens to the
 * network of its pages, which makes a bare `fetch` nearly twice as slow, so that our package looks
 * better than it is. Playwright ignores pages outside its own contexts.
 *
 * @param {import('./page.mjs').Place['server']} server
 * @param {string} path
 */
async function unwatched(server, path) {
  const browser = await launch();
  try {
    const devtools = await browser.newBrowserCDPSession();
    const reported = server.reported();
    await devtools.send('Target.createTarget', { url: server.origin + path });
    return await reported;
  } finally {
    await browser.close();
  }
}
