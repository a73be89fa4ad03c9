// The sandbox service for the consumers, and an account there.
import { readClientId, readProject, sandbox } from '../../browser/sandbox.mjs';
import { serve } from '../../chromium.mjs';
import { request as send } from 'node:http';

const demo = new URL(process.env.DEMO_URL);
const sandboxUrl = new URL(process.env.SANDBOX_URL);
export const user = {
  username: 'consumer',
  email: 'consumer@game.example',
  password: 'Blue-42-Whale!',
};

/** The URL of the app that is registered with the service, and the service's own origin. */
export const HOME = demo.origin + '/';
export const SERVICE = sandboxUrl.origin;

let front;

/** The origin at which pages reach the service. */
export let service;

/** The settings that `signIn` of shared/sign-in.js takes, on pages and on Node. */
export let settings;

/** The options of an app in OAuth mode at {@link HOME}. */
export let oauth;

export async function startService() {
  // The sandbox knows one app's origin, but each consumer has its own. So this proxy replaces each
  // origin with the registered one, and back in the response. CORS still applies to the page.
  front = await serve((request, response) => {
    const { origin } = request.headers;
    const headers = { ...request.headers, host: sandboxUrl.host };
    if (origin) headers.origin = demo.origin;
    const { method, url } = request;
    const sent = send(new URL(url, sandboxUrl), { method, headers }, (answer) => {
      const allow = 'access-control-allow-origin';
      if (answer.headers[allow] === demo.origin) answer.headers[allow] = origin;
      // A header that the original SDK sends, which one consumer's page also loads.
      const headersAllowed = 'access-control-allow-headers';
      if (answer.headers[headersAllowed]) answer.headers[headersAllowed] += ',x-request-id';
      answer.pipe(response.writeHead(answer.statusCode, answer.headers));
    });
    sent.on('error', () => response.destroy());
    request.pipe(sent);
  });
  service = front.origin;

  const { username, password } = user;
  const callbackUrl = demo.origin + '/';
  const projectId = await readProject(callbackUrl);
  settings = { projectId, callbackUrl, apiUrl: service + '/api', username, password };
  oauth = { projectId, clientId: await readClientId(HOME), apiUrl: SERVICE + '/api' };
  await startAnew();
}

/** Resets the service, so that it has only the account of `user`. */
export async function startAnew() {
  await sandbox.reset();
  await sandbox.addUser(user);
}

export const stopService = () => front?.close();

/** What `signIn` must resolve to. */
export const SIGNED_IN = {
  signedIn: true,
  refused: { isAPIError: true, name: 'APIError', code: '003-001', status: 401 },
};

/** The strict content security policy. `scripts`: the sources that a page's inline scripts need. */
export const strict = (...scripts) => withoutWasm("'wasm-unsafe-eval'", ...scripts);

/** The same without WebAssembly. */
export const withoutWasm = (...scripts) =>
  [
    `default-src 'self'`,
    `connect-src 'self' ${service}`,
    ["script-src 'self'", ...scripts].join(' '),
  ].join('; ');
