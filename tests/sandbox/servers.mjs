// Servers of the npm package for the service's own tests in Rust, which it has to pass as the native service does
// (`www-demo/sandbox/tests/service/running.rs`). A POST with the options starts one, a DELETE with its address ends it.
// The first line says where. The end of the input ends all: with 1 if no server was asked for, since then whatever
// passed was something else.
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
