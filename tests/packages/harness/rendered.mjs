// Consumers that render the page on their own server.
import assert from 'node:assert/strict';
import { request as send } from 'node:http';
import { createServer } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { serve } from '../../chromium.mjs';
import { start } from './command.mjs';
import { consumer } from './consumer.mjs';
import { SIGNED_IN } from './service.mjs';
import { hashes } from './site.mjs';

const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

/** A proxy that adds the policy to a server's pages, and allows the inline scripts that they have. */
const guard = (origin, policy, more) =>
  serve(({ url, method, headers }, response) => {
    const plain = { ...headers, 'accept-encoding': 'identity' };
    const sent = send(new URL(url, origin), { method, headers: plain }, async (answer) => {
      const isPage = answer.headers['content-type']?.startsWith('text/html');
      if (!isPage || !policy)
        return answer.pipe(response.writeHead(answer.statusCode, answer.headers));
      const html = await buffer(answer);
      const guarded = {
        ...answer.headers,
        'content-security-policy': policy(...hashes(html)) + more,
      };
      response.writeHead(answer.statusCode, guarded).end(html);
    });
    sent.on('error', () => response.destroy());
    sent.end();
  });

/**
 * Starts the built server, a Node program that takes its port from the environment and prints a line with it. `more`
 * is added to the policy, for what the consumer itself needs.
 */
const rendered =
  (project, args, more = '') =>
  async (policy) => {
    const port = await freePort();
    const server = await start(project.folder, process.execPath, args, {
      env: { PORT: String(port), HOST: 'localhost' },
      ready: (line) => line.includes(`:${port}`) && `http://localhost:${port}`,
    });
    const front = await guard(server.origin, policy, more);
    const close = async () => {
      front.close();
      await server.close();
    };
    return { origin: front.origin, close };
  };

/** The server has signed in too, and has written the result into the page. */
const onServer = {
  look: async (page) => {
    const said = await page.locator('#server').textContent();
    assert.deepEqual(JSON.parse(said), SIGNED_IN);
  },
};

/**
 * Declares the tests of such a consumer.
 * @param {string} url of the consumer.mjs
 * @param {{ name: string, version: string }} what see consumer.mjs
 * @param {{ build: string, page: string, server: string[], policy?: string }} parts `build`: the tool that builds;
 *   `page`: the folder of the browser's files; `server`: Node's arguments; `policy`: `more` of `rendered`
 */
export const renderedConsumer = (url, what, { build, page, server, policy }) =>
  consumer(url, what, ({ project, row }) => {
    const tests = row();
    tests.builds(build, ['build']);
    tests.holdsOneWasm(page, 'for the browser');
    const start = rendered(project, server, policy);
    tests.opens(start, onServer);
    tests.opensWithoutWasm(start, onServer);
  });
