// A test on a platform without type declarations: neither lib.dom nor @types/node.
import { createSandbox } from 'xsolla-login-sandbox';
import { startServer } from 'xsolla-login-sandbox/server';

const sandbox = await createSandbox({ callbacks: ['http://localhost:5173/'] });
const response = await sandbox.fetch(sandbox.url, { method: 'POST', body: '{}' });
export const seen: [boolean, number, string] = [
  response.ok,
  response.status,
  await response.text(),
];
export const cookies: string[] = response.headers.getSetCookie();
export const { close } = await startServer();
