'use client';

import { type ComponentProps, type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { APIError, type CompletedSignIn, SDKError } from 'xsolla-login-wasm';
import { LoginCallback, useLogin } from 'xsolla-login-wasm/react';

export function SignIn() {
  const { error } = useLogin();
  useEffect(() => {
    if (error) console.error(error);
  }, [error]);
  return (
    <LoginCallback loading={<p>Signing in…</p>}>
      <Account />
    </LoginCallback>
  );
}

function Account() {
  const { api, isLoading, isSignedIn, user, error, signIn, signInWithRedirect, signOut } =
    useLogin();
  if (isLoading) return <p>One moment…</p>;
  if (!api) return <p role="alert">{error.message}</p>;
  const problem = <p role="alert">{error && messageOf(error)}</p>;
  if (isSignedIn) {
    return (
      <section>
        {problem}
        <h1>Welcome, {user?.username ?? user?.email}</h1>
        <button onClick={() => signOut().catch(ignore)}>Sign out</button>
      </section>
    );
  }
  const sendSignIn = async (credentials: Values) =>
    restOf(await signIn({ credentials }).catch(ignore));
  const sendSignUp = async (userInfo: Values) => {
    const answer = await api.signup({ userInfo });
    if (answer.code === 204) return 'Look in your mailbox to confirm the account.';
    return restOf(await api.completeLogin(answer));
  };
  return (
    <>
      {problem}
      <Form button="Sign in" send={sendSignIn}>
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
  const [isBusy, setIsBusy] = useState(false);
  const [message, setMessage] = useState('');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = Object.fromEntries(new FormData(event.currentTarget)) as Values;
    setIsBusy(true);
    setMessage('');
    const explain = (error: unknown) => (console.error(error), messageOf(error));
    setMessage(await send(values).catch(explain));
    setIsBusy(false);
  };
  return (
    <form onSubmit={submit}>
      {children}
      <button disabled={isBusy}>{button}</button>
      <p role="alert">{message}</p>
    </form>
  );
}

/** The hook reports the error, as `error`. */
const ignore = () => undefined;

/** What a sign-in still needs. A real page has a form for it. */
function restOf(done: CompletedSignIn | undefined): string {
  if (done?.kind === 'ask') return 'This project asks for more data: call api.ask().';
  return done?.kind === 'challenge' ? 'A second factor is required: call api.otpLogin().' : '';
}

/** The codes of errors that concern the user. The descriptions of other errors are for developers. */
const FOR_USERS = '0 002-040 002-057 002-058 003-003 003-004 003-007 003-038 010-003'.split(' ');

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
