// npm `oidc-provider`, with its own pages for sign-in and consent.
import { serve } from '../chromium.mjs';
import { startProxy } from './proxy.mjs';

/** Runs `run` without the provider's notices that this setup is not for production. */
const quietly = async (run) => {
  const { info, warn } = console;
  const without =
    (say) =>
    (line, ...more) => {
      if (!String(line).includes('oidc-provider ')) say(line, ...more);
    };
  console.info = without(info);
  console.warn = without(warn);
  try {
    return await run();
  } finally {
    Object.assign(console, { info, warn });
  }
};

const start = async () => {
  const proxy = await startProxy({
    '/api/oauth2/auth': '/auth',
    '/api/oauth2/token': '/token',
    '/api/users/me': '/me',
  });
  const server = { proxy, life: 3600 };
  const { provider, upstream } = await quietly(async () => {
    const { Provider } = await import('oidc-provider');
    const provider = new Provider(proxy.origin, {
      clients: [
        {
          client_id: '42',
          redirect_uris: [`${proxy.origin}/app/back`],
          token_endpoint_auth_method: 'none',
          grant_types: ['authorization_code', 'refresh_token'],
          response_types: ['code'],
        },
      ],
      pkce: { required: () => true },
      rotateRefreshToken: true,
      ttl: {
        AccessToken: () => server.life,
        Grant: 3600,
        IdToken: 3600,
        Interaction: 3600,
        RefreshToken: 3600,
        Session: 3600,
      },
      cookies: { keys: ['a key of a test'] },
      clientBasedCORS: () => true,
      findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    });
    return { provider, upstream: await serve(provider.callback()) };
  });
  provider.on('server_error', (_, error) => console.error(error));
  proxy.upstream = upstream.origin;
  return Object.assign(server, {
    /** Revokes an access token before it expires. */
    kill: async (token) => (await provider.AccessToken.find(token)).destroy(),
    close: () => [proxy, upstream].forEach(({ close }) => close()),
  });
};

/** Signs in on the provider's page. */
const signIn = async (page, name) => {
  await page.fill('input[name=login]', name);
  await page.fill('input[name=password]', 'any will do');
  await page.click('button[type=submit]');
};

export const panva = {
  name: 'oidc-provider',
  start,
  // A refresh token requires this scope, and a user who was asked for consent.
  scope: 'openid offline_access',
  extra: { prompt: 'consent' },
  saysIssuer: true,
  user: (name) => ({ sub: name }),
  signIn,
  consent: (page) => page.click('button[type=submit]'),
  deny: (page) => page.click('text=[ Cancel ]'),
  denial: 'End-User aborted interaction',
};
