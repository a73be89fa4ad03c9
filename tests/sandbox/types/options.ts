// Options that may be undefined, under `exactOptionalPropertyTypes`, and arrays of every kind.
import { createSandbox } from 'xsolla-login-sandbox';
import { startServer } from 'xsolla-login-sandbox/server';
import { Api } from 'xsolla-login-wasm';

declare const text: string | undefined;
declare const number: number | undefined;
declare const answer: boolean | undefined;
const callbacks = ['http://localhost:5173/', new URL('http://localhost:5173/back')] as const;

export const sandbox = await createSandbox({
  callbacks,
  origins: [new URL('http://localhost:5173'), 'http://localhost:8080'],
  url: text,
  projectId: text,
  clientId: number,
  confirmMail: answer,
  longPollMs: number,
  askStatus: answer ? 200 : undefined,
  askFields: answer ? (['email'] as const) : undefined,
  accessToken: answer ? 'opaque' : undefined,
});
await createSandbox(undefined);
const current = await sandbox.setOptions({ secondFactor: answer, country: text });
export const settled: [boolean, string, 200 | 422] = [
  current.secondFactor,
  current.country,
  current.askStatus,
];
await sandbox.faults.add({ kind: 'status', path: text, times: number, ms: number, status: number });
await sandbox.faults.add({ kind: 'oauthError', retryAfter: text, error: text });
await sandbox.users.add({
  username: 'ann',
  email: text,
  phoneNumber: text,
  password: text,
  confirmed: answer,
  fields: undefined,
});
const server = await startServer({ port: number, host: text, url: text, callbacks });
await server.close();

globalThis.fetch = sandbox.fetch;
globalThis.fetch = sandbox.browser().fetch;
export const response: Response = await sandbox.resolver({ request: new Request(sandbox.url) });
export const apis = [new Api(sandbox.oauthOptions), new Api({ ...sandbox.apiOptions })];
