import * as XsollaLogin from '@xsolla/login-sdk';
import { settings, show } from './sign-in.js';

const { projectId, callbackUrl, apiUrl, username, password } = settings();
const api = new XsollaLogin.Api({ projectId, callbackUrl, apiUrl });

const logIn = (password) =>
  api
    .login({ credentials: { username, password } })
    .then((response) => ({ signedIn: response.login_url.includes('token=') }))
    .catch((error) => ({
      isAPIError: error instanceof XsollaLogin.APIError,
      name: error.name,
      code: error.code,
      status: error.status,
    }));

show(logIn(password).then(async (outcome) => ({ ...outcome, refused: await logIn('wrong') })));
