const XsollaLogin = require('xsolla-login-wasm');

const settings = JSON.parse(process.env.SETTINGS);
const expected = JSON.parse(process.env.EXPECTED);
const { username, password, ...options } = settings;

test('signs in', async () => {
  expect(document.body).toBeInstanceOf(HTMLElement);
  const api = new XsollaLogin.Api(options);
  const { login_url } = await api.login({ credentials: { username, password } });
  expect(new URL(login_url).searchParams.has('token')).toBe(expected.signedIn);
});

test('is refused', async () => {
  const api = new XsollaLogin.Api(options);
  const error = await api
    .login({ credentials: { username, password: 'wrong' } })
    .catch((error) => error);
  const { name, code, status } = error;
  const isAPIError = error instanceof XsollaLogin.APIError;
  expect({ isAPIError, name, code, status }).toEqual(expected.refused);
});

test('a call can be cancelled', async () => {
  const api = new XsollaLogin.Api(options);
  const controller = new AbortController();
  const call = api.clearSSO({ signal: controller.signal });
  controller.abort();
  expect(XsollaLogin.isCancel(await call.catch((error) => error))).toBe(true);
});
