import { Api, APIError, readLoginUrl } from 'xsolla-login-wasm';

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

/** Signs in with name and password, without leaving the page. */
export async function signIn(form: HTMLFormElement): Promise<void> {
  const data = new FormData(form);
  const credentials = {
    username: String(data.get('username')),
    password: String(data.get('password')),
  };
  const done = await api.completeLogin(await api.login({ credentials }));
  if (done.kind === 'ask') throw new Error('This project asks for more data: call api.ask().');
  if (done.kind === 'challenge') throw new Error('A second factor is wanted: api.otpLogin().');
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
  await api.completeLogin(answer);
  return '';
}

/** Completes a sign-in that comes back from the service in the URL of this page. */
export async function handleCallback(): Promise<void> {
  const { code, challengeId, error } = readLoginUrl(location.href);
  if (!code && !challengeId && !error) return;
  const { kind } = await api.handleRedirectCallback();
  if (kind === 'challenge') throw new Error('A second factor is wanted: api.otpLogin().');
}

/** What to tell the user. */
export function messageOf(error: unknown): string {
  if (!(error instanceof APIError)) return error instanceof Error ? error.message : String(error);
  return error.code === '003-001' ? 'Wrong name or password.' : (error.description ?? error.code);
}
