// xsolla-login-sandbox: a stand-in for the Login service, in this process.
import { makeService, object } from './options.js';
import { sandboxOf } from './sandbox.js';
import { loadService } from './wasm.js';

export { CLIENT_ID, PROJECT_ID } from './options.js';

/** Creates a sandbox: a Login service with its own users, emails and faults. */
export const createSandbox = async (options = {}) =>
  sandboxOf(makeService(await loadService(), object('createSandbox', options)));
