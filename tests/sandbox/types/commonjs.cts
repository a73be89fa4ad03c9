// A test in CommonJS.
import { createSandbox, PROJECT_ID, type Sandbox } from 'xsolla-login-sandbox';
import { startServer, type SandboxServer } from 'xsolla-login-sandbox/server';

export const start = async (): Promise<[Sandbox, SandboxServer]> => [
  await createSandbox({ projectId: PROJECT_ID }),
  await startServer(),
];
