// npm `@node-oauth/oauth2-server`: the library makes the decisions; this file stores what it wants
// stored, and shows one page to sign in and consent.
import OAuth2Server from '@node-oauth/oauth2-server';
import { serve } from '../chromium.mjs';
import { bodyOf, startProxy } from './proxy.mjs';

const { Request, Response, OAuthError } = OAuth2Server;

const SCOPES = ['profile', 'offline'];

/** The library's model, in memory. A refresh token that is reused ends all tokens of its sign-in. */
const model = (redirectUri) => {
  const client = {
    id: '42',
    redirectUris: [redirectUri],
    grants: ['authorization_code', 'refresh_token'],
  };
  const codes = new Map();
  const access = new Map();
  const refresh = new Map();
  let signIns = 0;

  const ends = (family) => {
    for (const tokens of [access, refresh]) {
      for (const [name, { user }] of tokens) if (user.family === family) tokens.delete(name);
    }
  };

  return {
    access,
    getClient: async (id) => (id === client.id ? client : null),
    validateScope: async (user, client, scope) => scope?.filter((name) => SCOPES.includes(name)),
    saveAuthorizationCode: async (code, client, user) => {
      const kept = { ...code, client, user: { ...user, family: ++signIns } };
      codes.set(code.authorizationCode, kept);
      return kept;
    },
    getAuthorizationCode: async (code) => codes.get(code),
    revokeAuthorizationCode: async ({ authorizationCode }) => codes.delete(authorizationCode),
    saveToken: async (token, client, user) => {
      const kept = { ...token, client, user };
      access.set(token.accessToken, kept);
      if (token.refreshToken) refresh.set(token.refreshToken, { ...kept, used: false });
      return kept;
    },
    getAccessToken: async (token) => access.get(token),
    getRefreshToken: async (token) => {
      const kept = refresh.get(token);
      if (kept?.used) ends(kept.user.family);
      return kept?.used ? undefined : kept;
    },
    revokeToken: async ({ refreshToken }) => {
      const kept = refresh.get(refreshToken);
      if (!kept || kept.used) return false;
      kept.used = true;
      return true;
    },
  };
};

/** A page that forwards its query, with the user's name and decision. */
const consentPage = (search) => `<!doctype html><meta charset="utf-8" />
<link rel="icon" href="data:," /><title>Sign in</title>
<form method="post" action="/authorize${search.replaceAll('&', '&amp;').replaceAll('"', '&quot;')}">
<input name="login" required />
<button name="allowed" value="true">Allow</button>
<button name="allowed" value="false" formnovalidate>Deny</button>
</form>`;

const start = async () => {
  const proxy = await startProxy({
    '/api/oauth2/auth': '/authorize',
    '/api/oauth2/token': '/token',
    '/api/users/me': '/userinfo',
  });
  const server = { proxy, life: 3600 };
  const kept = model(`${proxy.origin}/app/back`);
  const oauth = new OAuth2Server({ model: kept });

  const routes = {
    'POST /authorize': (request, response) => {
      const authenticateHandler = { handle: async ({ body }) => ({ name: body.login }) };
      return oauth.authorize(request, response, { authenticateHandler });
    },
    'POST /token': (request, response) =>
      oauth.token(request, response, {
        accessTokenLifetime: server.life,
        refreshTokenLifetime: 3600,
        requireClientAuthentication: { authorization_code: false, refresh_token: false },
      }),
    'GET /userinfo': async (request, response) => {
      const { user } = await oauth.authenticate(request, response);
      response.body = { name: user.name };
    },
  };

  const upstream = await serve(async (incoming, outgoing) => {
    const { pathname, search, searchParams } = new URL(incoming.url, proxy.origin);
    const { method, headers } = incoming;
    if (method === 'GET' && pathname === '/authorize') {
      outgoing.setHeader('Content-Type', 'text/html');
      return outgoing.end(consentPage(search));
    }
    const body = Object.fromEntries(new URLSearchParams(`${await bodyOf(incoming)}`));
    const query = Object.fromEntries(searchParams);
    const response = new Response({});
    try {
      const route = routes[`${method} ${pathname}`];
      if (!route) return outgoing.writeHead(404).end();
      await route(new Request({ method, headers, query, body }), response);
    } catch (error) {
      // The library has already filled in the response to an error, except to one of `authenticate`.
      if (!(error instanceof OAuthError)) throw error;
      if (response.status === 200) response.status = error.code;
      response.body ??= {};
      if (!response.body.error && response.status !== 302) {
        response.body = { error: error.name, error_description: error.message };
      }
    }
    outgoing.writeHead(response.status, {
      'Content-Type': 'application/json',
      ...response.headers,
    });
    outgoing.end(JSON.stringify(response.body));
  });
  proxy.upstream = upstream.origin;
  return Object.assign(server, {
    /** Revokes an access token before it expires. */
    kill: async (token) => kept.access.delete(token),
    close: () => [proxy, upstream].forEach(({ close }) => close()),
  });
};

const answer = (allowed) => (page) => page.click(`button[value=${allowed}]`);

export const nodeOauth = {
  name: '@node-oauth/oauth2-server',
  start,
  scope: 'profile offline',
  saysIssuer: false,
  user: (name) => ({ name }),
  signIn: (page, name) => page.fill('input[name=login]', name),
  consent: answer(true),
  deny: answer(false),
  denial: 'Access denied: user denied access to application',
};
