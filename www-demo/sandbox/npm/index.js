// xsolla-login-sandbox: a stand-in for the Login service, in this process.
import { makeService } from './options.js';
import { sandboxOf } from './sandbox.js';
import { loadService } from './wasm.js';

export { CLIENT_ID, PROJECT_ID } from './options.js';

/** Makes a sandbox: a Login service with users, mails and faults of its own. */
export const createSandbox = async (options = {}) =>
  sandboxOf(makeService(await loadService(), options));
