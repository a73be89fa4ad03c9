// A React app, without JSX, so that it compiles both as an ES module and as CommonJS.
import { createElement, type ReactElement } from 'react';
import {
  Api,
  APIError,
  type ApiInterface,
  type SignInResult,
  type SolvedCaptcha,
  type Tokens,
  type UserDetails,
} from 'xsolla-login-wasm';
import { type Login, LoginCallback, LoginProvider, useLogin } from 'xsolla-login-wasm/react';
import { type Equal, is } from './equal.js';

const options = { projectId: 'project' };
const given = new Api(options);

declare const fake: Required<ApiInterface>;
export const byFake = createElement(LoginProvider, { api: fake });
export const byInstance = createElement(LoginProvider, { api: given }, 'child');
export const byOptions = createElement(LoginProvider, { options, loadUser: false });
// @ts-expect-error TS2769 There is neither.
createElement(LoginProvider, {});
// @ts-expect-error TS2769 There are both.
createElement(LoginProvider, { api: given, options });
// @ts-expect-error TS2769 They lack the project.
createElement(LoginProvider, { options: {} });

export function Account(): ReactElement | string {
  const { isLoading, isSignedIn, tokens, user, error, signOut, api } = useLogin();
  if (isLoading) {
    is<Equal<typeof api, Api | null>>();
    is<Equal<typeof tokens, null>>();
    return '';
  }
  if (!api) {
    is<Equal<typeof error, Error>>();
    return error.message;
  }
  is<Equal<typeof api, Api>>();
  if (!isSignedIn) {
    is<Equal<typeof user, null>>();
    return error instanceof APIError ? error.code : (error?.message ?? '');
  }
  is<Equal<typeof tokens, Readonly<Tokens>>>();
  is<Equal<typeof user, UserDetails | null>>();
  return createElement('button', { onClick: () => signOut('all') }, user?.username);
}

/** Somebody is signed in, so there is an instance. */
export function accessToken(login: Login): Promise<string | null> {
  return login.isSignedIn ? login.api.session.getAccessToken() : Promise.resolve(null);
}

export const callback = createElement(
  LoginCallback,
  {
    onResult: (result) => {
      is<Equal<typeof result, SignInResult>>();
    },
    loading: 'Signing in…',
    renderError: (error, retry) => createElement('button', { onClick: retry }, error.message),
  },
  createElement(Account),
);

export async function calls(login: Login, solved: SolvedCaptcha): Promise<string> {
  const credentials = { username: 'a', password: 'b' };
  const done = await login.signIn({ credentials });
  if (done.kind === 'ask') return done.token;
  await login.signIn({ credentials }, { captchaData: solved, timeout: 5000 });
  const { url } = await login.signInWithRedirect({ provider: 'google' });
  const user = await login.reloadUser();
  await login.api?.session.getAccessToken();
  // @ts-expect-error TS2345 There is no such choice.
  await login.signOut('everything');
  return url + user.id;
}
