// Controls the sandbox from the tests.

import { until } from './until.mjs';

const BASE = (process.env.SANDBOX_URL ?? '').replace(/\/$/, '');

/** @param {string} path @param {string} method @param {object} [body] */
async function ask(path, method = 'GET', body) {
  const answer = await fetch(`${BASE}${path}`, {
    method,
    headers: body ? { 'content-type': 'application/json' } : {},
    body: body && JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${method} ${path} of the sandbox: ${answer.status}`);
  const text = await answer.text();
  return text ? JSON.parse(text) : undefined;
}

export const sandbox = {
  reset: () => ask('/sandbox/reset', 'POST'),
  /** @param {{ confirmMail?: boolean, longPollMs?: number, askStatus?: number, askFields?: string[], secondFactor?: boolean, socialConsent?: boolean, customNetwork?: boolean, captcha?: boolean, country?: string, reuseDetection?: boolean, accessLifetimeMs?: number, expiresIn?: string, accessToken?: string, tokenErrors?: string }} options */
  options: (options) => ask('/sandbox/options', 'POST', options),
  /** @param {{ kind: string, path: string, times?: number, ms?: number, status?: number, retryAfter?: string, error?: string }} fault */
  fault: (fault) => ask('/sandbox/faults', 'POST', fault),
  clearFaults: () => ask('/sandbox/faults', 'DELETE'),

  /** The messages to an email address or phone number, newest first. @param {string} to @returns {Promise<any[]>} */
  mails: (to) => ask(`/sandbox/outbox.json?to=${encodeURIComponent(to)}`),

  /** The newest message to an email address or phone number, once there are `count`. @param {string} to */
  async mail(to, count = 1) {
    const has = async () => {
      const mails = await sandbox.mails(to);
      return mails.length >= count ? mails[0] : undefined;
    };
    return until(has, `${count} messages to ${to}`);
  },

  /** The number of requests to a path, without preflights. Leave out `/api`, but not `/cdn`. @param {string} path */
  async count(path) {
    const requests = await ask('/sandbox/requests.json');
    return requests.filter((/** @type {any} */ request) => isAt(request, path)).length;
  },

  /** Opens the link of a message in another browser, or on a phone. @param {string} link */
  openElsewhere: (link) => fetch(link, { redirect: 'manual' }),

  /** Creates a confirmed account. @param {{ username: string, email: string, password: string }} user */
  async addUser(user) {
    await sandbox.options({ confirmMail: false });
    await signUp(user);
    await sandbox.options({ confirmMail: true });
  },

  /**
   * Creates an account whose email is not confirmed.
   *
   * @param {{ username: string, email: string, password: string }} user
   */
  addUnconfirmed: (user) => signUp(user),
};

/** The query of a sign-up: the project and callback URL of the page. */
let project = '';
/** The path of the project's files on the CDN. */
export let settingsPath = '';

/**
 * Reads the project from config.js of the demo server, as the page does. Resolves to its ID.
 *
 * @param {string} demoUrl
 */
export async function readProject(demoUrl) {
  const config = await (await fetch(`${demoUrl}config.js`)).text();
  const projectId = /"projectId":\s*"([^"]+)"/.exec(config)?.[1];
  if (!projectId) throw new Error('config.js does not name the project');
  settingsPath = `/cdn/projects/${projectId}/settings`;
  project = new URLSearchParams({ projectId, login_url: demoUrl }).toString();
  return projectId;
}

/** Reads the OAuth client in the same way. Resolves to its ID. @param {string} demoUrl */
export async function readClientId(demoUrl) {
  const config = await (await fetch(`${demoUrl}config.js`)).text();
  const clientId = /"clientId":\s*(\d+)/.exec(config)?.[1];
  if (!clientId) throw new Error('config.js does not name the client');
  return Number(clientId);
}

/** @param {object} user */
function signUp(user) {
  return ask(`/api/user?${project}`, 'POST', user);
}

/** @param {{ path: string, method: string }} request @param {string} path */
function isAt(request, path) {
  return request.method !== 'OPTIONS' && request.path.replace(/^\/api/, '') === path;
}
