// A service whose behaviour the soak can be sure of: it hands out names instead of tokens, ends a
// sign-in whose refresh token comes again after its use (RFC 9700, 4.14.2), fails on demand, and
// records everything.
import { file, serve } from '../chromium.mjs';

const source = await file('pkg/dist/xsolla-login.script.js');

const PAGE =
  '<!doctype html><meta charset="utf-8" /><link rel="icon" href="data:," />' +
  '<title>soak</title><body></body><script src="/sdk.js"></script>';

/** Seconds that an access token is valid. */
export const LIFE = 20;

const pause = (ms) => new Promise((end) => setTimeout(end, ms));

const bodyOf = async (request) => {
  let body = '';
  for await (const part of request) body += part;
  return new URLSearchParams(body);
};

/**
 * Starts the service. The caller names itself in the path, `/from/<load>/api/…`; a load is a page
 * from when it is loaded until it is left. `fault()` is called before each refresh for
 * `{ before, after, isCut, isLost }`: the milliseconds before and after the work, and whether the
 * connection ends instead of the work, or of the response.
 */
export const startServer = async (fault) => {
  /** Sign-ins by number: `good`, the valid refresh token; `endedAt`, when a bad one ended it. */
  const families = new Map();
  /** Access tokens by name: their sign-in, and when they expire. */
  const access = new Map();
  /** Every refresh, in order of arrival. */
  const sends = [];

  const issue = (family, number) => {
    const name = `${family}.${number}`;
    families.get(family).good = `refresh-${name}`;
    const over = Date.now() + LIFE * 1000;
    access.set(`access-${name}`, { family, over });
    return {
      access_token: `access-${name}`,
      refresh_token: `refresh-${name}`,
      expires_in: LIFE,
      token_type: 'bearer',
    };
  };

  const answer = (response, status, body) => {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(body && JSON.stringify(body));
  };

  const refused = { error: 'invalid_grant', error_description: 'used, revoked or never given' };

  const refresh = async (token, load, response) => {
    const [, family, number] = /^refresh-(\d+)\.(\d+)$/.exec(token).map(Number);
    const send = { token, family, load, at: Date.now(), isLost: false };
    sends.push(send);
    // The page was left, gave up, or lost the connection.
    response.on('close', () => {
      send.end ??= Date.now();
      if (!response.writableFinished) send.isLost = true;
    });
    const { before = 0, after = 0, isCut, isLost } = fault();
    const drop = () => {
      send.isLost = true;
      send.end ??= Date.now();
      response.destroy();
    };
    await pause(before);
    if (isCut) return drop();
    const kept = families.get(family);
    send.isUsed = kept.good === token && !kept.endedAt;
    if (send.isUsed) kept.good = undefined;
    else kept.endedAt ??= Date.now();
    await pause(after);
    // The next token is valid from now on, whether or not anybody gets it.
    const tokens = send.isUsed ? issue(family, number + 1) : undefined;
    if (isLost) return drop();
    send.end ??= Date.now();
    answer(response, tokens ? 200 : 400, tokens ?? refused);
  };

  const route = async (request, response) => {
    const { pathname } = new URL(request.url, 'http://localhost');
    // Chromium resends a request by itself if a kept-alive connection breaks.
    response.setHeader('Connection', 'close');
    if (pathname === '/sdk.js') {
      response.setHeader('Content-Type', 'text/javascript');
      return response.end(source);
    }
    const [, load, path] = /^\/from\/([^/]+)\/api(\/.*)$/.exec(pathname) ?? [];
    if (!load) {
      response.setHeader('Content-Type', 'text/html');
      return response.end(PAGE);
    }
    const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (path === '/users/me') {
      const known = access.get(bearer);
      const isGood = known && known.over > Date.now() && !families.get(known.family).endedAt;
      return answer(response, isGood ? 200 : 401, isGood ? { id: known.family } : { error: '401' });
    }
    if (path !== '/oauth2/token') return answer(response, 204);
    const form = await bodyOf(request);
    if (form.get('grant_type') === 'refresh_token') {
      return refresh(form.get('refresh_token'), load, response);
    }
    const family = families.size + 1;
    families.set(family, {});
    answer(response, 200, issue(family, 1));
  };

  const { origin, close } = await serve((request, response) =>
    route(request, response).catch((error) => {
      response.destroy();
      // The page was left while it was sending.
      if (error.code !== 'ECONNRESET') throw error;
    }),
  );
  return { origin, close, families, access, sends };
};
