// The sandbox service as the consumers reach it, and an account there.
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

/** The address of the app that the service knows, and the service itself. */
export const HOME = demo.origin + '/';
export const SERVICE = sandboxUrl.origin;

let front;

/** Where pages find the service. */
export let service;

/** What `signIn` of shared/sign-in.js takes, for pages and for Node. */
export let settings;

/** The options of an app in OAuth mode at {@link HOME}. */
export let oauth;

export async function startService() {
  // The sandbox knows one app's origin. Each consumer has its own, so this stands before it and
  // takes each for the one that is registered; CORS stays between page and service.
  front = await serve((request, response) => {
    const { origin } = request.headers;
    const headers = { ...request.headers, host: sandboxUrl.host };
    if (origin) headers.origin = demo.origin;
    const { method, url } = request;
    const sent = send(new URL(url, sandboxUrl), { method, headers }, (answer) => {
      const allow = 'access-control-allow-origin';
      if (answer.headers[allow] === demo.origin) answer.headers[allow] = origin;
      // The original's own, which a copy of it on the page sends.
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

/** Takes back what a test has done to the service. */
export async function startAnew() {
  await sandbox.reset();
  await sandbox.addUser(user);
}

export const stopService = () => front?.close();

/** What `signIn` must come to. */
export const SIGNED_IN = {
  signedIn: true,
  refused: { isAPIError: true, name: 'APIError', code: '003-001', status: 401 },
};

/** The policy of a strict page; `scripts` are the sources that its own inline scripts need. */
export const strict = (...scripts) => withoutWasm("'wasm-unsafe-eval'", ...scripts);

/** The policy of one where no WebAssembly may run. */
export const withoutWasm = (...scripts) =>
  [
    `default-src 'self'`,
    `connect-src 'self' ${service}`,
    ["script-src 'self'", ...scripts].join(' '),
  ].join('; ');
