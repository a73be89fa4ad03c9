'use client';

import type { FormEvent } from 'react';
import { APIError } from 'xsolla-login-wasm';
import { LoginCallback, useLogin } from 'xsolla-login-wasm/react';

export function SignIn() {
  return (
    <LoginCallback loading={<p>Signing in…</p>}>
      <Account />
    </LoginCallback>
  );
}

function Account() {
  const { isLoading, isSignedIn, user, error, signOut } = useLogin();
  if (isLoading) return <p>One moment…</p>;
  return (
    <>
      <p role="alert">{error && messageOf(error)}</p>
      {isSignedIn ? (
        <section>
          <h1>Welcome, {user?.username ?? user?.email}</h1>
          <button onClick={() => signOut().catch(ignore)}>Sign out</button>
        </section>
      ) : (
        <Form />
      )}
    </>
  );
}

function Form() {
  const { signIn, signInWithRedirect } = useLogin();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const credentials = {
      username: String(data.get('username')),
      password: String(data.get('password')),
    };
    const done = await signIn({ credentials }).catch(ignore);
    if (done?.kind === 'ask') alert('This project asks for more data: call api.ask().');
    if (done?.kind === 'challenge') alert('A second factor is wanted: api.otpLogin().');
  };
  return (
    <form onSubmit={submit}>
      <h1>Sign in</h1>
      <label>
        Name <input name="username" autoComplete="username" required />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <button>Sign in</button>
      <button type="button" onClick={() => signInWithRedirect().catch(ignore)}>
        Sign in or sign up at the service
      </button>
    </form>
  );
}

/** `error` of useLogin() has it. */
const ignore = () => undefined;

function messageOf(error: Error): string {
  if (!(error instanceof APIError)) return error.message;
  return error.code === '003-001' ? 'Wrong name or password.' : (error.description ?? error.code);
}
