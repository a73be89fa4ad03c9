import { type FormEvent, useState } from 'react';
import { type Api, APIError } from 'xsolla-login-wasm';
import { useLogin } from 'xsolla-login-wasm/react';

export function App() {
  const { api, isLoading, isSignedIn, user, error, signOut } = useLogin();
  if (isLoading) return <p>One moment…</p>;
  if (!api) return <p role="alert">{error.message}</p>;
  return (
    <>
      <p role="alert">{error && messageOf(error)}</p>
      {isSignedIn ? (
        <section>
          <h1>Welcome, {user?.username ?? user?.email}</h1>
          <button onClick={() => signOut().catch(ignore)}>Sign out</button>
        </section>
      ) : (
        <>
          <SignInForm />
          <SignUpForm api={api} />
        </>
      )}
    </>
  );
}

function SignInForm() {
  const { signIn, signInWithRedirect } = useLogin();
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { username, password } = valuesOf(event.currentTarget);
    const done = await signIn({ credentials: { username, password } }).catch(ignore);
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
        Sign in at the service
      </button>
    </form>
  );
}

function SignUpForm({ api }: { api: Api }) {
  const [message, setMessage] = useState('');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { username, email, password } = valuesOf(event.currentTarget);
    try {
      const answer = await api.signup({ userInfo: { username, email, password } });
      if (answer.code === 204) setMessage('Look in your mailbox to confirm the account.');
      else await api.completeLogin(answer);
    } catch (error) {
      setMessage(messageOf(error as Error));
    }
  };
  return (
    <form onSubmit={submit}>
      <h2>New here?</h2>
      <label>
        New name <input name="username" autoComplete="username" required />
      </label>
      <label>
        Email address <input name="email" type="email" autoComplete="email" required />
      </label>
      <label>
        New password
        <input name="password" type="password" autoComplete="new-password" required />
      </label>
      <button>Sign up</button>
      <p role="alert">{message}</p>
    </form>
  );
}

/** What was typed, by the names of the fields. */
const valuesOf = (form: HTMLFormElement) =>
  Object.fromEntries(new FormData(form)) as Record<'username' | 'email' | 'password', string>;

/** The error is shown from `error` of useLogin(). */
const ignore = () => undefined;

function messageOf(error: Error): string {
  if (!(error instanceof APIError)) return error.message;
  return error.code === '003-001' ? 'Wrong name or password.' : (error.description ?? error.code);
}
