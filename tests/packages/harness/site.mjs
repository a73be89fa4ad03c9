// Serves a folder, with or without a content security policy.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { serve } from '../../chromium.mjs';

const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

const INLINE = /<script(?![^>]*\ssrc=)[^>]*>(.*?)<\/script>/gs;

/** Returns the policy sources that allow a page's inline scripts. */
export const hashes = (html) =>
  Array.from(html.toString('latin1').matchAll(INLINE), ([, script]) => {
    const hash = createHash('sha256').update(script, 'latin1').digest('base64');
    return `'sha256-${hash}'`;
  });

/**
 * @param {string} folder
 * @param {{ policy?: Function, charset?: string, inline?: boolean }} options `policy`: of service.mjs; `charset: ''`
 *   declares no charset; `inline`: the page has inline scripts that the policy must allow
 */
export const site = (folder, { policy, charset = 'utf-8', inline = false }) =>
  serve(async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    const file = pathname.endsWith('/') ? pathname + 'index.html' : pathname;
    const body = await readFile(join(folder, file)).catch(() => undefined);
    if (!body) return response.writeHead(404).end();
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    response.setHeader('Content-Type', charset ? `${type}; charset=${charset}` : type);
    if (policy) {
      const scripts = inline && type === 'text/html' ? hashes(body) : [];
      response.setHeader('Content-Security-Policy', policy(...scripts));
    }
    response.end(body);
  });
