import { StrictMode } from 'react';
import { Api } from 'xsolla-login-wasm';
import { LoginCallback, LoginProvider, useLogin } from 'xsolla-login-wasm/react';

const signInBy = (signIn) => (event) => {
  event.preventDefault();
  const credentials = Object.fromEntries(new FormData(event.currentTarget));
  signIn({ credentials }).catch(() => globalThis.onRefused?.());
};

function Account() {
  const login = useLogin();
  const { isLoading, isSignedIn, user, error, api } = login;
  // The types promise that without an instance, `error` says why.
  if (!isLoading && !api && !error) globalThis.isSilent = true;
  const seen = { isLoading, isSignedIn, user: user?.username, error: error?.code ?? error?.kind };
  return (
    <main>
      <output>{JSON.stringify(seen)}</output>
      {api && <p>{api instanceof Api ? 'one package' : 'two packages'}</p>}
      <form onSubmit={signInBy(login.signIn)}>
        <input name="username" />
        <input name="password" type="password" />
        <button>Sign in</button>
      </form>
      <button onClick={() => login.signInWithRedirect().catch(() => {})}>At the service</button>
      <button onClick={() => login.signOut().catch(() => {})}>Sign out</button>
    </main>
  );
}

const count = (result) => (globalThis.results ??= []).push(result.kind);

const Callback = () => (
  <LoginCallback
    loading={<p>One moment…</p>}
    onResult={count}
    renderError={({ kind }, retry) => <button onClick={retry}>Try again after {kind}</button>}
  >
    <Account />
  </LoginCallback>
);

/** Unmounts the callback while it runs, as many apps do. */
function Guarded() {
  return useLogin().isLoading ? <p>Loading…</p> : <Callback />;
}

export const App = ({ options, api, isGuarded }) => (
  <StrictMode>
    <LoginProvider {...(api ? { api } : { options })}>
      {isGuarded ? <Guarded /> : <Callback />}
    </LoginProvider>
  </StrictMode>
);
