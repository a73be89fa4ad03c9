const { runInThisContext } = require('node:vm');

// What the sandbox needs besides setup.js.
for (const name of ['Request', 'Response', 'ReadableStream', 'TextDecoder', 'TextEncoder']) {
  globalThis[name] = runInThisContext(name);
}

const { createSandbox } = require('xsolla-login-sandbox');
const XsollaLogin = require('xsolla-login-wasm');

const user = { username: 'john', password: 'secret-1' };

test('signs in at a sandbox in the process', async () => {
  const NodeURL = runInThisContext('URL');
  expect(URL).not.toBe(NodeURL);
  const sandbox = await createSandbox({
    origins: [location.origin, new URL('http://localhost:5173')],
    callbacks: [new NodeURL('http://localhost/signed-in')],
  });
  await sandbox.users.add(user);
  const { fetch } = globalThis;
  globalThis.fetch = sandbox.fetch;
  try {
    const api = new XsollaLogin.Api(sandbox.apiOptions);
    const { login_url } = await api.login({ credentials: user });
    expect(login_url).toMatch(/^http:\/\/localhost\/signed-in\?token=/);
  } finally {
    globalThis.fetch = fetch;
  }
});
