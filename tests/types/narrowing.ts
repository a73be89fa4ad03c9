// How types narrow after a check: unions, caught errors, and which values are assignable where.
import axios from 'axios';
import XsollaLogin, {
  Api,
  APICodes,
  APIError,
  CancelToken,
  isCancel,
  listenForLogin,
  readLoginUrl,
  SDKError,
} from 'xsolla-login-wasm';
import type {
  ApiInterface,
  AskFields,
  CaptchaData,
  Config,
  ConfigChanges,
  EmptyResponse,
  ErrorDetails,
  ErrorResult,
  Response,
  SDKErrorKind,
  SessionStorageAdapter,
  SignInResult,
  Tokens,
} from 'xsolla-login-wasm';
import { type Equal, is } from './equal.js';

const api = new Api({ projectId: 'project' });
const login = 'user@game.example';
const operation_id = 'o';

export async function getConfirmCode(): Promise<string> {
  const answer = await api.getConfirmCode({ login, operation_id });
  if (answer.error) {
    is<Equal<typeof answer.error, ErrorResult>>();
    is<Equal<typeof answer.code, undefined>>();
    return answer.error.description;
  }
  is<Equal<typeof answer.code, string>>();
  return answer.code;
}

export async function destructured(): Promise<string> {
  const { code, error } = await api.getConfirmCode({ login, operation_id });
  if (error) return error.code;
  is<Equal<typeof code, string>>();
  return code;
}

export async function ask(token: string): Promise<string | undefined> {
  const answer = await api.ask({ fields: { email: login, nickname: 'Ann', age: 7 }, token });
  if (answer.redirect_url !== undefined) {
    is<Equal<typeof answer.redirect_url, string>>();
    return answer.redirect_url;
  }
  is<Equal<typeof answer.error, ErrorResult>>();
  is<Equal<typeof answer.error.details, ErrorDetails | undefined>>();
  return answer.error.details?.operation_id;
}

export async function signup(): Promise<Response | undefined> {
  const answer = await api.signup({ userInfo: { email: login } });
  const { login_url, token, ask_fields } = answer;
  is<Equal<typeof login_url, string>>();
  is<Equal<typeof token, string | undefined>>();
  is<Equal<typeof ask_fields, AskFields | undefined>>();
  if (answer.code === 204) {
    is<Equal<typeof answer.login_url, never>>();
    return undefined;
  }
  is<Equal<typeof answer, Response>>();
  await api.completeLogin(answer);
  return answer;
}

export async function signupByKeys(): Promise<string | undefined> {
  const annotated: Response = await api.signup({ userInfo: { email: login } });
  location.href = annotated.login_url;
  const answer = await api.signup({ userInfo: { email: login } });
  if (answer.login_url) {
    location.href = answer.login_url;
    await api.completeLogin(answer);
  }
  if ('login_url' in answer) {
    is<Equal<typeof answer.login_url, string>>();
    await api.completeLogin(answer);
    return answer.token;
  }
  is<Equal<typeof answer, EmptyResponse>>();
  return undefined;
}

export async function signin(): Promise<string> {
  const answer = await api.login({ credentials: { username: 'ann', password: 'secret' } });
  const same: Response = answer;
  if (answer.ask_fields) {
    is<Equal<typeof answer.token, string>>();
    return answer.token;
  }
  if (answer.challenge_id) {
    is<Equal<typeof answer.challenge_id, string>>();
    return answer.challenge_id;
  }
  return same.login_url;
}

export async function byKind(): Promise<string> {
  const found = await api.silentSignIn();
  switch (found.kind) {
    case 'signed-out':
      return found.reason;
    case 'code':
      return found.code;
    case 'tokens':
      return found.accessToken;
    case 'token':
      return found.token;
    case 'challenge':
      return found.challengeId;
    case 'ask':
      is<Equal<typeof found.askFields, AskFields>>();
      return found.token;
  }
}

export function named(error: APIError): boolean {
  is<Equal<typeof APICodes.WrongCredentials, '003-001'>>();
  const open: APICodes = 'a new one';
  return error.code === APICodes.WrongCredentials || error.code === open;
}

/** Every call that can send a captcha accepts it in both places. */
export async function solved(captchaData: CaptchaData): Promise<void> {
  const credentials = { username: 'ann', password: 'secret' };
  await api.signup({ userInfo: {}, captchaData });
  await api.signup({ userInfo: {} }, { captchaData });
  await api.login({ credentials, captchaData });
  await api.login({ credentials }, { captchaData });
  await api.resendEmail({ username: 'ann', captchaData });
  await api.resendEmail('ann', { captchaData });
  await api.reset({ username: 'ann', captchaData });
  await api.reset('ann', { captchaData });
  await api.phoneGetCode({ phone_number: '+15550100', captchaData });
  await api.phoneGetCode({ phone_number: '+15550100' }, { captchaData });
  await api.emailGetCode({ email: login, captchaData });
  await api.emailGetCode({ email: login }, { captchaData });
  await api.ask({ fields: {}, token: 't', captchaData });
  await api.ask({ fields: {}, token: 't' }, { captchaData });
}

/** An app's stand-in for its tests. */
export const fake: Pick<ApiInterface, 'signup' | 'login' | 'emailGetCode'> = {
  signup: async () => ({ code: 204 }),
  login: async () => ({ login_url: '/' }),
  emailGetCode: async () => ({ operation_id: 'o' }),
};

/** Calls in the forms that the original SDK does not have, through the interface. */
export async function throughInterface(api: ApiInterface): Promise<string | undefined> {
  await api.logout({ token: 't', session: 'all' });
  await api.logout({ token: 't', session: 'sso' }, { signal });
  await api.logout('t', 'sso', { timeout: 5_000 });
  await api.userAuthSSOWithRedirect(null);
  await api.userAuthSSOWithRedirect({ loginUrl: 'https://game.example' }, { check: false });
  const { url } = await api.userAuthSSOWithRedirect(undefined, { navigate: false });
  is<Equal<typeof url, string | undefined>>();
  return url;
}

/** Stand-ins that take one form only, or both. */
type LeavingCalls = Pick<ApiInterface, 'logout' | 'userAuthSSOWithRedirect'>;

export class OneForm implements LeavingCalls {
  async logout(_token: string, _session: 'sso' | 'all'): Promise<{ code: number }> {
    return { code: 204 };
  }

  async userAuthSSOWithRedirect(_loginUrl?: string): Promise<{ code: 302 }> {
    return { code: 302 };
  }
}

export const bothForms: LeavingCalls = {
  logout: async (...args) => ({ code: args.length === 2 ? 204 : 200 }),
  userAuthSSOWithRedirect: async (loginUrl, options) => ({
    code: 302,
    url: options?.navigate === false && typeof loginUrl === 'string' ? loginUrl : '/',
  }),
};

export async function redirect(): Promise<string> {
  const there = await api.userAuthSSOWithRedirect(undefined, { navigate: false, check: false });
  is<Equal<typeof there.url, string>>();
  const gone = await api.userAuthSSOWithRedirect('https://game.example');
  is<Equal<typeof gone.url, string | undefined>>();
  is<Equal<typeof gone.code, 302>>();
  return there.url;
}

// ---- The end of a sign-in.

export async function callback(): Promise<string> {
  const result = await api.handleRedirectCallback();
  if (result.challengeId !== undefined) {
    is<Equal<typeof result.challengeId, string>>();
    return result.challengeId;
  }
  if (result.token !== undefined) {
    is<Equal<typeof result.token, string>>();
    is<Equal<typeof result.accessToken, undefined>>();
    return result.token;
  }
  const tokens: Tokens = result;
  is<Equal<typeof result.expiresAt, number>>();
  is<Equal<typeof result.refreshToken, string | undefined>>();
  return tokens.accessToken;
}

export async function completed(): Promise<AskFields | string> {
  const done = await api.completeLogin(
    await api.login({ credentials: { username: 'ann', password: 'secret' } }),
  );
  if (done.askFields) {
    is<Equal<typeof done.askFields, AskFields>>();
    is<Equal<typeof done.token, string>>();
    return done.askFields;
  }
  const result: SignInResult = done;
  if (result.accessToken) {
    is<Equal<typeof result.expiresAt, number>>();
    return result.accessToken;
  }
  return result.challengeId ?? result.token ?? '';
}

export async function destructuredEnd(): Promise<string> {
  const { challengeId, token, accessToken } = await api.handleRedirectCallback('/cb?token=t');
  if (challengeId !== undefined) return challengeId;
  if (token !== undefined) return token;
  is<Equal<typeof accessToken, string>>();
  return accessToken;
}

export async function signedUp(): Promise<string | undefined> {
  const answer = await api.signup({ userInfo: { email: login } });
  if (answer.code === 204) return undefined;
  return (await api.completeLogin(answer)).token;
}

export async function silently(): Promise<string> {
  const result = await api.silentSignIn({ timeout: 5_000 });
  if (!result.signedIn) {
    is<Equal<typeof result.reason, 'no-session-visible'>>();
    return result.reason;
  }
  if (result.code !== undefined) {
    is<Equal<typeof result.code, string>>();
    is<Equal<typeof result.accessToken, undefined>>();
    return result.code;
  }
  is<Equal<typeof result.token, string | undefined>>();
  if (result.challengeId !== undefined || result.token !== undefined) return '';
  is<Equal<typeof result.accessToken, string>>();
  return result.accessToken;
}

export async function popup(): Promise<string> {
  const source = open('https://game.example');
  const { loginUri } = await listenForLogin({ origin: 'https://game.example', source, signal });
  const { token, code, state, challengeId, error, errorDescription } = readLoginUrl(loginUri);
  is<Equal<typeof code, string | undefined>>();
  return token ?? code ?? state ?? challengeId ?? error ?? errorDescription ?? '';
}

export function watched(): () => void {
  const { get, getAccessToken, logout, onChange } = api.session;
  is<Equal<ReturnType<typeof get>, Promise<Tokens | null>>>();
  is<Equal<ReturnType<typeof getAccessToken>, Promise<string | null>>>();
  is<Equal<ReturnType<typeof logout>, Promise<void>>>();
  return onChange((tokens) => console.log(tokens?.expiresAt.toFixed() ?? 'nobody'));
}

// ---- Caught errors.

export async function caught(): Promise<string | undefined> {
  try {
    await api.login({ credentials: { username: 'ann', password: 'secret' } });
  } catch (error: unknown) {
    if (error instanceof APIError) {
      is<Equal<typeof error.code, APICodes>>();
      is<Equal<typeof error.status, number>>();
      is<Equal<typeof error.retryAfter, number | undefined>>();
      return error.description ?? error.requestId ?? error.details?.operation_id;
    }
    if (error instanceof SDKError) {
      is<Equal<typeof error.kind, SDKErrorKind | undefined>>();
      return error.kind === 'timeout' ? 'Too late.' : error.message;
    }
    if (isCancel(error)) {
      is<Equal<typeof error, DOMException>>();
      return undefined;
    }
    is<Equal<typeof error, unknown>>();
    throw error;
  }
  return '';
}

class Left {
  readonly page = '/shop';
}

export function whichReason(error: unknown): string {
  if (isCancel<Left>(error)) {
    is<Equal<typeof error, Left>>();
    return error.page;
  }
  return XsollaLogin.isCancel(error) ? error.name : '';
}

export function known(error: APIError | SDKError | DOMException): string {
  if (isCancel(error)) return error.name;
  if (error instanceof SDKError) {
    is<Equal<typeof error, SDKError>>();
    return error.name;
  }
  is<Equal<typeof error, APIError>>();
  return error.code;
}

/** Handles every kind; it would not compile with a new one. */
export function textOf(kind: SDKErrorKind): string {
  switch (kind) {
    case 'config':
    case 'argument':
      return 'A mistake of ours.';
    case 'network':
    case 'timeout':
    case 'aborted':
    case 'response':
      return 'Try again.';
    case 'environment':
      return 'Not in this browser.';
    case 'state':
    case 'internal':
      return 'Start over.';
  }
}

const codes: APICodes[] = ['003-001', '010-050', 'not known yet'];
export const errors = [
  new APIError('0'),
  new APIError(codes[0] ?? '', { status: 401, details: { operation_id, more: [1] } }),
  new SDKError('A sentence.'),
  new SDKError('A sentence.', { kind: 'network', cause: 'TypeError' }),
];

// ---- Both forms of arguments, and the options after them.

/** As in a flow, which has no verifier with a social network. */
function maybeVerifier(): string | undefined {
  return Math.random() < 0.5 ? 'v' : undefined;
}

const controller = new AbortController();
const { signal } = controller;
const options = { signal, timeout: 5_000 };
const captchaData = { lot_number: 'l', pass_token: 'p', captcha_output: 'o', gen_time: '1' };

export const calls: Promise<unknown>[] = [
  api.signup({ userInfo: { username: 'ann' } }, { ...options, captchaData }),
  api.login(
    { credentials: { username: 'a', password: 'b', remember_me: true }, captchaData },
    options,
  ),
  api.resendEmail('ann', { ...options, captchaData }),
  api.resendEmail({ username: 'ann' }, options),
  api.reset('ann', { captchaData }),
  api.reset({ username: 'ann' }, options),
  api.set({ new_password: 'p', reset_code: 1, user_id: 2 }, options),
  api.set({ newPassword: 'p', code: '1', user_id: '2' }, options),
  api.phoneGetCode({ phone_number: '+15550100' }, options),
  api.emailGetCode({ email: login, captchaData }, options),
  api.loginWithPhoneCode({ phone_number: '+15550100', code: 123456, operation_id }, options),
  api.loginWithEmailCode({ email: login, code: '123456', operation_id }, options),
  api.getAskFields('t', options),
  api.getAskFields({ token: 't' }, options),
  api.ask({ fields: {}, token: 't' }, options),
  api.checkUserAuthSSO(options),
  api.userAuthSSOWithRedirect(null, options),
  api.userAuthSSOWithRedirect({}, { ...options, navigate: true }),
  api.logout('t', 'all', options),
  api.logout({ token: 't', session: 'sso' }, options),
  api.clearSSO(options),
  api.fetchConfig(options),
  api.agreement({ token: 't', isAccepted: null }, options),
  api.pushConfirmCode({ state: 's', action: 'a', link_url: 'l' }, options),
  api.getSocialLink('google', undefined, options),
  api.getSocialLink('a network of tomorrow', { callbackUrl: null, clientId: 57 }, options),
  api.otpLogin({ code: 123456 }, options),
  api.otpResendCode(options),
  api.oneTapLogin('t', 'google', options),
  api.oauth2ConsentValidate('t', options),
  api.oauth2PostConsent('t', false, options),
  api.createAuthorizationUrl(),
  api.createAuthorizationUrl({ extra: { prompt: 'login', max_age: 0, short: true } }),
  api.createAuthorizationUrl({}, options),
  api.authorize({ provider: 'google' }, options),
  api.handleRedirectCallback(undefined, options),
  api.handleRedirectCallback(new URL('https://game.example/?code=c'), options),
  api.completeLogin({ login_url: 'https://game.example/?token=t' }, options),
  api.completeLogin({ url: 'https://game.example/?token=t' }),
  api.ask({ fields: {}, token: 't' }).then((answer) => api.completeLogin(answer)),
  api.otpLogin({ code: '123456' }).then((answer) => api.completeLogin(answer)),
  api.exchangeCode({ code: 'c' }, options),
  api.exchangeCode({ code: 'c', codeVerifier: maybeVerifier() }, options),
  api.refresh(),
  api.refresh({ refreshToken: 'r' }, options),
  api.getUser(),
  api.getUser(null, options),
  api.getUser('t', options),
  api.session.logout(),
  api.session.logout('all', options),
  api.waitForConfirmCode({ login, operation_id, ...options }),
  api.waitForConfirmCode({ login, operation_id }, { timeout: 0, signal: null }),
];

// ---- What can stop a wait.

const source = CancelToken.source();
export const waits = [
  controller,
  signal,
  source,
  source.token,
  axios.CancelToken.source(),
  axios.CancelToken.source().token,
  undefined,
  null,
].map((cancelToken) => api.getConfirmCode({ login, operation_id, cancelToken }));
source.cancel('enough');
source.cancel(new Left());

// ---- Options.

const maybe = Math.random() < 0.5 ? 'https://game.example' : undefined;
const changes: ConfigChanges = { callbackUrl: null, timeout: null, retry: null, is_oauth2: null };
export const config: Config = api.updateConfig({ ...api.getConfig(), ...changes, payload: maybe });
export const id: string | number | undefined = config.clientId;
export const url: string | undefined = config.callbackUrl;
api.updateConfig({});
new Api({
  projectId: 'project',
  clientId: '57',
  with_logout: '0',
  redirectUrl: 'https://game.example/oauth',
  timeout: Infinity,
  retry: { limit: 3 },
  session: {},
  onRequest: ({ method, path, attempt }) => console.log(method, path, attempt.toFixed()),
  onResponse: ({ status, ms }) => console.log(status.toFixed(), ms.toFixed()),
});
new Api({ projectId: 'project', retry: false, callbackUrl: maybe });

// ---- Where tokens are stored.

const kept = new Map<string, string>();
const own: SessionStorageAdapter = {
  getItem: async (key) => kept.get(key) ?? null,
  setItem: (key, value) => void kept.set(key, value),
  removeItem: async (key) => void kept.delete(key),
};
for (const storage of ['memory', 'sessionStorage', 'localStorage', own, sessionStorage] as const) {
  new Api({ projectId: 'project', session: { storage, flowStorage: 'localStorage' } });
}
api.updateConfig({ session: null });
