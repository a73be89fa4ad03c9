// Starts servers of the npm package for the service's own Rust tests (`www-demo/sandbox/tests/service/running.rs`),
// which it must pass like the native service. A POST with the options starts a server, a DELETE with its URL stops it.
// The first line of output is the URL for these requests. The process ends when its standard input ends, with exit
// code 1 if no server was ever started, because then the tests ran against something else.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { startServer } from '../../pkg-sandbox/dist/server.js';

const running = new Map();
let started = 0;

const start = async (options) => {
  const server = await startServer(JSON.parse(options));
  running.set(server.url, server);
  started += 1;
  return { url: server.url };
};

const stop = async (url) => {
  await running.get(url).close();
  running.delete(url);
};

const servers = createServer(async (request, response) => {
  try {
    const body = await text(request);
    if (request.method === 'DELETE') {
      await stop(body);
      response.writeHead(204).end();
    } else {
      response.end(JSON.stringify(await start(body)));
    }
  } catch (error) {
    response.writeHead(500).end(error.message);
  }
});
servers.listen(0, '127.0.0.1');
await once(servers, 'listening');
console.log(`http://127.0.0.1:${servers.address().port}/`);
process.stdin.resume().once('end', () => process.exit(started ? 0 : 1));
