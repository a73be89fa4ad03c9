// One origin for the app's pages and an authorization server: paths of the Login service are mapped
// to those of the server; everything else is passed on unchanged.
import { createHash } from 'node:crypto';
import { request as forward } from 'node:http';
import { file, serve } from '../chromium.mjs';

const source = await file('pkg/dist/xsolla-login.script.js');

const PAGE =
  '<!doctype html><meta charset="utf-8" /><link rel="icon" href="data:," />' +
  '<title>app</title><body></body><script src="/app/sdk.js"></script>';

/** Returns a short hash that identifies a token without revealing it. */
export const digest = (token) => createHash('sha256').update(token).digest('hex').slice(0, 12);

/** Reads the body of a request. */
export const bodyOf = async (request) => {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts);
};

/**
 * Starts the proxy. `upstream` is the server's origin, to be set once it is known; `paths` maps paths
 * of the Login service to the server's. `log` has each token request: its grant, its status, and the
 * digest of its refresh token.
 */
export const startProxy = async (paths) => {
  const log = [];
  const proxy = { log, upstream: '' };

  const pass = async (request, response) => {
    const url = new URL(request.url, proxy.upstream);
    const isToken = url.pathname === '/api/oauth2/token' && request.method === 'POST';
    url.pathname = paths[url.pathname] ?? url.pathname;
    const body = await bodyOf(request);
    const entry = {};
    if (isToken) {
      const form = new URLSearchParams(body.toString());
      const token = form.get('refresh_token');
      Object.assign(entry, { grant: form.get('grant_type'), used: token && digest(token) });
      log.push(entry);
    }
    const { method, headers } = request;
    const upstream = forward(url, { method, headers, agent: false }, (answer) => {
      entry.status = answer.statusCode;
      response.writeHead(answer.statusCode, answer.rawHeaders);
      answer.pipe(response);
    });
    upstream.on('error', () => response.destroy());
    upstream.end(body);
  };

  const { origin, close } = await serve((request, response) => {
    if (!request.url.startsWith('/app/')) return pass(request, response);
    const isScript = request.url === '/app/sdk.js';
    response.setHeader('Content-Type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? source : PAGE);
  });
  return Object.assign(proxy, { origin, close });
};
