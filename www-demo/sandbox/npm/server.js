// The sandbox behind Node's HTTP server.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { makeService, object } from './options.js';
import { sandboxOf } from './sandbox.js';
import { loadService } from './wasm.js';

/** In bytes. More than the service reads; the rest of a longer body is not kept. */
const LARGEST_BODY = 2 * 1024 * 1024;

const LAST_PORT = 65_535;

/** How many free ports to try until one is free on the other address of localhost as well. */
const PORT_TRIES = 8;

const bodyOf = async (request) => {
  const pieces = [];
  let length = 0;
  for await (const piece of request) {
    length += piece.length;
    if (length <= LARGEST_BODY) pieces.push(piece);
    else if (length - piece.length <= LARGEST_BODY) pieces.push(piece.subarray(0, 1));
  }
  return Buffer.concat(pieces);
};

const pairsOf = ({ rawHeaders }) => {
  const pairs = [];
  for (let at = 0; at < rawHeaders.length; at += 2) pairs.push(rawHeaders.slice(at, at + 2));
  return pairs;
};

/** Writes a response to the connection, with whatever a fault does to it. */
const sinkOf = (response) => {
  const { socket } = response;
  return {
    head: (status, headers) => response.writeHead(status, headers.flat()),
    data: (piece) => response.write(piece),
    end: () => response.end(),
    cut: () => socket.destroy(),
    raw: (bytes, reset) =>
      socket.write(bytes, () => (reset ? socket.resetAndDestroy() : socket.end())),
    refuse: () => response.writeHead(400, { connection: 'close' }).end(),
  };
};

const handlerOf = (service) => async (request, response) => {
  let body;
  try {
    body = await bodyOf(request);
  } catch {
    // The client has disconnected.
    return;
  }
  const { method, url } = request;
  const call = service.answer(method, url, pairsOf(request), body, sinkOf(response));
  response.once('close', () => call.cancel());
};

const listen = async (port, host) => {
  const server = createServer();
  // Without a host, Node listens on `::`, or on 0.0.0.0 if there is no IPv6.
  server.listen(port, host === '::' ? undefined : host);
  await once(server, 'listening');
  return server;
};

/** Listens on both addresses of localhost, because each browser chooses which one to try first. */
const listenOnLocalhost = async (wanted) => {
  for (let tries = wanted === 0 ? PORT_TRIES : 1; tries > 0; tries -= 1) {
    const v4 = await listen(wanted, '127.0.0.1');
    try {
      return [v4, await listen(v4.address().port, '::1')];
    } catch (error) {
      // This machine has no IPv6.
      if (error.code !== 'EADDRINUSE') return [v4];
      v4.close();
      if (tries === 1) throw error;
    }
  }
};

/** Checks where to listen: Node takes a path for the port, and every address of the machine for an empty host. */
const checkAddress = (port, host) => {
  if (!Number.isInteger(port) || port < 0 || port > LAST_PORT) {
    throw new TypeError(`port: must be an integer from 0 to ${LAST_PORT}.`);
  }
  if (host !== undefined && (typeof host !== 'string' || !host)) {
    throw new TypeError('host: must be an address such as 127.0.0.1, or :: for all addresses.');
  }
};

/** Starts a sandbox as a server. Resolves to the sandbox, with `close()`. */
export const startServer = async (all = {}) => {
  const { port = 0, host, url: given, ...options } = object('startServer', all);
  checkAddress(port, host);
  const urlAt = (number) => (given === undefined ? `http://localhost:${number}` : given);
  const Service = await loadService();
  // Checks the options before it listens; only then is the number of a free port known.
  makeService(Service, { url: urlAt(port), ...options }, ['port', 'host']);
  const servers = host === undefined ? await listenOnLocalhost(port) : [await listen(port, host)];
  const close = async () => {
    const closed = servers.map((server) => once(server, 'close'));
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
    await Promise.all(closed);
  };
  try {
    const url = urlAt(servers[0].address().port);
    const made = makeService(Service, { url, ...options });
    for (const server of servers) server.on('request', handlerOf(made.service));
    return { ...sandboxOf(made), close };
  } catch (error) {
    await close();
    throw error;
  }
};
