import { type ComponentProps, type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { APICodes, APIError, SDKError } from 'xsolla-login-wasm';
import { LoginCallback, useLogin } from 'xsolla-login-wasm/react';

export function App() {
  const { error, isSignedIn } = useLogin();
  const [rest, setRest] = useState('');
  useEffect(() => void (error && console.error(error)), [error]);
  return (
    <>
      <p role="alert">{error ? messageOf(error) : !isSignedIn && rest}</p>
      <LoginCallback onResult={(done) => setRest(restOf(done))} loading={<p>Signing in…</p>}>
        <Account />
      </LoginCallback>
    </>
  );
}

function Account() {
  const { api, isLoading, isSignedIn, user, signIn, signInWithRedirect, signOut } = useLogin();
  if (isLoading) return <p>One moment…</p>;
  if (!api) return null;
  if (isSignedIn)
    return (
      <section>
        <h1>Welcome, {user?.username ?? user?.email}</h1>
        <button onClick={() => signOut().catch(ignore)}>Sign out</button>
      </section>
    );
  const sendSignUp = async (userInfo: Values) => {
    const answer = await api.signup({ userInfo });
    if (answer.code === 204) return 'Look in your mailbox to confirm the account.';
    return restOf(await api.completeLogin(answer));
  };
  return (
    <>
      <Form button="Sign in" send={(credentials) => signIn({ credentials }).then(restOf, ignore)}>
        <h1>Sign in</h1>
        <Field label="Name" name="username" />
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
      </Form>
      <button onClick={() => signInWithRedirect().catch(ignore)}>Sign in at the service</button>
      <Form button="Sign up" send={sendSignUp}>
        <h2>New here?</h2>
        <Field label="New name" name="username" />
        <Field label="Email address" name="email" type="email" />
        <Field label="New password" name="password" type="password" autoComplete="new-password" />
      </Form>
    </>
  );
}

const Field = ({ label, ...rest }: ComponentProps<'input'> & { label: string }) => (
  <label>
    {label} <input required autoComplete={rest.name} {...rest} />
  </label>
);

type Values = Record<'username' | 'email' | 'password', string>;
type FormProps = { button: string; send(values: Values): Promise<string>; children: ReactNode };

/** A form that sends once at a time. `send` resolves to what to tell the user. */
function Form({ button, send, children }: FormProps) {
  const [message, setMessage] = useState<string | null>(''); // null while it sends
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget)) as Values;
    setMessage(null);
    setMessage(await send(values).catch((error) => (console.error(error), messageOf(error))));
  };
  return (
    <form onSubmit={submit}>
      {children}
      <button disabled={message === null}>{button}</button>
      <p role="alert">{message}</p>
    </form>
  );
}

/** The hook reports the error, as `error`. */
const ignore = () => '';

/** What a sign-in still needs. A real page has a form for it. */
function restOf({ kind }: { kind: string }): string {
  if (kind !== 'ask' && kind !== 'challenge') return '';
  console.error(`This example has no form for the result kind '${kind}'.`);
  return 'Your account needs one more step, which this page does not have.';
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
function messageOf(error: unknown): string {
  if (error instanceof APIError) {
    if (error.code === '003-001') return 'Wrong name or password.';
    if (FOR_USERS.includes(error.code) && error.description) return error.description;
  }
  if (error instanceof SDKError && error.kind === 'state')
    return 'We could not sign you in here. If you came from an email, your address may be confirmed.';
  return 'That did not work. Try again.';
}
