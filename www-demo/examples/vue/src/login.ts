import { Api, APIError, type CompletedSignIn, readLoginUrl, SDKError } from 'xsolla-login-wasm';

const env = import.meta.env;

export const api = new Api({
  projectId: env.VITE_PROJECT_ID,
  clientId: Number(env.VITE_CLIENT_ID),
  apiUrl: env.VITE_API_URL,
  is_oauth2: true,
  redirectUri: location.origin + '/',
  scope: 'offline',
  // A sign-in may end in another tab, which a link in an email opens.
  session: { storage: 'localStorage', flowStorage: 'localStorage' },
});

/** Signs in with name and password, without leaving the page. Returns what to tell the user. */
export async function signIn(form: HTMLFormElement): Promise<string> {
  const data = new FormData(form);
  const credentials = {
    username: String(data.get('username')),
    password: String(data.get('password')),
  };
  return restOf(await api.completeLogin(await api.login({ credentials })));
}

/** Creates an account. Returns what to tell the user. */
export async function signUp(form: HTMLFormElement): Promise<string> {
  const data = new FormData(form);
  const userInfo = {
    username: String(data.get('username')),
    email: String(data.get('email')),
    password: String(data.get('password')),
  };
  const answer = await api.signup({ userInfo });
  if (answer.code === 204) return 'Look in your mailbox to confirm the account.';
  return restOf(await api.completeLogin(answer));
}

/** What a sign-in still needs. A real page has a form for it. */
function restOf({ kind }: CompletedSignIn): string {
  if (kind === 'ask') return 'This project asks for more data: call api.ask().';
  return kind === 'challenge' ? 'A second factor is required: call api.otpLogin().' : '';
}

/** Completes a sign-in that comes back from the service in the URL of this page. */
export async function handleCallback(): Promise<void> {
  const { code, challengeId, error } = readLoginUrl(location.href);
  if (!code && !challengeId && !error) return;
  const { kind } = await api.handleRedirectCallback();
  if (kind === 'challenge') throw new Error('A second factor is wanted: api.otpLogin().');
}

/** The codes of errors that concern the user. The descriptions of other errors are for developers. */
const FOR_USERS = '0 002-040 002-057 002-058 003-003 003-004 003-007 003-038 010-003'.split(' ');

/** What to tell the user. */
export function messageOf(error: unknown): string {
  if (error instanceof APIError) {
    if (error.code === '003-001') return 'Wrong name or password.';
    if (FOR_USERS.includes(error.code) && error.description) return error.description;
  }
  if (error instanceof SDKError && error.kind === 'state')
    return 'We could not sign you in here. If you came from an email, your address may be confirmed.';
  return 'That did not work. Try again.';
}
