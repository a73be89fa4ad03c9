import { Api, APICodes, APIError, readLoginUrl, SDKError } from 'xsolla-login-wasm';

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

/** What was typed, by the names of the fields. */
const valuesOf = (form: HTMLFormElement) =>
  Object.fromEntries(new FormData(form)) as Record<'username' | 'email' | 'password', string>;

/** Signs in with name and password, without leaving the page. Returns what to tell the user. */
export async function signIn(form: HTMLFormElement): Promise<string> {
  return restOf(await api.completeLogin(await api.login({ credentials: valuesOf(form) })));
}

/** Creates an account. Returns what to tell the user. */
export async function signUp(form: HTMLFormElement): Promise<string> {
  const answer = await api.signup({ userInfo: valuesOf(form) });
  if (answer.code === 204) return 'Look in your mailbox to confirm the account.';
  return restOf(await api.completeLogin(answer));
}

/** What a sign-in still needs. A real page has a form for it. */
function restOf({ kind }: { kind: string }): string {
  if (kind !== 'ask' && kind !== 'challenge') return '';
  console.error(`This example has no form for the result kind '${kind}'.`);
  return 'Your account needs one more step, which this page does not have.';
}

/** Completes a sign-in that comes back in the URL of this page. Returns what to tell the user. */
export async function handleCallback(): Promise<string> {
  const { code, challengeId, error } = readLoginUrl(location.href);
  if (!code && !challengeId && !error) return '';
  return restOf(await api.handleRedirectCallback());
}

/** The codes of errors that concern the user. The descriptions of other errors are for developers. */
// prettier-ignore
const FOR_USERS: readonly string[] = [
  APICodes.InvalidParameters, APICodes.InvalidParameter, APICodes.MissingParameter,
  APICodes.UserBanned, APICodes.PhoneWithoutMessages, APICodes.InvalidPhoneNumber,
  APICodes.TooManyAttempts, APICodes.AccountBlocked, APICodes.UserTooYoung, APICodes.UsernameTaken,
  APICodes.EmailTaken, APICodes.EmailNotFound, APICodes.AccountNotConfirmed,
  APICodes.ResetNotAllowed, APICodes.LimitReached, APICodes.WrongCode, APICodes.TooManyWrongCodes,
  APICodes.RegistrationNotAllowed, APICodes.SocialSignInFailed, APICodes.SocialAccountTaken,
];

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
